import Model

/// Runs the calls of one build of a plugin. Two implementations, one contract: in a worker process, or in ours.
protocol PluginRuntime: AnyObject, Sendable {
    /// Starts the plugin if need be, and gives what it says of itself.
    func load() async throws(PluginRefusal) -> LoadedPlugin

    /// The manifest is read: what it, and the admin, allow.
    func configure(_ limits: PluginLimits)

    /// Runs a call to its end, waiting for a place first.
    func run(_ call: PluginCall, deadline: MonotonicTime) async -> CallOutcome

    /// Acts on deadlines. True while anything waits for one.
    func tick(_ now: MonotonicTime) -> Bool

    /// Ends what works without having a call. About once a second.
    func inspect(_ now: MonotonicTime)

    /// Gives up resources that have not been used since `time`.
    func stopIdle(since time: MonotonicTime)

    /// Takes no more calls; ends with the last.
    func retire()

    /// Waits until the last call of a retired runtime, and what ran it, has ended.
    func drained() async

    /// Retired, and nothing of it is left.
    var isDrained: Bool { get }

    var state: RuntimeState { get }

    /// How the plugin ended last, when that was its own fault.
    var fault: PluginFault? { get }

    /// Those it is in now.
    var quarantines: [Quarantine] { get }

    /// Takes up quarantines that began before it was loaded.
    func restore(_ quarantines: [Quarantine])

    /// Ends its quarantines. False when there is none.
    func release() -> Bool
}

/// What a plugin says of itself once it runs.
struct LoadedPlugin: Sendable {
    let manifest: [UInt8]
    let layers: SandboxLayers
}

/// What one plugin may use.
struct PluginLimits: Hashable, Sendable {
    /// Calls at once.
    var concurrency: Int
    /// Private writable memory of a worker, in bytes.
    var memory: UInt64

    static let standard = PluginLimits(concurrency: 32, memory: 256 << 20)
}

/// Why a plugin cannot serve, as a sentence that says what to do.
package struct PluginRefusal: Error, Hashable, Sendable {
    package let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}

/// What a runtime is doing, for the list of plugins.
package enum RuntimeState: Hashable, Sendable {
    /// Nothing runs; the next call starts it.
    case stopped
    case starting
    case running(layers: SandboxLayers)
    /// It crashed too often. Tried again after `until`, when its file or policy changes, or when an admin releases it.
    case quarantined(reason: String, until: MonotonicTime)
}
