import FoundationEssentials

/// Where a workspace wants its events: https, or http to this machine while developing.
enum EventURL {
    static func isAllowed(_ text: String, isDevelopment: Bool) -> Bool {
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), let url = URLComponents(string: text) else { return false }
        guard let host = url.host, !host.isEmpty, url.user == nil, url.password == nil, url.fragment == nil else { return false }
        switch url.scheme?.lowercased() {
        case "https": return true
        case "http": return isDevelopment && (host == "localhost" || host == "[::1]" || host.hasPrefix("127."))
        default: return false
        }
    }
}
