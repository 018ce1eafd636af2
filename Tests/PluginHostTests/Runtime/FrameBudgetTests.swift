import PluginHost
import Testing

@Suite("The budget of a worker's frames")
struct FrameBudgetTests {
    private let now = MonotonicTime(nanoseconds: 5_000_000_000)

    @Test("lasts for a second, longer with calls in progress", arguments: [(0, FrameBudget.units), (3, FrameBudget.units + 3 * FrameBudget.unitsPerCall)])
    func spend(calls: Int, units: Int) {
        var budget = FrameBudget()
        let granted = (0..<units + 10).count { _ in budget.spend(1, calls: calls, now) }
        #expect(granted == units)
        let nextSecond = budget.spend(1, calls: calls, now + .seconds(1))
        #expect(nextSecond)
    }

    @Test("grows with each call, so that no number of short calls exhausts it")
    func shortCalls() {
        var budget = FrameBudget()
        let granted = (0..<100_000).count { _ in
            budget.begin()
            return budget.spend(FrameBudget.fetchCost, calls: 1, now) && budget.spend(1, calls: 1, now)
        }
        #expect(granted == 100_000)
    }

    @Test("counts a fetch for more")
    func fetch() {
        var budget = FrameBudget()
        let granted = (0..<FrameBudget.units).count { _ in budget.spend(FrameBudget.fetchCost, calls: 0, now) }
        #expect(granted == FrameBudget.units / FrameBudget.fetchCost)
    }
}
