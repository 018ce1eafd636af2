import Glibc
import Model
import PluginHost
import Testing

extension Escape {
    /// Lets a fresh worker try it, and looks whether it got out.
    func succeeds(for attacker: Attacker, in sandbox: SandboxPolicy) async throws -> (Bool, Result<String, CallFailure>) {
        let installation = try await attacker.installation(sandbox)
        let aftermath = try await run(attacker, installation)
        return withExtendedLifetime(installation) { (succeeded(aftermath), aftermath.answer) }
    }

    private func run(_ attacker: Attacker, _ installation: Installation) async throws -> Aftermath {
        let scene = try Scene(user: attacker.user)
        let process = try #require(pid_t(try await installation.say("process", to: "hostile")))
        let before = ProcessView(process)
        let answer: Result<String, CallFailure>
        do {
            answer = .success(try await installation.say("\(word) \(target(scene))", to: "hostile"))
        } catch let failure as CallFailure {
            answer = .failure(failure)
        }
        let after = ProcessView(process)
        for child in after.children { kill(child, SIGKILL) }
        return Aftermath(scene: scene, process: process, before: before, after: after, answer: answer)
    }
}
