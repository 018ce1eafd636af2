import CLinux
import Glibc

/// What is installed beside the running host.
package enum HostFiles {
    static let executable = link("/proc/self/exe") ?? ""

    /// The folder of the host's executable.
    package static let folder = executable.lastIndex(of: "/").map { String(executable[..<$0]) } ?? "."

    package static let worker = folder + "/patchbay-worker"

    /// Swift runtimes by toolchain: the folders in `runtime/` beside the host, and the one the host itself runs on.
    package static let runtimes: [String: String] = {
        var runtimes: [String: String] = [:]
        for name in folderNames(folder + "/runtime") ?? [] where name.hasPrefix("swift-") { runtimes[name] = "\(folder)/runtime/\(name)" }
        if let own = ownRuntime { runtimes[ownToolchain] = runtimes[ownToolchain] ?? own }
        return runtimes
    }()

    /// Where this process got its standard library from; nil when it is linked statically.
    private static var ownRuntime: String? {
        let symbol = unsafe dlsym(UnsafeMutableRawPointer(bitPattern: 0), "swift_retain") // 0 is RTLD_DEFAULT
        guard let path = unsafe file_of_address(symbol).map({ unsafe String(cString: $0) }), path.hasSuffix("/libswiftCore.so") else { return nil }
        return String(path.dropLast("/libswiftCore.so".count))
    }

    /// The compiler that built the host, by the name that PluginAPI/Package.swift gives it in a plugin's note.
    private static let ownToolchain: String = {
        #if compiler(>=6.4)
        "swift-6.4"
        #elseif compiler(>=6.3.3)
        "swift-6.3.3"
        #elseif compiler(>=6.3.2)
        "swift-6.3.2"
        #elseif compiler(>=6.3.1)
        "swift-6.3.1"
        #else
        "swift-6.3"
        #endif
    }()

    private static func link(_ path: String) -> String? {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { room in
            let count = unsafe room.withMemoryRebound(to: CChar.self) { unsafe readlink(path, $0.baseAddress!, $0.count) }
            return count > 0 ? unsafe String(decoding: room[..<count], as: UTF8.self) : nil
        }
    }
}
