import ServiceLifecycle
import Synchronization

extension PluginHost {
    private static let housekeeping: Duration = .seconds(1)
    /// The folder is read anew this often, whatever the kernel tells: some file systems tell nothing.
    private static let rescan = 5

    /// Reads the folder and loads what is in it.
    package func load() async {
        await warnOfWeakSandbox()
        await readCache()
        watchFolder()
        _ = await scan()
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.sendTicks() }
                await self.followSignals()
                group.cancelAll()
            }
        }
        await stop()
    }

    private func sendTicks() async {
        while (try? await configuration.clock.sleep(for: Self.housekeeping)) != nil { signals.send(.tick) }
    }

    private func followSignals() async {
        var ticks = 0
        var lookAgain = true
        for await _ in signals.stream() {
            let reasons = signals.take()
            if reasons.contains(.tick) {
                ticks += 1
                stopIdle()
                runtimes.prune()
                watchFolder()
            }
            if reasons.contains(.changed) || lookAgain || ticks.isMultiple(of: Self.rescan) { lookAgain = await scan() }
            tell()
        }
    }

    private func stopIdle() {
        let time = MonotonicTime.now - configuration.idleStop
        for runtime in runtimes.all { runtime.stopIdle(since: time) }
    }

    /// Lets calls in progress end, each within its own deadline, then stops all plugins.
    private func stop() async {
        isStopping = true
        let all = runtimes.all
        for runtime in all { runtime.retire() }
        for runtime in all { await runtime.drained() }
    }
}
