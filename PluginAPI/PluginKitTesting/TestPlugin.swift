public import PatchbayJSON
public import PluginKit

/// A connector behind its real table, called as the host calls it.
///
/// ```swift
/// let plugin = try TestPlugin(Notes(), answers: .json(["id": 7], status: 201))
/// let output = try await plugin.run("create_note", ["text": "Hi"], scheme: "token")
/// #expect(output == ["id": 7])
/// #expect(plugin.requests == [["method": "POST", "url": "https://api.example.org/notes", "auth": true, "json": ["text": "Hi"]]])
/// ```
///
/// Inputs are not checked against the action's form here: a host does that before it calls.
///
/// `@unchecked Sendable`: the table is constant and may be used from any thread.
@safe
public struct TestPlugin: @unchecked Sendable {
    /// The connector cannot be loaded; the description is what it logged.
    public struct Refusal: Error, CustomStringConvertible {
        public let description: String
    }

    public let host: TestHost
    private let table: PluginTable

    /// - Parameter answers: What the provider answers, one for each request.
    /// - Throws: ``Refusal``.
    public init(_ connector: some Connector, answers: Answer...) throws {
        try self.init(connector, host: TestHost(answers: answers))
    }

    /// - Throws: ``Refusal``.
    public init(_ connector: some Connector, host: TestHost) throws {
        try unsafe self.init(table: export(connector, to: host.table()), host: host)
    }

    /// A plugin by what its entry gave, for one in another language.
    ///
    /// - Throws: ``Refusal`` when that is nil.
    @unsafe
    public init(table: PluginTable?, host: TestHost) throws {
        guard let table = unsafe table else { throw Refusal(description: host.lines.joined(separator: "\n")) }
        self.host = host
        unsafe self.table = table
    }

    /// What the plugin asked to be sent, in order, `Schemas/fetch.request.json`.
    public var requests: [JSON] { host.requests }

    /// `Schemas/manifest.json`; null when it is not JSON.
    public var manifest: JSON {
        let text = unsafe table.pointee.manifest
        return unsafe (try? JSON.parse(UnsafeRawBufferPointer(start: text.data, count: text.size))) ?? .null
    }

    /// Starts a call, as the second attempt with a minute to go, and returns its id.
    public func start(_ operation: String, _ input: String) -> patchbay_call {
        let call = host.newCall()
        let operation = Array(operation.utf8)
        let input = Array(input.utf8)
        unsafe operation.withUnsafeBytes { operation in
            unsafe input.withUnsafeBytes { input in
                var request = unsafe patchbay_request(
                    size: UInt32(MemoryLayout<patchbay_request>.size), attempt: 2, time_left: 60_000,
                    operation: patchbay_bytes(data: operation.baseAddress, size: operation.count),
                    input: patchbay_bytes(data: input.baseAddress, size: input.count))
                unsafe table.pointee.invoke(table.pointee.context, call, &request)
            }
        }
        return call
    }

    public func cancel(_ call: patchbay_call) {
        unsafe table.pointee.cancel?(table.pointee.context, call)
    }
}
