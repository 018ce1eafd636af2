import PatchbayJSON

/// One check of one value. Pointers and sentences are made for what fails only; success allocates nothing.
struct SchemaCheck {
    let nodes: [SchemaNode]
    private(set) var violations: [SchemaViolation] = []
    private let limit: Int
    /// While only the answer counts: the first failure ends the check and nothing is noted.
    private(set) var isSilent: Bool
    private var depth = 0
    private var steps = 0

    /// Schemas within schemas on the call stack: room for the deepest document under a reference and a combination per level.
    private static let maximumDepth = 3 * JSONLimits.maximumDepth
    /// Combinations and references applied in one check; a schema can be written that applies exponentially many.
    private static let maximumSteps = 1_000_000

    init(_ nodes: [SchemaNode], limit: Int) {
        self.nodes = nodes
        self.limit = limit
        isSilent = limit <= 0
    }

    mutating func run(_ value: JSON) -> Bool { apply(0, to: value) }

    /// Whether schema `index` allows `value`.
    mutating func apply(_ index: Int, to value: JSON) -> Bool {
        guard depth < Self.maximumDepth else { return fail("$ref", "nests too deeply to be checked") }
        depth += 1
        defer { depth -= 1 }
        let types = nodes[index].types
        guard types.allows(value) else { return fail("type", "must be " + types.phrase) }
        guard !nodes[index].isFalse else { return fail("false", "must not be there") }
        var isValid = nodes[index].choices.isEmpty || check(value, nodes[index].choices)
        guard isValid || !isSilent else { return false }
        switch value {
        case .number(let number):
            if let rules = nodes[index].number, !check(number, rules) { isValid = false }
        case .string(let string):
            if let rules = nodes[index].string, !check(string, rules) { isValid = false }
        case .array(let elements):
            if let rules = nodes[index].array, !check(elements, rules) { isValid = false }
        case .object(let members):
            if let rules = nodes[index].object, !check(members, rules, in: value) { isValid = false }
        case .null, .bool:
            break
        }
        guard isValid || !isSilent, let rules = nodes[index].inPlace else { return isValid }
        steps += 1
        guard steps <= Self.maximumSteps else { return fail("$ref", "takes too long to check") }
        return check(value, rules) && isValid
    }

    /// Whether schema `index` allows `value`, without noting why not.
    mutating func allows(_ index: Int, _ value: JSON) -> Bool {
        let wasSilent = isSilent
        isSilent = true
        defer { isSilent = wasSilent }
        return apply(index, to: value)
    }

    /// Applies schema `index` to the part of the value that `token` names.
    @inline(__always)
    mutating func apply(_ index: Int, to part: JSON, at token: @autoclosure () -> String) -> Bool {
        let mark = violations.count
        if apply(index, to: part) { return true }
        if violations.count > mark { prefix(from: mark, token()) }
        return false
    }

    /// Puts a token before the pointers of the violations noted since `mark`.
    private mutating func prefix(from mark: Int, _ token: String) {
        for index in mark..<violations.count {
            let violation = violations[index]
            violations[index] = SchemaViolation(
                pointer: JSONPointer([token] + violation.pointer.tokens), keyword: violation.keyword, message: violation.message
            )
        }
    }

    /// Notes a violation and returns false.
    mutating func fail(_ keyword: String, _ message: @autoclosure () -> String) -> Bool {
        if !isSilent, violations.count < limit {
            violations.append(SchemaViolation(pointer: JSONPointer(), keyword: keyword, message: message()))
        }
        return false
    }
}
