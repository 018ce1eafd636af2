/// One line of the report: `name<TAB>value<TAB>unit`. Names are stable, so that reports of two days compare.
struct Figure {
    let name: String
    let value: Double
    let unit: String

    func print() {
        Swift.print("\(name)\t\(Self.text(of: value))\t\(unit)")
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
