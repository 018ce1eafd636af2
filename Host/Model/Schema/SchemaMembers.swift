/// A hash table from the keys that an object schema names to what it says of them. Keys compare byte for byte.
struct SchemaMembers: Sendable {
    struct Member: Sendable {
        let key: String
        let print: KeyPrint
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
        var capacity = 4
        while capacity < 2 * (properties.count + required.count) { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity)
        for property in properties { members[position(adding: property.key)].schema = property.schema }
        for (number, key) in required.prefix(64).enumerated() {
            members[position(adding: key)].requiredBit |= 1 << UInt64(number)
            requiredBits |= 1 << UInt64(number)
        }
    }

    /// What is said of `key`.
    @inline(__always)
    func find(_ key: String) -> (schema: Int?, requiredBit: UInt64) {
        guard let position = position(of: key, KeyPrint(key)) else { return (nil, 0) }
        return (members[position].schema, members[position].requiredBit)
    }

    private func position(of key: String, _ print: KeyPrint) -> Int? {
        var slot = print.hash & (slots.count - 1)
        while slots[slot] != 0 {
            let position = Int(slots[slot]) - 1
            if members[position].print == print, print.isExact || members[position].key.utf8.elementsEqual(key.utf8) { return position }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func position(adding key: String) -> Int {
        let print = KeyPrint(key)
        if let position = position(of: key, print) { return position }
        var slot = print.hash & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        members.append(Member(key: key, print: print))
        slots[slot] = Int32(members.count)
        return members.count - 1
    }
}
