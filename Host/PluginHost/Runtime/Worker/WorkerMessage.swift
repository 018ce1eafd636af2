/// What a worker tells its host, whole and checked for form. The content is still a stranger's.
package enum WorkerMessage: Hashable, Sendable {
    case ready(layers: SandboxLayers, mayBlock: Bool, manifest: [UInt8])
    case refused(sentence: String)
    case complete(call: UInt64, CallStatus, document: [UInt8])
    case fetch(call: UInt64, number: UInt64, request: [UInt8])
    /// `call` is 0 for a line about the plugin itself.
    case log(call: UInt64, PluginLogLevel, line: String)
    /// `call` is 0 when the thread ran none; `places` are innermost first.
    case crash(signal: CInt, call: UInt64, places: [CodePlace])
}

/// Why a worker is not to be spoken to any more: a frame no honest worker sends.
package struct FrameViolation: Error, Hashable {
    package let sentence: String
}
