extension Slack {
    /// A speech bubble with a number sign; the provider's own mark is not ours to give away.
    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="2" y="3" width="20" height="15" rx="4" fill="#4a154b"/>\
        <path d="M7 18v4l5-4z" fill="#4a154b"/><path d="M10 6.5l-1 8M15 6.5l-1 8M7.5 9h9M7 12h9" stroke="#fff" stroke-width="1.4"/></svg>
        """
}
