/// How people call a connection: 1 to 200 characters, none of them a control character.
enum ConnectionName {
    static func checked(_ name: String) throws(ConnectionError) -> String {
        guard !name.allSatisfy(\.isWhitespace) else { throw .invalid([FieldFault("/name", "The name must not be empty.")]) }
        guard name.unicodeScalars.count <= 200 else {
            throw .invalid([FieldFault("/name", "The name must be at most 200 characters long.")])
        }
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw .invalid([FieldFault("/name", "The name must not contain control characters.")])
        }
        return name
    }
}
