/* Resource limits of a worker, and what the kernel lets an unprivileged process do. */
#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Address space beyond private writable memory: libraries, malloc's reserved arenas, guard pages. */
#define MAPPED_BEYOND_MEMORY (4ull << 30)
/* Of the first thread; a host may have been started with an unlimited one, which RLIMIT_DATA does not count. */
#define STACK (8ull << 20)

size_t sandbox_limits(struct sandbox_limit *limits, uint64_t memory, uint32_t threads, uint32_t descriptors, int own_count) {
    size_t count = 0;
    limits[count++] = (struct sandbox_limit){ RLIMIT_CORE, 0 };
    limits[count++] = (struct sandbox_limit){ RLIMIT_DATA, memory };
    limits[count++] = (struct sandbox_limit){ RLIMIT_AS, memory + MAPPED_BEYOND_MEMORY };
    limits[count++] = (struct sandbox_limit){ RLIMIT_STACK, STACK };
    limits[count++] = (struct sandbox_limit){ RLIMIT_NOFILE, descriptors };
    limits[count++] = (struct sandbox_limit){ RLIMIT_FSIZE, 64 << 10 };
    limits[count++] = (struct sandbox_limit){ RLIMIT_MEMLOCK, 0 };
    if (own_count) limits[count++] = (struct sandbox_limit){ RLIMIT_NPROC, threads };
    return count;
}

int sandbox_try_namespaces(int flags) {
    pid_t child = fork(); /* not vfork: a user namespace wants memory of its own */
    if (child < 0) return errno;
    if (child == 0) _exit(unshare(flags) == 0 ? 0 : errno);
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : EIO;
}
