/// What the machine executes: a pattern as instructions with jumps.
struct Program: Hashable {
    enum Instruction: Hashable {
        case scalar(Unicode.Scalar)
        /// Compares case-folded; the scalar is folded already.
        case folded(Unicode.Scalar)
        /// An index into `sets`.
        case set(Int)
        case assertion(Assertion)
        /// Both ways, the first preferred.
        case split(Int, Int)
        case jump(Int)
        /// Notes the place in a slot: group n begins in slot 2n and ends in 2n + 1; group 0 is the match.
        case save(Int)
        case match
    }

    var instructions: [Instruction] = []
    var sets: [ScalarSet] = []
    var groupNames: [String?]

    static let maximumSize = 10_000

    var slotCount: Int { 2 * (groupNames.count + 1) }

    /// Whether a match can begin at the start of the text only.
    var isAnchored: Bool {
        instructions.first { if case .save = $0 { false } else { true } } == .assertion(.startOfText)
    }
}
