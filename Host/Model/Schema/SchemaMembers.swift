/// A hash table from the keys that an object schema names to what it says of them. Keys compare byte for byte.
struct SchemaMembers: Sendable {
    struct Member: Sendable {
        let key: String
        /// From `properties`.
        var schema: Int?
        /// One bit for a required key, by which it is noted as seen; only the first 64 have one.
        var requiredBit: UInt64 = 0
    }

    private var members: [Member] = []
    /// Position + 1 of a member, 0 where free; the count is a power of two.
    private var slots: [Int32] = [0]
    /// The bits of all required keys that have one.
    private(set) var requiredBits: UInt64 = 0

    init() {}

    init(properties: [(key: String, schema: Int)], required: [String]) {
        for property in properties { members.append(Member(key: property.key, schema: property.schema)) }
        var capacity = 4
        while capacity < 2 * (properties.count + required.count) { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity)
        for position in members.indices { place(position) }
        for (number, key) in required.prefix(64).enumerated() { require(key, bit: 1 << UInt64(number)) }
    }

    @inline(__always)
    func find(_ key: String) -> Member? {
        var slot = Self.hash(key) & (slots.count - 1)
        while slots[slot] != 0 {
            let position = Int(slots[slot]) - 1
            if Self.areIdentical(members[position].key, key) { return members[position] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func require(_ key: String, bit: UInt64) {
        requiredBits |= bit
        if let position = members.firstIndex(where: { Self.areIdentical($0.key, key) }) {
            members[position].requiredBit |= bit
        } else {
            members.append(Member(key: key, requiredBit: bit))
            place(members.count - 1)
        }
    }

    private mutating func place(_ position: Int) {
        var slot = Self.hash(members[position].key) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(position + 1)
    }

    /// Not secret: the table's keys are the schema's, so a stranger's keys cannot make it slow.
    @inline(__always)
    private static func hash(_ key: String) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for byte in key.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return Int(hash ^ hash >> 15)
    }

    @inline(__always)
    private static func areIdentical(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
    }
}
