import Glibc
import PluginKit

extension TestPlugin {
    private typealias Entry = @convention(c) (HostTable?) -> PluginTable?

    /// Loads one of the connectors that were built beside the tests, the way the host does, and never unloads it.
    init?(connector: String, host: TestHost = TestHost()) {
        let library = Self.folder + "/lib\(connector).so"
        guard let handle = unsafe dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE),
            let symbol = unsafe dlsym(handle, "patchbay_plugin_v1")
        else { return nil }
        let entry = unsafe unsafeBitCast(symbol, to: Entry.self)
        unsafe self.init(table: entry(host.table()), host: host)
    }

    /// Where the tests' executable lies.
    private static let folder: String = {
        let path = unsafe realpath("/proc/self/exe", nil)
        defer { unsafe free(path) }
        let executable = unsafe path.map { unsafe String(cString: $0) } ?? ""
        return String(executable[..<(executable.lastIndex(of: "/") ?? executable.startIndex)])
    }()
}
