import Glibc
import PatchbayJSON
import PluginKit
import PluginKitTesting

extension TestPlugin {
    private typealias Entry = @convention(c) (HostTable?) -> PluginTable?

    /// Loads one of the connectors that were built beside the tests, the way the host does, and never unloads it.
    init(connector: String, host: TestHost = TestHost()) throws {
        let library = Self.folder + "/lib\(connector).so"
        guard let handle = unsafe dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE),
            let symbol = unsafe dlsym(handle, "patchbay_plugin_v1")
        else { throw NotBuilt(library: library) }
        let entry = unsafe unsafeBitCast(symbol, to: Entry.self)
        try unsafe self.init(table: entry(host.table()), host: host)
    }

    struct NotBuilt: Error { let library: String }

    /// Where the tests' executable lies.
    private static let folder: String = {
        let path = unsafe realpath("/proc/self/exe", nil)
        defer { unsafe free(path) }
        let executable = unsafe path.map { unsafe String(cString: $0) } ?? ""
        return String(executable[..<(executable.lastIndex(of: "/") ?? executable.startIndex)])
    }()

    /// Runs an action and gives its output, or the error document.
    func outcome(_ action: String, _ input: JSON = [:], connection: JSON? = nil) async -> JSON? {
        let document = JSON.members(["action": action, "input": input, "connection": connection, "idempotency_key": "k1"])
        let ending = await call("action.run", document)
        return ending.status == PATCHBAY_OK ? ending.json?["output"] : ending.json
    }
}
