import Glibc
import Testing

/// Temporary folders.
enum Scratch {
    static func folder() throws -> String {
        var template = Array("/tmp/patchbay-tests-XXXXXX".utf8CString)
        let path = unsafe mkdtemp(&template).map { unsafe String(cString: $0) }
        return try #require(path)
    }
}

/// The worker that belongs to this test executable: SwiftPM puts all products into one folder.
let workerPath: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &path, path.count)
    let text = String(decoding: path[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 } + "/patchbay-worker"
}()
