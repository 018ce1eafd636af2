import PatchbayJSON
import PluginHost

/// A plugin whose manifest the host takes, and what became of one plain call of each kind.
struct CallsUnderCheck: Sendable {
    /// One call with a good input to a provider that means well.
    struct Plain: Sendable {
        let call: CallCase
        let ending: CallEnding
        let requests: [[UInt8]]

        /// It ended as a call should, so that there is a point in trying more.
        var isSound: Bool { ending.fault == nil }
    }

    let plugin: PluginUnderCheck
    let manifest: Manifest
    let plain: [Plain]
    /// Measured when the first of several checks asks.
    let growth = Once<Growth>()

    init(_ plugin: PluginUnderCheck, _ manifest: Manifest) async {
        self.plugin = plugin
        self.manifest = manifest
        let session = CallSession(plugin)
        var plain: [Plain] = []
        for call in CallCase.all(of: manifest) {
            let provider = ScriptedProvider(always: .json(call.body))
            let ending = await session.run(call, provider)
            plain.append(Plain(call: call, ending: ending, requests: provider.requests))
        }
        await session.stop()
        self.plain = plain
    }

    var sound: [CallCase] { plain.filter(\.isSound).map(\.call) }

    /// Sound ones that send requests.
    var asking: [CallCase] { plain.filter { $0.isSound && !$0.requests.isEmpty }.map(\.call) }

    /// Runs each case in a session of its own check; nothing to run is a reason to skip.
    func each(_ cases: [CallCase], _ look: (CallCase, CallSession) async -> [Finding]) async -> Verdict {
        guard !cases.isEmpty else { return .skipped(plain.isEmpty ? "The manifest declares nothing to call." : "No call gets so far; see calls.valid.") }
        let session = CallSession(plugin)
        var findings: [Finding] = []
        for call in cases { findings += await look(call, session) }
        await session.stop()
        return .looked(findings)
    }
}
