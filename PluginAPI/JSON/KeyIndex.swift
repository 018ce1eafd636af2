/// A hash table from keys to positions in an array that holds them: open addressing, at most half full. It hashes with the
/// process's random seed, so nobody can prepare keys that collide.
struct KeyIndex: Sendable {
    /// Position + 1 of a key; 0 is a free slot. The count is a power of two, or zero.
    private var slots: [UInt32] = []

    init() {}

    /// The keys, all different, are numbered from 0.
    init(_ keys: some Collection<String>) {
        slots = Array(repeating: 0, count: Self.slots(for: keys.count))
        for (position, key) in keys.enumerated() { insert(key, at: position) }
    }

    var isEmpty: Bool { slots.isEmpty }

    func hasRoom(for count: Int) -> Bool { count * 2 <= slots.count }

    func position(of key: String, keyAt: (Int) -> String) -> Int? {
        var slot = start(of: key)
        while slots[slot] != 0 {
            let position = Int(slots[slot]) - 1
            if keyAt(position).isIdentical(to: key) { return position }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// `key` is not in the index and there is room for it.
    mutating func insert(_ key: String, at position: Int) {
        var slot = start(of: key)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(position + 1)
    }

    private func start(of key: String) -> Int {
        var hasher = Hasher()
        key.hashBytes(into: &hasher)
        return hasher.finalize() & (slots.count - 1)
    }

    /// Room to double before the next rebuild, so that appending stays linear.
    private static func slots(for count: Int) -> Int {
        var slots = 64
        while slots < count * 4 { slots *= 2 }
        return slots
    }
}
