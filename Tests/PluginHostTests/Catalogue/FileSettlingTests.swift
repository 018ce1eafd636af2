import PluginHost
import Testing

@Suite("A file in the folder")
struct FileSettlingTests {
    private let start = MonotonicTime(nanoseconds: 0)
    private let identity: FileIdentity

    init() throws {
        identity = try #require(FileIdentity(path: "/proc/self/exe"))
    }

    private func found(_ writing: Writing, id: String = "slack", size: UInt64 = 100, policy: FileIdentity? = nil) -> PluginFile.Found {
        var identity = identity
        identity.size = size
        return PluginFile.Found(id: id, path: "/plugins.d/\(id).so", identity: identity, policy: policy, writing: writing)
    }

    @Test("is loaded at once when nobody writes to it, and once only")
    func whole() {
        var settling = FileSettling()
        #expect(settling.decide([found(.nobody)], now: start).load.map(\.id) == ["slack"])
        let again = settling.decide([found(.nobody)], now: start)
        #expect(again.load.isEmpty && again.remove.isEmpty && !again.lookAgain)
    }

    @Test("waits as long as somebody writes to it")
    func growing() {
        var settling = FileSettling()
        for second in 0..<100 {
            let decision = settling.decide([found(.somebody, size: UInt64(second))], now: start + .seconds(second))
            #expect(decision.load.isEmpty && decision.lookAgain)
        }
        #expect(settling.decide([found(.nobody, size: 100)], now: start + .seconds(100)).load.count == 1)
    }

    @Test("is loaded when the kernel says it is finished, where nobody can say who writes")
    func finished() {
        var settling = FileSettling()
        settling.finished("slack.so")
        #expect(settling.decide([found(.unknown)], now: start).load.count == 1)
    }

    @Test("is loaded once it has lain still, where the kernel says nothing")
    func still() {
        var settling = FileSettling()
        #expect(settling.decide([found(.unknown, size: 1)], now: start).lookAgain)
        #expect(settling.decide([found(.unknown, size: 2)], now: start + .seconds(1)).lookAgain)
        #expect(settling.decide([found(.unknown, size: 2)], now: start + .seconds(2)).lookAgain)
        #expect(settling.decide([found(.unknown, size: 2)], now: start + .seconds(3)).load.count == 1)
    }

    @Test("is loaded again when it, or its policy, has changed")
    func changed() {
        var settling = FileSettling()
        _ = settling.decide([found(.nobody, size: 1)], now: start)
        #expect(settling.decide([found(.nobody, size: 2)], now: start).load.count == 1)
        #expect(settling.decide([found(.somebody, size: 2, policy: identity)], now: start).load.count == 1)
        #expect(settling.decide([found(.nobody, size: 2)], now: start).load.count == 1)
    }

    @Test("is removed when it has gone")
    func gone() {
        var settling = FileSettling()
        _ = settling.decide([found(.nobody, id: "one"), found(.nobody, id: "two")], now: start)
        #expect(settling.decide([found(.nobody, id: "two")], now: start).remove == ["one"])
        #expect(settling.decide([found(.nobody, id: "two")], now: start).remove.isEmpty)
    }
}
