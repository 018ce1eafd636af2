import Glibc

/// One line of the report: `name<TAB>value<TAB>unit`. Names are stable, so that reports of two days compare.
struct Figure {
    let name: String
    let value: Double
    let unit: String

    func print() {
        let line = "\(name)\t\(Self.text(of: value))\t\(unit)\n"
        _ = unsafe line.withCString { unsafe write(STDOUT_FILENO, $0, strlen($0)) }
    }

    /// Three significant digits below a hundred, whole numbers above.
    private static func text(of value: Double) -> String {
        guard value < 100 else { return String(Int(value.rounded())) }
        let scale = value < 1 ? 1000.0 : value < 10 ? 100 : 10
        return String((value * scale).rounded() / scale)
    }
}

func report(_ name: String, _ value: Double, _ unit: String) {
    Figure(name: name, value: value, unit: unit).print()
}
