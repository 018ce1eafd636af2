import Glibc
import PluginHost
import Testing

@Suite("A folder that sends no events")
struct RescanTests {
    @Test("is read every five seconds")
    func rescan() async throws {
        let clock = ManualClock()
        let installation = try Installation {
            $0.watchesFolder = false
            $0.clock = clock
        }
        await installation.host.load()
        try await installation.running {
            var updates = installation.host.updates().makeAsyncIterator()
            #expect(await updates.next()?.isEmpty == true)
            try installation.add()
            for _ in 1...5 { await clock.advance(by: .seconds(1)) }
            #expect(await updates.next()?.map(\.state) == [.serving])
            try #require(unsafe unlink(installation.folder + "/misbehaving.so") == 0)
            for _ in 1...5 { await clock.advance(by: .seconds(1)) }
            #expect(await updates.next()?.isEmpty == true)
        }
    }
}
