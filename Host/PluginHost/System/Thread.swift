import CLinux
import Glibc

/// Starts a detached thread, named for debuggers (at most 15 bytes), with all signals blocked, which belong to the program's main thread.
func startThread(_ name: StaticString, _ body: @escaping @Sendable () -> Void) {
    let box = unsafe Unmanaged.passRetained(ThreadBody(name, body)).toOpaque()
    var signals = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&signals)
    unsafe pthread_sigmask(SIG_SETMASK, &signals, &before)
    var thread = pthread_t()
    let error = unsafe pthread_create(&thread, nil, { box in
        let thread = unsafe Unmanaged<ThreadBody>.fromOpaque(box!).takeRetainedValue()
        unsafe thread_name(thread.name.utf8Start)
        thread_prefer_batches()
        thread.body()
        return nil
    }, box)
    unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    precondition(error == 0, "no thread can be started: \(systemSentence(error))")
    pthread_detach(thread)
}

private final class ThreadBody: Sendable {
    let name: StaticString
    let body: @Sendable () -> Void

    init(_ name: StaticString, _ body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}
