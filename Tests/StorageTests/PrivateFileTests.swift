import FoundationEssentials
import Storage
import Testing

@Suite struct PrivateFileTests {
    @Test func `a file is written whole, replaced whole, and private`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/secret"
            #expect(try PrivateFile.read(path) == nil)
            for content in [[1, 2, 3], [4]] as [[UInt8]] {
                try PrivateFile.write(content, to: path)
                #expect(try PrivateFile.read(path) == content)
            }
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["secret"])
        }
    }

    @Test func `what a crash left behind is no obstacle`() async throws {
        try await withTemporaryFolder { folder in
            try PrivateFile.write([9, 9], to: folder + "/secret.new")
            try PrivateFile.write([1], to: folder + "/secret")
            #expect(try PrivateFile.read(folder + "/secret") == [1])
        }
    }

    @Test func `a file beyond the limit is refused`() async throws {
        try await withTemporaryFolder { folder in
            try PrivateFile.write(Array(repeating: 0, count: 11), to: folder + "/large")
            #expect(throws: StorageError.self) { try PrivateFile.read(folder + "/large", limit: 10) }
            #expect(throws: StorageError.self) { try PrivateFile.write([], to: folder + "/absent/secret") }
        }
    }
}
