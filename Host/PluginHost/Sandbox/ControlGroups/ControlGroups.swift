import CLinux
import Glibc
import Synchronization

/// The control groups of one host's workers: a folder for all of them, and one in it for each. Goes with this value.
///
/// They bound what resource limits cannot: memory that the kernel holds for a worker, and a share of the processor for each
/// worker, however many threads it has.
final class ControlGroups: Sendable {
    private static let prefix = "patchbay-workers-"
    private static let last = Atomic(0)

    private let folder: String
    private let count = Atomic(0)

    /// Why there can be none here; nil when there can.
    static var lack: ControlGroupLack? {
        do throws(ControlGroupLack) {
            _ = try ControlGroups()
            return nil
        } catch {
            return error
        }
    }

    /// Makes the folder; our own process moves aside where it would be in the way.
    init() throws(ControlGroupLack) {
        let plan = try ControlGroupPlan.current
        Self.removeStale(in: plan.folder)
        try Self.divide(plan)
        folder = "\(plan.folder)/\(Self.prefix)\(getpid())-\(Self.last.add(1, ordering: .relaxed).newValue)"
        guard unsafe mkdir(folder, 0o755) == 0 else { throw .refused(errno) }
        let error = handDown(plan.controllers, from: folder)
        if error != 0 { throw .refused(error) }
    }

    deinit {
        unsafe rmdir(folder)
    }

    /// Puts a process that has done nothing yet into a group of its own; nil when the system refuses.
    func enter(_ process: pid_t, memory: UInt64, threads: UInt32) -> ControlGroup? {
        let group = ControlGroup(folder: "\(folder)/\(count.add(1, ordering: .relaxed).newValue)", of: self)
        guard unsafe mkdir(group.folder, 0o755) == 0 else { return nil }
        return group.limit(memory: memory, threads: threads) && group.take(process) ? group : nil
    }

    /// Hands the controllers down. The kernel lets no group with processes in it do so, but the topmost.
    private static func divide(_ plan: ControlGroupPlan) throws(ControlGroupLack) {
        var error = handDown(plan.controllers, from: plan.folder)
        if error == EBUSY {
            let aside = "\(plan.folder)/\(ControlGroupPlace.hostName)"
            guard unsafe mkdir(aside, 0o755) == 0 || errno == EEXIST else { throw .refused(errno) }
            error = write("\(getpid())", aside + "/cgroup.procs")
            if error == 0 { error = handDown(plan.controllers, from: plan.folder) }
        }
        if error == EBUSY { throw .shared }
        if error != 0 { throw .refused(error) }
    }

    /// Of hosts that ended without a word: their processes are gone, and so are those of their workers.
    private static func removeStale(in folder: String) {
        for name in folderNames(folder) ?? [] where name.hasPrefix(prefix) {
            guard let process = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ pid_t($0) }) else { continue }
            guard kill(process, 0) != 0, errno == ESRCH else { continue }
            let path = "\(folder)/\(name)"
            for worker in folderNames(path) ?? [] { unsafe rmdir("\(path)/\(worker)") } // what is no group refuses
            unsafe rmdir(path)
        }
    }
}

/// The control group of one worker. Goes with this value, once the worker has ended.
final class ControlGroup: Sendable {
    /// Beyond a worker's memory: what the kernel keeps for it, and pages of files that it is the first to read. The worker's
    /// own limit is met first, and fails an allocation where this one would kill.
    private static let beyondMemory: UInt64 = 64 << 20

    let folder: String
    private let groups: ControlGroups

    fileprivate init(folder: String, of groups: ControlGroups) {
        self.folder = folder
        self.groups = groups
    }

    deinit {
        unsafe rmdir(folder)
    }

    fileprivate func limit(memory: UInt64, threads: UInt32) -> Bool {
        _ = write("0", folder + "/memory.swap.max") // there is none where nothing can be swapped
        let limits = [("memory.max", "\(memory + Self.beyondMemory)"), ("memory.oom.group", "1"), ("pids.max", "\(threads)")]
        return limits.allSatisfy { write($1, "\(folder)/\($0)") == 0 }
    }

    fileprivate func take(_ process: pid_t) -> Bool {
        write("\(process)", folder + "/cgroup.procs") == 0
    }
}

private func handDown(_ controllers: [String], from folder: String) -> CInt {
    write(controllers.map { "+" + $0 }.joined(separator: " "), folder + "/cgroup.subtree_control")
}

/// Writes a word to a control file; 0 or `errno`.
private func write(_ word: String, _ path: String) -> CInt {
    unsafe control_write(path, word)
}
