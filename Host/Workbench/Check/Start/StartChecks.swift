import PluginHost

/// How the plugin comes to life.
let startChecks: [Check] = [
    Check("start.entry", "It loads in the sandbox and hands over a manifest.", .start { plugin in
        do throws(PluginRefusal) {
            let worker = try await plugin.start()
            await worker.stop()
            return .passed
        } catch {
            return .looked([.failed("\(error.sentence) Nothing but memory and time is there for a constructor or the entry.")])
        }
    }),
    Check("start.time", "It is ready within 100 ms.", .start { plugin in
        guard let times = await startTimes(plugin, count: 3) else { return .doesNotStart }
        // The best of several: a machine that is busy with something else is not the plugin's fault.
        let best = times.min() ?? .zero
        guard best > .milliseconds(100) else { return .passed }
        let took = Int(best / .milliseconds(1))
        return .looked([.failed("It took \(took) ms, at best, from the start to the manifest: move work from constructors and the entry to the first call.")])
    }),
    Check("start.quiet", "Its entry starts no threads and opens no files.", .start { plugin in
        guard let worker = try? await plugin.start() else { return .doesNotStart }
        guard let figures = ProcessFigures(of: worker.process) else { return .skipped("The worker's figures in /proc cannot be read.") }
        let findings = startFindings(figures)
        await worker.stop()
        return .looked(findings)
    }),
    Check("start.same", "Its manifest is the same each time.", .start { plugin in
        guard let first = try? await plugin.start(), let second = try? await plugin.start() else { return .doesNotStart }
        let isSame = first.manifest == second.manifest
        await first.stop()
        await second.stop()
        guard !isSame else { return .passed }
        return .looked([.failed("Two starts gave two manifests: build it from constants, without time, chance or the order of a hash table.")])
    }),
]

extension Verdict {
    static let doesNotStart = Verdict.skipped("The plugin does not start; see start.entry.")
}

private func startTimes(_ plugin: PluginUnderCheck, count: Int) async -> [Duration]? {
    var times: [Duration] = []
    for _ in 0..<count {
        guard let worker = try? await plugin.start() else { return nil }
        times.append(worker.startTime)
        await worker.stop()
    }
    return times
}

/// What a worker has of its own: one thread; 0 to 2, the socket, and its folder of threads in /proc.
private let own = (threads: 1, descriptors: 5)

private func startFindings(_ figures: ProcessFigures) -> [Finding] {
    var findings: [Finding] = []
    if figures.threads > own.threads {
        findings.append(.failed("It has \(figures.threads - own.threads) threads of its own before the first call: start them when a call needs them."))
    }
    if let descriptors = figures.descriptors, descriptors > own.descriptors {
        findings.append(.failed("It holds \(descriptors - own.descriptors) open files before the first call: open them when a call needs them, and close them."))
    }
    return findings
}
