import Glibc
import Synchronization
import Testing

/// Temporary folders, gone when the tests have ended.
enum Scratch {
    private static let root: String? = {
        var template = Array("/tmp/patchbay-tests-XXXXXX".utf8CString)
        let path = unsafe mkdtemp(&template).map { unsafe String(cString: $0) }
        if let path { unsafe chmod(path, 0o711) } // for tests of other users, who must know the names
        atexit { try? Scratch.removeRoot() }
        return path
    }()

    private static let last = Atomic(0)

    /// A new empty folder.
    static func folder() throws -> String {
        let folder = try #require(root) + "/\(last.add(1, ordering: .relaxed).newValue)"
        let error = unsafe mkdir(folder, 0o755)
        try #require(error == 0)
        return folder
    }

    private static func removeRoot() throws {
        if let root { try Fixture.run(["rm", "-rf", root]) }
    }
}

/// This test executable.
let executablePath: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &path, path.count)
    return String(decoding: path[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}()

/// The worker that belongs to it: SwiftPM puts all products into one folder.
let workerPath = executablePath.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 } + "/patchbay-worker"
