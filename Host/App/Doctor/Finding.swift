/// One thing that `patchbay doctor` looked at.
struct Finding: Sendable {
    enum State: String, Sendable {
        case yes
        case no
        /// Works, but not as well as it could.
        case weak
    }

    let name: String
    let state: State
    /// What was found.
    let detail: String
    /// The exact command, setting or container flag that mends it.
    let remedy: String?
    /// Whether the host does not start, or no plugin runs, without it.
    let isNeeded: Bool

    init(_ name: String, _ state: State, _ detail: String, remedy: String? = nil, isNeeded: Bool = false) {
        self.name = name
        self.state = state
        self.detail = detail
        self.remedy = remedy
        self.isNeeded = isNeeded
    }

    /// One or two lines for a terminal.
    var text: String {
        let padding = String(repeating: " ", count: max(1, 26 - name.count))
        let line = "\(state.rawValue.padded(to: 5))\(name)\(padding)\(detail)"
        return remedy.map { line + "\n" + String(repeating: " ", count: 31) + "→ " + $0 } ?? line
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
