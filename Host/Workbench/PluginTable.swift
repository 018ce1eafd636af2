package import PluginHost

/// The files of a plugins folder as lines for a terminal: file, state, version, and the reason or the connector's name.
package struct PluginTable {
    private let rows: [[String]]

    package init(_ entries: [PluginEntry]) {
        rows = [["FILE", "STATE", "VERSION", ""]] + entries.flatMap(\.rows)
    }

    package var text: String {
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = (padded + [row[3]]).joined(separator: "  ")
            return String(line.trimmingSuffix { $0 == " " })
        }.joined(separator: "\n")
    }
}

extension PluginEntry {
    /// One row for the file, and one for each warning.
    fileprivate var rows: [[String]] {
        [[file, stateName, version ?? "-", reason ?? name ?? ""]] + warnings.map { ["", "", "", "warning: \($0)"] }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
        self[..<(lastIndex { !isTrimmed($0) }.map(index(after:)) ?? startIndex)]
    }
}
