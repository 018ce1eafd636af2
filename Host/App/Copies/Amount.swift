import Model

/// Sizes and times for a sentence, to one decimal.
enum Amount {
    static func megabytes(_ bytes: Int) -> String { "\(tenths(Int64(bytes) / 100_000)) MB" }

    static func seconds(_ duration: Duration) -> String { "\(tenths(duration.milliseconds / 100)) s" }

    private static func tenths(_ tenths: Int64) -> String { "\(tenths / 10).\(tenths % 10)" }
}
