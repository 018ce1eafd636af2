import PatchbayJSON

/// What a provider that means well might answer.
enum FriendlyAnswer {
    /// The sample of what is asked for, with the word by which some providers say that all went well.
    static func json(_ sample: JSON?) -> JSON {
        guard case .object(var members) = sample ?? [:] else { return sample ?? [:] }
        if members["ok"] == nil { members["ok"] = true }
        return .object(members)
    }
}
