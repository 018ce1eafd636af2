extension Discord {
    /// A game pad; the provider's own mark is not ours to give away.
    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="2" y="6" width="20" height="12" rx="6" fill="#5865f2"/>\
        <circle cx="8" cy="12" r="2" fill="#fff"/><circle cx="16" cy="12" r="2" fill="#fff"/></svg>
        """
}
