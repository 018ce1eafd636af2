import Dispatch
import Glibc
import Synchronization

/// A command line that builds the plugin, run by the shell in the plugin's folder; its output goes where ours goes.
struct BuildCommand: Sendable {
    let line: String
    let folder: String

    /// Runs it to its end; true when it succeeded. Cancelling the task ends it and all that it started.
    func run() async throws -> Bool {
        let child = try spawn()
        let isRunning = Mutex(true)
        let status = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue(label: "patchbay.build").async {
                    var information = unsafe siginfo_t()
                    // Waits without reaping, so that the group's number is still ours when it is killed.
                    while unsafe waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
                    isRunning.withLock { $0 = false }
                    var status: CInt = -1
                    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
                    continuation.resume(returning: status)
                }
            }
        } onCancel: {
            isRunning.withLock { if $0 { kill(-child, SIGTERM) } }
        }
        try Task.checkCancellation()
        return status == 0
    }

    /// Starts the shell as leader of a process group, so that what it started can be ended with it.
    private func spawn() throws(DevelopmentError) -> pid_t {
        var attributes = posix_spawnattr_t()
        var noSignals = sigset_t()
        unsafe sigemptyset(&noSignals)
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        let words = ["/bin/sh", "-c", #"cd "$0" && eval "$1""#, folder, line]
        let arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { for unsafe argument in unsafe arguments { unsafe free(argument) } }
        var child: pid_t = 0
        guard unsafe posix_spawn(&child, "/bin/sh", nil, &attributes, arguments, environ) == 0 else {
            throw DevelopmentError("“\(line)” cannot be started in \(folder): look whether the folder is there.")
        }
        return child
    }
}
