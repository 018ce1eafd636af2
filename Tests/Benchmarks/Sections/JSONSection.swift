import Foundation
import PatchbayJSON

/// `json.parse_over_foundation` and `json.write_over_foundation`: how many times the speed of JSONSerialization, on the
/// same 1 KiB document in the same run.
enum JSONSection {
    static func run() throws {
        let bytes = Documents.order
        let data = Data(bytes)
        let value = try JSON.parse(bytes)
        let object = try JSONSerialization.jsonObject(with: data)
        let rounds = 5_000
        let parse = try ratio(
            rounds, { blackHole(try JSON.parse(bytes)) }, against: { blackHole(try JSONSerialization.jsonObject(with: data)) })
        let write = try ratio(
            rounds, { blackHole(value.bytes()) }, against: { blackHole(try JSONSerialization.data(withJSONObject: object)) })
        report("json.parse_over_foundation", parse, "times")
        report("json.write_over_foundation", write, "times")
    }

    /// The median of five pairs, each pair measured side by side.
    private static func ratio(_ rounds: Int, _ ours: () throws -> Void, against theirs: () throws -> Void) throws -> Double {
        let clock = ContinuousClock()
        let ratios = try (0..<5).map { _ in
            let own = try clock.measure { for _ in 0..<rounds { try ours() } }
            let other = try clock.measure { for _ in 0..<rounds { try theirs() } }
            return other / own
        }
        return ratios.sorted()[2]
    }
}

/// Keeps the optimiser from removing what is measured.
@inline(never)
func blackHole<Value>(_ value: Value) {}
