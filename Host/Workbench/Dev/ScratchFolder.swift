import FoundationEssentials
import Glibc

/// A folder for one run of a host, gone when it ends: its data, and its plugins.
package struct ScratchFolder: Sendable {
    package let path: String
    package var data: String { path + "/data" }
    package var plugins: String { path + "/plugins.d" }

    /// Under `TMPDIR`, or `/tmp`; only its owner may enter it.
    package init() throws {
        let parent = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(parent)/patchbay-dev-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw DevelopmentError("No folder can be made in \(parent): set TMPDIR to one with room.")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try FileManager.default.createDirectory(atPath: plugins, withIntermediateDirectories: true)
    }

    package func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
