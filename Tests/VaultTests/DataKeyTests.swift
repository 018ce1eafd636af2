import Model
import Storage
import Testing
import Vault

@Suite struct DataKeyTests {
    static let row = SealedRow(table: "notes", row: "note_1", column: "text_sealed")

    @Test(arguments: [0, 1, 15, 16, 17, 1024, 1 << 20])
    func `what was sealed for a row opens for that row`(count: Int) async throws {
        try await withVault { vault in
            let key = try await vault.dataKey(for: vault.newWorkspace())
            let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            let sealed = key.seal(plain, Self.row)
            #expect(sealed.count == plain.count + 41)
            #expect(try key.open(sealed, Self.row) == plain)
        }
    }

    @Test func `the same value is never sealed the same way twice`() async throws {
        try await withVault { vault in
            let key = try await vault.dataKey(for: vault.newWorkspace())
            let sealed = Set((0..<1_000).map { _ in key.seal([1, 2, 3], Self.row) })
            #expect(sealed.count == 1_000)
        }
    }

    @Test func `one changed bit anywhere is noticed`() async throws {
        try await withVault { vault in
            let key = try await vault.dataKey(for: vault.newWorkspace())
            let sealed = key.seal(Array("secret".utf8), Self.row)
            for index in sealed.indices {
                for bit in 0..<8 {
                    var changed = sealed
                    changed[index] ^= 1 << bit
                    #expect(throws: VaultError.damaged) { try key.open(changed, Self.row) }
                }
            }
        }
    }

    @Test func `a cut or prolonged value is noticed`() async throws {
        try await withVault { vault in
            let key = try await vault.dataKey(for: vault.newWorkspace())
            let sealed = key.seal(Array("secret".utf8), Self.row)
            for length in 0..<sealed.count {
                #expect(throws: VaultError.damaged) { try key.open(Array(sealed.prefix(length)), Self.row) }
            }
            #expect(throws: VaultError.damaged) { try key.open(sealed + [0], Self.row) }
        }
    }

    @Test(arguments: [
        SealedRow(table: "notes", row: "note_2", column: "text_sealed"),
        SealedRow(table: "notes", row: "note_1", column: "title_sealed"),
        SealedRow(table: "comments", row: "note_1", column: "text_sealed"),
        SealedRow(table: "note", row: "snote_1", column: "text_sealed"),
        SealedRow(table: "notes", row: "note_1text", column: "_sealed"),
    ])
    func `a value moved to another place does not open there`(place: SealedRow) async throws {
        try await withVault { vault in
            let key = try await vault.dataKey(for: vault.newWorkspace())
            let sealed = key.seal(Array("secret".utf8), Self.row)
            #expect(throws: VaultError.damaged) { try key.open(sealed, place) }
        }
    }

    @Test func `two workspaces share nothing`() async throws {
        try await withVault { vault in
            let one = try await vault.dataKey(for: vault.newWorkspace())
            let other = try await vault.dataKey(for: vault.newWorkspace())
            #expect(one.id != other.id)
            #expect(throws: VaultError.damaged) { try other.open(one.seal([1], Self.row), Self.row) }
            #expect(one.contentAddress([1]) != other.contentAddress([1]))
        }
    }

    @Test func `a content address follows from the content`() async throws {
        try await withVault { vault in
            let key = try await vault.dataKey(for: vault.newWorkspace())
            #expect(key.contentAddress([1, 2]).count == 32)
            #expect(key.contentAddress([1, 2]) == key.contentAddress([1, 2]))
            #expect(key.contentAddress([1, 2]) != key.contentAddress([2, 1]))
        }
    }

    @Test func `a key does not print itself`() async throws {
        try await withVault { vault in
            let key = try await vault.dataKey(for: vault.newWorkspace())
            #expect("\(key)" == "DataKey(\(key.id))")
            var dumped = ""
            dump(key, to: &dumped)
            #expect(dumped.split(separator: "\n").count == 2)
        }
    }
}
