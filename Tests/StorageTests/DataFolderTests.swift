import FoundationEssentials
import Glibc
import Logging
import Storage
import Testing

@Suite struct DataFolderTests {
    let logger = Logger(label: "test")

    @Test(arguments: ["/a/b/data", "/a//b/data/", "/data"])
    func `a data folder is made with those above it, and is private`(path: String) async throws {
        try await withTemporaryFolder { folder in
            _ = try await Database.open(folder: folder + path, logger: logger)
            let mode = try FileManager.default.attributesOfItem(atPath: folder + path)[.posixPermissions] as? Int
            #expect(mode == 0o700)
        }
    }

    @Test func `a file in the place of the folder, or above it, is named`() async throws {
        try await withTemporaryFolder { folder in
            try PrivateFile.write([], to: folder + "/file")
            for path in ["/file", "/file/data"] {
                let error = await #expect(throws: StorageError.self) { try await Database.open(folder: folder + path, logger: logger) }
                #expect("\(try #require(error))".hasPrefix("\(folder)/file"))
                #expect("\(try #require(error))".contains("Choose another data folder"))
            }
        }
    }

    @Test func `a folder where nothing can be made is named`() async throws {
        let error = await #expect(throws: StorageError.self) { try await Database.open(folder: "/proc/patchbay/data", logger: logger) }
        guard case .folder(let sentence) = try #require(error) else { throw try #require(error) }
        #expect(sentence.contains("/proc/patchbay"))
    }
}
