import CLinux
import Glibc

/// Starts workers, all from one thread that lives as long as the host: the kernel ends them with it.
final class WorkerSpawner: Sendable {
    private let worker: String
    private let users: UserRange?
    /// Nil where the system gives none.
    private let groups: ControlGroups?
    private let reactor: Reactor
    private let thread = PermanentThread(name: "patchbay-spawn")

    init(_ configuration: PluginHostConfiguration, reactor: Reactor) {
        worker = configuration.worker
        groups = try? ControlGroups()
        users = geteuid() == 0 ? UserRange(configuration.users, register: configuration.userRegister) : nil
        self.reactor = reactor
    }

    /// Starts a worker and tells `observer` how it went. Returns at once; `started` gets the process before it is ready.
    func start(_ plan: WorkerPlan, _ observer: any WorkerObserver, started: @escaping @Sendable (WorkerProcess) -> Void) {
        thread.enqueue { [self] in
            guard let user = takeUser(plan) else {
                return observer.workerEnded(nil, .notStarted(sentence: "No user id is left for another worker: configure a wider range."))
            }
            switch spawn(plan) {
            case .success(let born):
                let process = WorkerProcess(
                    plan: plan, user: user, process: born.process, exit: born.exit, group: group(plan, born.process), socket: born.socket,
                    reactor: reactor, observer: observer
                )
                started(process)
                process.start()
            case .failure(let error):
                giveBack(user)
                observer.workerEnded(nil, .notStarted(sentence: "The worker \(worker) cannot be started: \(systemSentence(error.number)). Install it beside patchbay, from the same build."))
            }
        }
    }

    /// A control group for a worker, which waits for its hello meanwhile.
    private func group(_ plan: WorkerPlan, _ process: pid_t) -> ControlGroup? {
        guard plan.sandbox.wanted.contains(.controlGroup) else { return nil }
        return groups?.enter(process, memory: plan.memory, threads: plan.threads)
    }

    /// Why another host on this machine might give a worker the same user id, as a sentence; nil when none does.
    var userWeakness: String? { users?.weakness }

    /// The user id for a worker, 0 when it keeps ours; nil when none is left.
    private func takeUser(_ plan: WorkerPlan) -> UInt32? {
        guard let users, plan.sandbox.wanted.contains(.ownUser) else { return 0 }
        return users.take()
    }

    /// A worker's user id may be used again.
    func giveBack(_ user: UInt32) {
        if user != 0 { users?.giveBack(user) }
    }

    private struct Born {
        let process: pid_t
        let exit: Descriptor
        let socket: WorkerSocket
    }

    private struct SystemFailure: Error {
        let number: CInt
    }

    private func spawn(_ plan: WorkerPlan) -> Result<Born, SystemFailure> {
        var ends: (CInt, CInt) = (-1, -1)
        let error = unsafe channel_pair(&ends.0, &ends.1)
        guard error == 0 else { return .failure(SystemFailure(number: error)) }
        let (host, theirs) = (Descriptor(ends.0), Descriptor(ends.1))
        var process = pid_t()
        var exit: CInt = -1
        let path = plan.libraries.joined(separator: ":")
        let failure = withExtendedLifetime((theirs, plan.image)) {
            unsafe process_spawn(worker, theirs.number, plan.image.number, path.isEmpty ? nil : path, &process, &exit)
        }
        guard failure == 0 else { return .failure(SystemFailure(number: failure)) }
        return .success(Born(process: process, exit: Descriptor(exit), socket: WorkerSocket(host)))
    }
}
