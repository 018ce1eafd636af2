import PatchbayJSON

/// What must be remembered of plugins beyond the life of a host, and is nowhere else. A value, and its form on disk.
package struct PluginLedger: Hashable, Sendable {
    /// Changes whenever a host of before could not read what is written.
    private static let format = "patchbay-plugins 1"

    package var quarantines: [QuarantineRecord] = []

    package init() {}

    /// Reads what `document` wrote; nil for anything else.
    package init?(_ document: [UInt8]) {
        guard let json = try? JSON.parse(document), json["format"]?.string == Self.format,
            let quarantines = json["quarantines"]?.array?.map(QuarantineRecord.init)
        else { return nil }
        self.quarantines = quarantines.compactMap(\.self)
        if self.quarantines.count != quarantines.count { return nil }
    }

    package var document: [UInt8] {
        JSON.object(["format": .string(Self.format), "quarantines": .array(quarantines.map(\.json))]).bytes()
    }
}
