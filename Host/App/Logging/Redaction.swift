/// Keeps secrets out of log lines: by the name of a field, and by what our own keys and bearer tokens look like.
enum Redaction {
    static let mark = "[redacted]"

    static func isSecret(key: String) -> Bool {
        let key = key.lowercased()
        return ["authorization", "cookie", "password", "secret", "token", "api_key", "apikey", "master_key"].contains(where: key.contains)
    }

    /// Replaces the word after “Bearer ” or “Basic ”, and every word that starts like one of our keys.
    static func redact(_ text: String) -> String {
        guard markers.contains(where: text.contains) else { return text }
        var afterScheme = false
        return text.split(separator: " ", omittingEmptySubsequences: false).map { word -> Substring in
            defer { afterScheme = word == "Bearer" || word == "Basic" }
            return afterScheme || word.contains(keyPrefix) ? Substring(mark) : word
        }.joined(separator: " ")
    }

    private static let keyPrefix = "pb_"
    private static let markers = ["Bearer ", "Basic ", keyPrefix]
}
