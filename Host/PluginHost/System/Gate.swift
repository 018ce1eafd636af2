import Glibc

/// A semaphore that only threads of our own may wait at, never a task.
@safe final class Gate: @unchecked Sendable {
    // a POSIX semaphore must not move, and is itself safe from any thread
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        unsafe sem_init(semaphore, 0, 0)
    }

    func open() {
        unsafe sem_post(semaphore)
    }

    func wait() {
        while unsafe sem_wait(semaphore) != 0 {}
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }
}
