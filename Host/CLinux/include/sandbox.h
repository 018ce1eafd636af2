/*
 * sandbox.h: the lock-down of a worker, as values that tests and `patchbay doctor` read and the worker applies
 */
#pragma once

#include <linux/filter.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden) /* a plugin in the worker must not find these */

/* Layers a worker got, as reported in FRAME_READY. */
enum sandbox_layer {
    SANDBOX_SECCOMP = 1 << 0,       /* system calls from an allow-list                                */
    SANDBOX_LANDLOCK_FILES = 1 << 1, /* no file but libraries and time zones                           */
    SANDBOX_LANDLOCK_NETWORK = 1 << 2, /* no TCP, by Landlock ABI 4                                      */
    SANDBOX_LANDLOCK_SCOPES = 1 << 3, /* no abstract sockets, no signals outwards, by Landlock ABI 6    */
    SANDBOX_OWN_USER = 1 << 4,      /* a user id no other process has                                 */
    SANDBOX_USER_NAMESPACE = 1 << 5,
    SANDBOX_NETWORK_NAMESPACE = 1 << 6,
    SANDBOX_IPC_NAMESPACE = 1 << 7,
    SANDBOX_NO_NEW_PRIVILEGES = 1 << 8,
    SANDBOX_NO_CAPABILITIES = 1 << 9,
    SANDBOX_NOT_DUMPABLE = 1 << 10, /* no core file, no ptrace, no /proc/…/mem by others of its user   */
    SANDBOX_LIMITS = 1 << 11,       /* memory, descriptors, core                                      */
    SANDBOX_THREAD_LIMIT = 1 << 12, /* RLIMIT_NPROC, which counts per user id and user namespace       */
    SANDBOX_OWN_DESCRIPTORS = 1 << 13, /* none inherited but the socket and the plugin                   */
    SANDBOX_NO_ENVIRONMENT = 1 << 14,
    SANDBOX_CONTROL_GROUP = 1 << 15, /* of its own; the host's to give and to report                 */
};

/* What Landlock is told to refuse, masked to what an ABI knows (0 = no Landlock). */
struct sandbox_rights {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};
struct sandbox_rights sandbox_rights(int abi);

/* The kernel's Landlock ABI; 0 and errno when there is none: ENOSYS not built, EOPNOTSUPP not switched on. */
int sandbox_landlock_abi(void);

/*
 * Denies this thread (and its future children) all files but reading under `readable`, a list of descriptors opened with
 * O_PATH. `abi` is the one to use, at most the kernel's. Gives the layers that hold; 0 and errno when not even the file
 * rules do.
 */
uint32_t sandbox_restrict_files(const int *readable, size_t count, int abi);

/*
 * Writes the seccomp program for this machine's architecture: the process `self` may signal only itself.
 * Gives the number of instructions, at most SANDBOX_PROGRAM_MAX.
 */
#define SANDBOX_PROGRAM_MAX 512
size_t sandbox_program(struct sock_filter *program, int32_t self);

/* Puts the program in force. 0, or -1 and errno. */
int sandbox_restrict_calls(void);

/* Whether this kernel filters system calls. */
int sandbox_has_seccomp(void);

/* One limit on the process; resource numbers are setrlimit's. */
struct sandbox_limit {
    int      resource;
    uint64_t value;
};
#define SANDBOX_LIMITS_MAX 9
/* The limits of a worker; RLIMIT_NPROC only when `own_count` says that it counts this process alone. */
size_t sandbox_limits(struct sandbox_limit *limits, uint64_t memory, uint32_t threads, uint32_t descriptors, int own_count);

/* Tries, in a child that ends at once, whether this process may make the namespaces `flags`. 0 or errno. */
int sandbox_try_namespaces(int flags);

#pragma GCC visibility pop
