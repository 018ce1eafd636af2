/// The one function that a plugin exports; its name carries the major version of the ABI.
enum PluginEntrySymbol {
    private static let prefix = "patchbay_plugin_v"
    private static let digitLimit = 4

    /// Throws unless an entry of the major version that this host speaks is among the symbols.
    static func check(_ symbols: DynamicSymbols) throws(PluginBinaryError) {
        let majors = Set(try symbols.definedFunctions(prefix: prefix, rest: digitLimit).compactMap(major))
        if majors.contains(PluginBinary.abiMajor) { return }
        guard let other = majors.max() else { throw .noEntry }
        throw .otherABI(other)
    }

    /// Nil for a name with something else than a small number, without leading zeros, after the prefix.
    private static func major(_ name: String) -> Int? {
        let digits = name.dropFirst(prefix.count)
        guard let major = Int(digits), major > 0, String(major) == digits else { return nil }
        return major
    }
}
