import PluginHost
import Testing

@Suite("A call's deadline")
struct CallDeadlineTests {
    private let start = MonotonicTime(nanoseconds: 0)
    private func after(_ seconds: Int) -> MonotonicTime { start + .seconds(seconds) }

    @Test("asks for an end when it passes, and gives up after the grace, each once")
    func steps() {
        var deadline = CallDeadline(after(10), grace: .seconds(2))
        #expect(deadline.step(after(9)) == nil)
        #expect(deadline.step(after(10)) == .cancel)
        #expect(deadline.step(after(11)) == nil)
        #expect(deadline.step(after(12)) == .giveUp)
        #expect(deadline.step(after(13)) == nil)
        #expect(deadline.cancelled == .deadline)
    }

    @Test("starts the grace when the caller cancels")
    func caller() {
        var deadline = CallDeadline(after(10), grace: .seconds(2))
        #expect(deadline.cancel(.caller, after(1)) == .cancel)
        #expect(deadline.cancel(.caller, after(2)) == nil)
        #expect(deadline.step(after(3)) == .giveUp)
        #expect(deadline.cancelled == .caller)
    }

    @Test("of an endless call never comes")
    func never() {
        #expect(after(5) + Duration.seconds(Int64.max) == .never)
        var deadline = CallDeadline(.never, grace: .seconds(2))
        #expect(deadline.step(after(1_000_000)) == nil)
    }
}
