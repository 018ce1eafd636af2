/// The places in a program that are being tried at one place of the text, best first; each place at most once.
///
/// Membership is a sparse set (Briggs and Torczon, 1993): clearing it costs nothing.
struct ThreadList {
    private var sparse: [Int]
    private(set) var places: [Int] = []
    /// The slots of all threads in a row.
    private var slots: [Int] = []
    private let slotCount: Int

    init(programSize: Int, slotCount: Int) {
        sparse = Array(repeating: 0, count: programSize)
        self.slotCount = slotCount
    }

    /// False when `place` is there already.
    mutating func insert(_ place: Int, _ threadSlots: [Int]) -> Bool {
        let index = sparse[place]
        if index < places.count, places[index] == place { return false }
        sparse[place] = places.count
        places.append(place)
        if slotCount > 0 { slots.append(contentsOf: threadSlots) }
        return true
    }

    func slots(ofThread index: Int) -> ArraySlice<Int> {
        slots[index * slotCount..<(index + 1) * slotCount]
    }

    mutating func removeAll() {
        places.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
    }
}
