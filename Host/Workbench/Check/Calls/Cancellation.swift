import Model
import PatchbayJSON
import PluginHost

/// Cancels calls, and lets their time run out, while the provider keeps silent.
@Sendable func cancellation(_ calls: CallsUnderCheck) async -> Verdict {
    guard !calls.asking.isEmpty || calls.sound.isEmpty else { return .skipped("No call waits for anything.") }
    return await calls.each(calls.asking) { call, session in
        let cancelled = await cancelled(call, session).map { "After it was cancelled: \($0)" }
        let overdue = await overdue(call, session).map { "After its time was up: \($0)" }
        return [cancelled, overdue].compactMap(\.self).prefix(1).map { .failed($0, at: call.name) }
    }
}

private func overdue(_ call: CallCase, _ session: CallSession) async -> String? {
    let provider = ScriptedProvider { _ in await silence() }
    return fault(await session.run(call.operation, call.document(), within: .milliseconds(200), provider))
}

private func cancelled(_ call: CallCase, _ session: CallSession) async -> String? {
    let (asked, asking) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let provider = ScriptedProvider { _ in
        asking.yield()
        return await silence()
    }
    let ending = await withTaskGroup(of: CallEnding.self) { group in
        group.addTask {
            let ending = await session.run(call, provider)
            asking.finish()
            return ending
        }
        for await _ in asked { break }
        group.cancelAll()
        return await group.next() ?? .interrupted
    }
    return fault(ending)
}

/// A provider that never answers: ends when the call does.
private func silence() async -> FetchReply {
    try? await Task.sleep(for: .seconds(86_400))
    return .interrupted
}

private func fault(_ ending: CallEnding) -> String? {
    switch ending {
    case .interrupted, .answered, .failed, .malformed: nil
    case .held: "it did not complete the call, and was killed. Complete a cancelled call soon, with any status."
    case .gone(let sentence): sentence
    }
}
