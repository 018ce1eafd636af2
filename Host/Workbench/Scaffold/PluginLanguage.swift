/// A language that plugins can be scaffolded in; the raw value is the folder of its template.
package enum PluginLanguage: String, CaseIterable, Sendable {
    case swift, c, rust

    /// What of PluginAPI a scaffold carries: what it builds from, and what its author looks things up in.
    var carried: [String] {
        let reference = ["README.md", "Header", "Schemas"]
        return switch self {
        case .swift: reference + ["Package.swift", "JSON", "Pattern", "PluginKit", "PluginKitTesting"]
        case .c, .rust: reference
        }
    }
}
