import Foundation

/// Public test vectors: a folder that the environment variable `PATCHBAY_VECTORS` names, else the project's own smaller set
/// in `Tests/Fixtures`, which has the same layout.
package enum Vectors {
    /// Whether the public suites are there in full.
    package static var areComplete: Bool { publicFolder != nil }

    /// The files of one suite that end in `.json`, by name, in order.
    package static func files(in suite: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = (publicFolder ?? fixtures) + "/" + suite
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted().map { name in
            (name, [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
        }
    }

    private static var publicFolder: String? {
        ProcessInfo.processInfo.environment["PATCHBAY_VECTORS"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static var fixtures: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures").path
    }
}
