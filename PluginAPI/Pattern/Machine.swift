/// Runs a program over a text: all ways of matching at once, one scalar at a time (Pike's machine). The work for a scalar is
/// bounded by the size of the program.
struct Machine {
    /// What is asked.
    struct Search {
        /// The byte where it begins.
        var start = 0
        /// Whether a match must begin there.
        var isAnchored = false
        /// Whether a match must end where the text does.
        var isWhole = false
    }

    private let program: Program
    private var current: ThreadList
    private var next: ThreadList
    private var follower: Follower

    /// Without groups only the fact of a match is found, sooner.
    init(_ program: Program, keepingGroups: Bool) {
        let slotCount = keepingGroups ? program.slotCount : 0
        self.program = program
        current = ThreadList(programSize: program.instructions.count, slotCount: slotCount)
        next = current
        follower = Follower(slotCount: slotCount)
    }

    /// Places tried so far, over all scalars.
    var steps: Int { follower.steps }

    /// The slots of the preferred leftmost match, -1 for groups that took no part; empty when groups are not kept; nil when
    /// there is no match.
    mutating func run(_ search: Search, over text: borrowing Span<UInt8>) -> [Int]? {
        var reader = ScalarReader(at: search.start, in: text)
        var found: [Int]?
        current.removeAll()
        while true {
            if found == nil, !search.isAnchored || reader.position == search.start {
                follower.begin(program, at: reader, in: &current)
            }
            guard current.count > 0 || found == nil && !search.isAnchored else { break }
            let after = reader.advanced(in: text)
            if let match = step(reader, after, isWhole: search.isWhole) {
                found = match
                if !follower.keepsGroups { break }
            }
            swap(&current, &next)
            guard reader.next != nil else { break }
            reader = after
        }
        return found
    }

    /// Lets each thread read the scalar between `reader` and `after`. The slots of the first thread that has matched here cut
    /// off the less preferred ones behind it.
    private mutating func step(_ reader: ScalarReader, _ after: ScalarReader, isWhole: Bool) -> [Int]? {
        next.removeAll()
        for index in 0..<current.count {
            let place = current.place(ofThread: index)
            if case .match = program.instructions[place] {
                guard !isWhole || reader.next == nil else { continue }
                return Array(current.slots(ofThread: index))
            }
            guard let scalar = reader.next, reads(scalar, at: place) else { continue }
            if follower.keepsGroups { follower.take(current.slots(ofThread: index)) }
            follower.follow(program, from: place + 1, at: after, in: &next)
        }
        return nil
    }

    @inline(__always)
    private func reads(_ scalar: Unicode.Scalar, at place: Int) -> Bool {
        switch program.instructions[place] {
        case .scalar(let expected): scalar == expected
        case .folded(let expected): scalar == expected || scalar.caseFolded == expected
        case .set(let index): program.sets[index].contains(scalar)
        default: false
        }
    }
}
