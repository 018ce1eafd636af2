/// One call of the host: on whose behalf, for how long, and the way out to the world.
public struct Call: Sendable {
    let id: patchbay_call
    let plugin: Plugin
    let deadline: ContinuousClock.Instant

    /// From 1; grows when the host tries a step again.
    public let attempt: Int
    /// The account the call is for; nil when it needs none.
    public let connection: Connection?
    /// Equal for all attempts of a step, and for no other step.
    public let idempotencyKey: String?

    init(id: patchbay_call, plugin: Plugin, deadline: ContinuousClock.Instant, attempt: Int, input: JSON) {
        self.id = id
        self.plugin = plugin
        self.deadline = deadline
        self.attempt = attempt
        connection = Connection(input["connection"])
        idempotencyKey = input["idempotency_key"]?.string
    }

    /// How long until the host gives up. Requests inherit it.
    public var timeLeft: Duration { max(.zero, ContinuousClock.now.duration(to: deadline)) }

    /// Milliseconds since 1970 by the host's clock.
    public var now: Int { plugin.host.now }

    /// Sends requests through the host.
    public var http: HTTPClient { HTTPClient(call: self) }

    /// Writes a line to the call's log, which people read beside its requests.
    public func log(_ level: LogLevel, _ message: String) {
        plugin.host.log(id, level, message)
    }
}

/// How much a line of the log matters.
public enum LogLevel: Int32, Sendable {
    case debug = 10
    case info = 20
    case warning = 30
    case error = 40
}
