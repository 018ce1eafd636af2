import PatchbayJSON

extension Components {
    /// The shapes of all topics.
    static var all: JSON {
        var all = schemas.object ?? [:]
        for topic in [audit, plans, workspaces] {
            for (name, schema) in topic { all[name] = schema }
        }
        return .object(all)
    }
}
