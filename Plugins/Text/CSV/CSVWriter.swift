import PatchbayJSON

/// Writes RFC 4180: CRLF after each row, quotes where they are needed.
struct CSVWriter {
    let delimiter: String
    /// Guards against spreadsheets that take a field for a formula: an apostrophe goes before `=`, `+`, `-`, `@`, tab and CR.
    let isGuarded: Bool

    func text(_ rows: [[JSON]]) -> String {
        rows.map { $0.map(field).joined(separator: delimiter) + "\r\n" }.joined()
    }

    private func field(_ value: JSON) -> String {
        var text =
            switch value {
            case .null: ""
            case .string(let string): isGuarded ? guarded(string) : string
            default: value.text()
            }
        let needsQuotes = text.utf8.contains { [UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains($0) }
        if needsQuotes || text.contains(delimiter) || text.hasPrefix(" ") || text.hasSuffix(" ") {
            text = "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        return text
    }

    private func guarded(_ text: String) -> String {
        text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } == true ? "'" + text : text
    }
}
