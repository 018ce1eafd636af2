import Model
import PatchbayJSON

/// Reads one object of a manifest member by member and collects what is wrong with it, so that an author sees all of it at
/// once. A value that is missing or ill-typed is recorded and read as something harmless; the manifest is then refused.
struct ManifestReader {
    /// Problems, and warnings, kept of one manifest. More help nobody, and the file may be hostile.
    static let findingLimit = 100

    let object: JSONObject
    /// Where the object stands, a JSON pointer.
    let pointer: String
    private(set) var problems: [ManifestFinding] = []
    private(set) var warnings: [ManifestFinding] = []
    /// Why what is read here cannot be used by this host, though the manifest may be right: it names a choice that this host
    /// does not know. The nearest declaration takes it with `takeUnknownChoice`.
    private(set) var unknownChoice: String?
    private var known: [String] = []

    init(_ object: JSONObject, at pointer: String = "") {
        self.object = object
        self.pointer = pointer
    }

    mutating func value(_ key: String) -> JSON? {
        known.append(key)
        return object[key]
    }

    /// The value of a member that must be there.
    mutating func required(_ key: String) -> JSON? {
        let value = value(key)
        if value == nil { refuse("'\(key)' is missing; add it.") }
        return value
    }

    func place(_ key: String) -> String { pointer + "/" + JSONPointer.escaped(key) }

    mutating func refuse(_ message: String) { refuse(pointer, message) }

    mutating func refuse(key: String, _ message: String) { refuse(place(key), message) }

    mutating func refuse(_ pointer: String, _ message: String) {
        if problems.count < Self.findingLimit { problems.append(ManifestFinding(pointer, message)) }
    }

    mutating func warn(_ pointer: String, _ message: String) {
        if warnings.count < Self.findingLimit { warnings.append(ManifestFinding(pointer, message)) }
    }

    mutating func disable(_ reason: String) {
        unknownChoice = unknownChoice ?? reason
    }

    mutating func takeUnknownChoice() -> String? {
        defer { unknownChoice = nil }
        return unknownChoice
    }

    /// Takes over what was found inside this object.
    mutating func add(_ inner: ManifestReader) {
        problems += inner.problems.prefix(Self.findingLimit - problems.count)
        warnings += inner.warnings.prefix(Self.findingLimit - warnings.count)
        unknownChoice = unknownChoice ?? inner.unknownChoice
    }

    /// Warns about members nobody asked for: this host is older than the plugin, or the name is misspelt. `x-` is anybody's.
    mutating func warnOfUnknownKeys() {
        for (key, _) in object where !known.contains(key) && !key.hasPrefix("x-") {
            guard warnings.count < Self.findingLimit else { return }
            warn(place(key), "This host does not know '\(key)' and leaves it out" + NearestName.hint(for: key, among: known))
        }
    }
}
