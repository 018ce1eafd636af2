extension HTTP {
    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9" fill="none" stroke="#0b6e99" \
        stroke-width="2"/><path d="M3 12h18M12 3c-6 6-6 12 0 18c6-6 6-12 0-18" fill="none" stroke="#0b6e99" stroke-width="1.5"/></svg>
        """
}
