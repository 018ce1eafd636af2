import Model
import PatchbayJSON
import PluginHost

/// What the worker says of a plugin that ends what has ended.
private let misbehaviour = "The plugin completed a call that had ended."

/// Ends calls in every way there is, and looks whether one was ended again.
@Sendable func completion(_ calls: CallsUnderCheck) async -> Verdict {
    await calls.each(calls.sound) { call, session in
        for reply in [FetchReply.json(call.body), .empty(status: 500), .failed(.retry, "The provider cannot be reached.")] {
            _ = await session.run(call, ScriptedProvider(always: reply))
        }
        // An answer behind it on the same way, and a moment for other threads.
        _ = await session.run(.unheardOf, Array("{}".utf8), ScriptedProvider(always: .json([:])))
        try? await Task.sleep(for: .milliseconds(50))
        guard let worker = try? await session.worker(), worker.lines.contains(where: { $0.hasPrefix(misbehaviour) }) else { return [] }
        await session.stop() // the next case begins without these lines
        return [.failed("It completed a call twice, or one that it was never given: complete each call on exactly one path.", at: call.name)]
    }
}
