/// Turns a tree into a program (Thompson's construction).
struct Compiler {
    private(set) var program: Program
    /// Visits of nodes; bounds repetitions of repetitions of nothing, which emit no instruction.
    private var visits = 0

    init(groupNames: [String?]) {
        program = Program(groupNames: groupNames)
    }

    mutating func compile(_ pattern: Node) throws(PatternError) {
        try emit(.save(0))
        try visit(pattern)
        try emit(.save(1))
        try emit(.match)
    }

    private mutating func visit(_ node: Node) throws(PatternError) {
        visits += 1
        guard visits <= 4 * Program.maximumSize else { throw Self.tooLarge }
        switch node {
        case .empty:
            break
        case .scalar(let scalar, ignoringCase: false):
            try emit(.scalar(scalar))
        case .scalar(let scalar, ignoringCase: true):
            try emit(.folded(scalar.caseFolded))
        case .set(let set):
            try emit(.set(index(of: set)))
        case .assertion(let assertion):
            try emit(.assertion(assertion))
        case .sequence(let nodes):
            for node in nodes { try visit(node) }
        case .alternation(let branches):
            try alternation(branches)
        case .repetition(let node, let quantifier):
            try repetition(node, quantifier)
        case .group(let node, let number):
            try emit(.save(2 * number))
            try visit(node)
            try emit(.save(2 * number + 1))
        }
    }

    private mutating func alternation(_ branches: [Node]) throws(PatternError) {
        var jumps: [Int] = []
        for branch in branches.dropLast() {
            let split = try emit(.split(here + 1, 0))
            try visit(branch)
            jumps.append(try emit(.jump(0)))
            program.instructions[split] = .split(split + 1, here)
        }
        if let last = branches.last { try visit(last) }
        for jump in jumps { program.instructions[jump] = .jump(here) }
    }

    /// `x{2,4}` is written out as `xx(x(x)?)?`, `x{2,}` as `xx+`.
    private mutating func repetition(_ node: Node, _ quantifier: Quantifier) throws(PatternError) {
        guard let maximum = quantifier.maximum else { return try endless(node, quantifier) }
        for _ in 0..<quantifier.minimum { try visit(node) }
        var splits: [Int] = []
        for _ in quantifier.minimum..<maximum {
            splits.append(try emit(.split(0, 0)))
            try visit(node)
        }
        for split in splits { set(split, enter: split + 1, leave: here, quantifier) }
    }

    private mutating func endless(_ node: Node, _ quantifier: Quantifier) throws(PatternError) {
        guard quantifier.minimum == 0 else {
            for _ in 1..<quantifier.minimum { try visit(node) }
            return try oneOrMore(node, quantifier)
        }
        // `x*` is written as `(x+)?`: with the loop's test behind x, an x that matches nothing leaves instead of meeting
        // itself, and the preferred way out is the one a backtracking matcher takes.
        let split = try emit(.split(0, 0))
        try oneOrMore(node, quantifier)
        set(split, enter: split + 1, leave: here, quantifier)
    }

    private mutating func oneOrMore(_ node: Node, _ quantifier: Quantifier) throws(PatternError) {
        let start = here
        try visit(node)
        let split = try emit(.split(0, 0))
        set(split, enter: start, leave: here, quantifier)
    }

    private mutating func set(_ split: Int, enter: Int, leave: Int, _ quantifier: Quantifier) {
        program.instructions[split] = quantifier.isGreedy ? .split(enter, leave) : .split(leave, enter)
    }

    private var here: Int { program.instructions.count }

    @discardableResult
    private mutating func emit(_ instruction: Program.Instruction) throws(PatternError) -> Int {
        guard here < Program.maximumSize else { throw Self.tooLarge }
        program.instructions.append(instruction)
        return here - 1
    }

    private mutating func index(of set: ScalarSet) -> Int {
        if let index = program.sets.firstIndex(of: set) { return index }
        program.sets.append(set)
        return program.sets.count - 1
    }

    private static var tooLarge: PatternError {
        PatternError(0, "its counted parts, written out, are more than \(Program.maximumSize) steps; count less")
    }
}
