import PatchbayJSON

extension Route.Parameter {
    /// Continues a list.
    static let cursor = query("cursor", "The next_cursor of the page before.")
    static let limit = query("limit", "How many items a page holds at most.", ["type": "integer", "minimum": 1, "maximum": 100, "default": 50])
}

extension Call {
    /// The page size that was asked for; its range has been checked.
    var limit: Int { query("limit").flatMap(Int.init) ?? 50 }
    var cursor: String? { query("cursor") }
}
