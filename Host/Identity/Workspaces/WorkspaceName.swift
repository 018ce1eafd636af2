/// How people call a workspace: 1 to 200 characters, none of them a control character.
enum WorkspaceName {
    static func checked(_ name: String) throws(WorkspaceError) -> String {
        guard !name.allSatisfy(\.isWhitespace), name.unicodeScalars.count <= 200 else { throw .nameInvalid }
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { throw .nameInvalid }
        return name
    }
}
