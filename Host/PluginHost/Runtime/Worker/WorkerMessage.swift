/// What a worker tells its host, whole and checked for form. The content is still a stranger's.
package enum WorkerMessage: Hashable, Sendable {
    case ready(layers: SandboxLayers, mayBlock: Bool, manifest: [UInt8])
    case refused(sentence: String)
    case complete(call: UInt64, CallStatus, document: [UInt8])
    case fetch(call: UInt64, number: UInt64, request: [UInt8])
    /// `call` is 0 for a line about the plugin itself.
    case log(call: UInt64, PluginLogLevel, line: String)
    /// `offset` in the plugin's file, 0 when it crashed elsewhere; `call` 0 when the thread ran none.
    case crash(signal: CInt, offset: UInt64, call: UInt64)
}

/// Why a worker is not to be spoken to any more: a frame no honest worker sends.
package struct FrameViolation: Error, Hashable {
    package let sentence: String
}
