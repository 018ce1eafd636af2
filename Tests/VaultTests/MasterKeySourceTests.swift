import FoundationEssentials
import Storage
import Testing
import Vault

@Suite(.timeLimit(.minutes(1))) struct MasterKeySourceTests {
    static let good = VaultTests.base64(5)

    @Test func `text, file and command give the same key`() async throws {
        try await withTemporaryDatabase { database in
            let path = database.folder + "/elsewhere.key"
            try PrivateFile.write(Array("  \(Self.good)\n".utf8), to: path)
            for source in [MasterKeySource.base64(Self.good), .file(path), .command("cat \(path)"), .command("echo '\(Self.good)'")] {
                _ = try await Vault.open(masterKey: source, database: database)
            }
        }
    }

    @Test(arguments: ["", "no base64!", "c2hvcnQ=", Data(repeating: 1, count: 33).base64EncodedString()])
    func `a malformed key is refused`(text: String) async throws {
        try await withTemporaryDatabase { database in
            await #expect(throws: VaultError.masterKeyMalformed(source: "the configuration")) {
                try await Vault.open(masterKey: .base64(text), database: database)
            }
            await #expect(throws: VaultError.masterKeyMalformed(source: "the command")) {
                try await Vault.open(masterKey: .command("printf %s '\(text)'"), database: database)
            }
        }
    }

    @Test(arguments: ["false", "exit 3", "/no/such/program", "yes", "echo key; kill -9 $$"])
    func `a command that fails is refused with what it did`(line: String) async throws {
        try await withTemporaryDatabase { database in
            let error = try #require(
                await #expect(throws: VaultError.self) { try await Vault.open(masterKey: .command(line), database: database) })
            guard case .masterKeyUnavailable("the command", _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `a command that never answers is killed with all it started`() async throws {
        let start = ContinuousClock.now
        let error = await #expect(throws: VaultError.self) {
            try await BlockingWork.run { try ShellCommand(line: "sleep 600 | cat", timeout: .milliseconds(50)).output() }
        }
        #expect(try #require(error).description.contains("did not answer"))
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test func `an absent file is named`() async throws {
        try await withTemporaryDatabase { database in
            let error = await #expect(throws: VaultError.self) {
                try await Vault.open(masterKey: .file("/no/such/key"), database: database)
            }
            let sentence = try #require(error).description
            #expect(sentence.contains("/no/such/key"))
        }
    }

    @Test func `a source does not print the key`() {
        let source = MasterKeySource.base64(Self.good)
        var dumped = ""
        dump(source, to: &dumped)
        for text in ["\(source)", String(reflecting: source), dumped] { #expect(!text.contains(Self.good)) }
    }
}
