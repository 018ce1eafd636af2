import PluginHost
import Testing

@Suite("The log lines of a plugin about itself")
struct LogBudgetTests {
    @Test("are written up to a number a second, then said to be too many, then dropped")
    func budget() {
        var budget = LogBudget()
        for second in 0..<3 {
            let now = MonotonicTime(nanoseconds: Int64(second) * 1_000_000_000)
            for _ in 0..<LogBudget.linesPerSecond { #expect(budget.spend(now) == .write) }
            #expect(budget.spend(now) == .lastOne)
            #expect(budget.spend(now + .milliseconds(999)) == .drop)
        }
    }
}
