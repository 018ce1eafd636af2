/// Finds the places of a program that follow from one another without reading: over jumps, splits, saves and assertions.
struct Follower {
    /// Work left.
    private enum Pending {
        case visit(Int)
        case restore(slot: Int, value: Int)
    }

    /// Of the way being followed.
    private var slots: [Int]
    private var pending: [Pending] = []
    private(set) var steps = 0

    init(slotCount: Int) {
        slots = Array(repeating: -1, count: slotCount)
    }

    var keepsGroups: Bool { !slots.isEmpty }

    /// Adds the places where a match that begins at `reader` can be.
    mutating func begin(_ program: Program, at reader: ScalarReader, in list: inout ThreadList) {
        for slot in slots.indices { slots[slot] = -1 }
        follow(program, from: 0, at: reader, in: &list)
    }

    /// Goes on with the slots of a thread.
    mutating func take(_ threadSlots: ArraySlice<Int>) {
        for (slot, value) in zip(slots.indices, threadSlots) { slots[slot] = value }
    }

    /// Adds `place` and all that follows from it to `list`, in order of preference.
    mutating func follow(_ program: Program, from place: Int, at reader: ScalarReader, in list: inout ThreadList) {
        visit(program, place, at: reader, in: &list)
        while let work = pending.popLast() {
            switch work {
            case .restore(let slot, let value): slots[slot] = value
            case .visit(let place): visit(program, place, at: reader, in: &list)
            }
        }
    }

    /// Follows the preferred way to its end and leaves the others pending.
    @inline(__always)
    private mutating func visit(_ program: Program, _ start: Int, at reader: ScalarReader, in list: inout ThreadList) {
        var place = start
        while true {
            steps += 1
            guard list.insert(place, slots) else { return }
            switch program.instructions[place] {
            case .jump(let target):
                place = target
            case .split(let first, let second):
                pending.append(.visit(second))
                place = first
            case .save(let slot):
                if keepsGroups {
                    pending.append(.restore(slot: slot, value: slots[slot]))
                    slots[slot] = reader.position
                }
                place += 1
            case .assertion(let assertion):
                guard reader.holds(assertion) else { return }
                place += 1
            case .scalar, .folded, .set, .match:
                return
            }
        }
    }
}
