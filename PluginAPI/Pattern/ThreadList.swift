/// The places in a program that are being tried at one place of the text, best first; each place at most once.
///
/// Membership is a sparse set (Briggs and Torczon, 1993): clearing it costs nothing.
struct ThreadList {
    private var sparse: [Int32]
    private var dense: [Int32]
    private(set) var count = 0
    /// The slots of all threads in a row.
    private var slots: [Int] = []
    private let slotCount: Int

    init(programSize: Int, slotCount: Int) {
        sparse = Array(repeating: 0, count: programSize)
        dense = sparse
        self.slotCount = slotCount
    }

    /// Where thread `index` is in the program.
    @inline(__always)
    func place(ofThread index: Int) -> Int { Int(dense[index]) }

    /// False when `place` is there already.
    @inline(__always)
    mutating func insert(_ place: Int, _ threadSlots: [Int]) -> Bool {
        let index = Int(sparse[place])
        if index < count, dense[index] == place { return false }
        sparse[place] = Int32(truncatingIfNeeded: count)
        dense[count] = Int32(truncatingIfNeeded: place)
        if slotCount > 0 { note(threadSlots) }
        count += 1
        return true
    }

    func slots(ofThread index: Int) -> ArraySlice<Int> {
        slots[index * slotCount..<(index + 1) * slotCount]
    }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    private mutating func note(_ threadSlots: [Int]) {
        let start = count * slotCount
        if start == slots.count {
            slots.append(contentsOf: threadSlots)
        } else {
            for (offset, slot) in threadSlots.enumerated() { slots[start + offset] = slot }
        }
    }
}
