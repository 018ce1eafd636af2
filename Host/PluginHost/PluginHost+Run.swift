import ServiceLifecycle
import Synchronization

extension PluginHost {
    private static let housekeeping: Duration = .seconds(1)
    /// The folder is read anew this often, whatever the kernel tells: some file systems tell nothing.
    private static let rescan = 5

    /// Reads the folder and loads what is in it.
    ///
    /// - Parameter patience: Once nothing has become ready for so long, what is left is none of the start's business: `run`
    ///   loads it. Nil waits for all, for who does not call `run`.
    package func load(patience: Duration? = nil) async {
        await warnOfWeakSandbox()
        warnOfSharedUsers()
        await readCache()
        await readLedger()
        watchFolder()
        _ = await look()
        await performLoads(patience: patience)
        tell()
        await keepCache()
        await keepLedger()
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.sendTicks() }
                await self.followSignals(in: &group)
                group.cancelAll()
                self.isStopping = true
                self.abandonLoads()
            }
        }
        await stop()
    }

    private func sendTicks() async {
        while (try? await configuration.clock.sleep(for: Self.housekeeping)) != nil { signals.send(.tick) }
    }

    private func followSignals(in group: inout DiscardingTaskGroup) async {
        var ticks = 0
        var lookAgain = true
        startLoads(in: &group)
        for await _ in signals.stream() {
            let reasons = signals.take()
            if reasons.contains(.tick) {
                ticks += 1
                inspect()
                runtimes.prune()
                watchFolder()
            }
            if reasons.contains(.changed) || lookAgain || ticks.isMultiple(of: Self.rescan) { lookAgain = await look() }
            startLoads(in: &group)
            if reasons.contains(.loaded) {
                updated.send(plugins)
                await keepCache()
            }
            tell()
            await keepLedger()
        }
    }

    /// Ends workers that are idle, and those that are not although they should be.
    private func inspect() {
        let now = MonotonicTime.now
        for runtime in runtimes.all {
            runtime.inspect(now)
            runtime.stopIdle(since: now - configuration.idleStop)
        }
    }

    /// Lets calls in progress end, each within its own deadline, then stops all plugins.
    private func stop() async {
        await keepLedger()
        let all = runtimes.all
        for runtime in all { runtime.retire() }
        for runtime in all { await runtime.drained() }
    }
}
