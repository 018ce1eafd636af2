extension Text {
    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M5 5h14M12 5v14M9 19h6" fill="none" stroke="#444" \
        stroke-width="2.5" stroke-linecap="round"/></svg>
        """
}
