import PatchbayJSON

extension Route.Parameter {
    /// Continues a list.
    static let cursor = query("cursor", "The next_cursor of the page before.")
    static let limit = query("limit", "How many items a page holds at most.", ["type": "integer", "minimum": 1, "maximum": 100, "default": 50])
}

extension Call {
    /// The page size that was asked for; its range has been checked.
    var limit: Int { query("limit").flatMap { JSONNumber($0)?.int64 }.map(Int.init) ?? 50 }

    /// Where a list goes on; what none of its pages gave is refused.
    func cursor(_ isCursor: (String) -> Bool) throws -> String? {
        guard let cursor = query("cursor") else { return nil }
        guard isCursor(cursor) else { throw Problem.invalid([.init(pointer: "cursor", message: "is not the next_cursor of a page of this list")]) }
        return cursor
    }
}
