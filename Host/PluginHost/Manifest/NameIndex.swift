/// Finds declarations by id and by the ids they had before.
struct NameIndex: Sendable {
    private var positions: [String: Int] = [:]

    /// Refuses a name that stands for two. `list` is the manifest's member, for the place of a problem.
    init(_ names: [(id: String, aliases: [String])], in list: String, _ reader: inout ManifestReader) {
        for (position, name) in names.enumerated() where !name.id.isEmpty {
            if positions.updateValue(position, forKey: name.id) != nil {
                reader.refuse("/\(list)/\(position)/id", "\"\(name.id)\" is the id of another element too; ids are unique.")
            }
        }
        for (position, name) in names.enumerated() {
            for (index, alias) in name.aliases.enumerated() {
                guard positions[alias] == nil else {
                    reader.refuse("/\(list)/\(position)/aliases/\(index)", "\"\(alias)\" already stands for something else; take it out.")
                    continue
                }
                positions[alias] = position
            }
        }
    }

    subscript(name: String) -> Int? { positions[name] }
}
