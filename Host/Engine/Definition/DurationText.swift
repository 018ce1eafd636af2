import Model
import PatchbayJSON

/// A duration in a document: a number of milliseconds, or a text such as `"500ms"`, `"30s"`, `"5m"`, `"2h"`, `"1d"`.
enum DurationText {
    static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    static func parse(_ value: JSON) -> Duration? {
        if let milliseconds = value.int64 { return milliseconds < 0 ? nil : .milliseconds(milliseconds) }
        guard let text = value.string else { return nil }
        for unit in units where text.hasSuffix(unit.suffix) {
            guard let count = Int64(text.dropLast(unit.suffix.count)), count >= 0 else { continue }
            let (milliseconds, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
            return overflow ? nil : .milliseconds(milliseconds)
        }
        return nil
    }
}
