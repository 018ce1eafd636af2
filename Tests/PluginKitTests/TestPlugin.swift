import PatchbayJSON
import PluginKit

/// A connector behind its real table, as the host sees it.
///
/// `@unchecked Sendable`: the table is constant and may be used from any thread.
@safe
struct TestPlugin: @unchecked Sendable {
    let host: TestHost
    private let table: PluginTable

    /// Nil when the connector refuses to be loaded.
    init?(_ connector: some Connector, host: TestHost = TestHost()) {
        unsafe self.init(table: export(connector, to: host.table()), host: host)
    }

    init?(table: PluginTable?, host: TestHost) {
        guard let table = unsafe table else { return nil }
        self.host = host
        unsafe self.table = table
    }

    var manifest: JSON? {
        let text = unsafe table.pointee.manifest
        return unsafe try? JSON.parse(UnsafeRawBufferPointer(start: text.data, count: text.size))
    }

    /// Starts a call and returns its id.
    func start(_ operation: String, _ input: String) -> patchbay_call {
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

    func cancel(_ call: patchbay_call) {
        unsafe table.pointee.cancel(table.pointee.context, call)
    }

    /// Makes a call and waits for its end.
    func call(_ operation: String, _ input: JSON) async -> TestHost.Ending {
        await host.ending(of: start(operation, input.text()))
    }

    /// Runs an action and gives its output, or the error document.
    func run(_ action: String, _ input: JSON = [:], connection: JSON? = nil) async -> JSON? {
        let document = JSON.members(["action": action, "input": input, "connection": connection, "idempotency_key": "k1"])
        let ending = await call("action.run", document)
        return ending.status == PATCHBAY_OK ? ending.json?["output"] : ending.json
    }
}
