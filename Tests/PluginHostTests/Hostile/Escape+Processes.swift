import CLinux
import Glibc
import Model

extension Escape {
    static let processes = [
        Escape("make-child") { !$0.after.children.isEmpty },
        Escape("make-child-in-our-memory") { !$0.after.children.isEmpty },
        Escape("make-child-by-clone3") { !$0.after.children.isEmpty },
        Escape("run-program", succeeded: endedBySeven),
        Escape("run-memory", succeeded: endedBySeven),
    ]

    /// The program that took the worker's place ended with this code, of which the host heard from the kernel.
    private static let endedBySeven: @Sendable (Aftermath) -> Bool = { aftermath in
        if case .failure(let failure) = aftermath.answer { failure.message.contains("exit code 7") } else { false }
    }

    static let victims = [
        victim("signal-by-kill") { !$0.isAlive },
        victim("signal-by-tgkill") { !$0.isAlive },
        victim("signal-by-queue") { !$0.isAlive },
        victim("signal-by-descriptor") { !$0.isAlive },
        victim("signal-by-ownership") { !$0.isAlive },
        victim("trace") { Outside.field("TracerPid", of: $0.process) != "0" },
        Escape("read-memory", { "\($0.victim.process) \($0.victim.address)" }) { $0.learned.contains($0.scene.secret) },
        Escape("write-memory", { "\($0.victim.process) \($0.victim.address)" }) { !$0.scene.secret.hasPrefix($0.scene.victim.memory) },
        Escape("read-memory-file", { "\($0.victim.process) \($0.victim.address)" }, isLandlocks: true) { $0.learned.contains($0.scene.secret) },
        Escape("read-environment", { "\($0.victim.process)" }, isLandlocks: true) { $0.learned.contains($0.scene.secret) },
        victim("write-badness") { Outside.text("/proc/\($0.process)/oom_score_adj") == "999\n" },
        victim("change-priority") { $0.priority == 19 },
        victim("change-limit") { Outside.text("/proc/\($0.process)/limits")?.contains(" 17 ") == true },
        victim("change-scheduling") { $0.scheduling == SCHED_IDLE },
    ]

    private static func victim(_ word: String, _ harmed: @escaping @Sendable (Victim) -> Bool) -> Escape {
        Escape(word, { "\($0.victim.process)" }) { harmed($0.scene.victim) }
    }
}
