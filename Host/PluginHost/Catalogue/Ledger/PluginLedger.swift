import PatchbayJSON

/// What must be remembered of plugins beyond the life of a host, and is nowhere else. A value, and its form on disk.
package struct PluginLedger: Hashable, Sendable {
    /// Changes whenever a host of before could not read what is written.
    private static let format = "patchbay-plugins 1"

    package var quarantines: [QuarantineRecord] = []
    /// By id.
    package var approvals: [String: PluginApproval] = [:]

    package init() {}

    /// Reads what `document` wrote; nil for anything else.
    package init?(_ document: [UInt8]) {
        guard let json = try? JSON.parse(document), json["format"]?.string == Self.format,
            let quarantines = json["quarantines"]?.array?.map(QuarantineRecord.init), let approvals = json["approvals"]?.object
        else { return nil }
        self.quarantines = quarantines.compactMap(\.self)
        if self.quarantines.count != quarantines.count { return nil }
        for (id, json) in approvals {
            guard let approval = PluginApproval(json) else { return nil }
            self.approvals[id] = approval
        }
    }

    package var document: [UInt8] {
        let approvals = approvals.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
        return JSON.object([
            "format": .string(Self.format), "quarantines": .array(quarantines.map(\.json)), "approvals": .object(JSONObject(approvals)),
        ]).bytes()
    }
}
