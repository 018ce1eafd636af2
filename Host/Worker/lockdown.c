/*
 * The lock-down, in the one order that works: become nobody, shed rights, then close the file system and the kernel.
 * One thread only; constructors of the plugin have not run.
 */
#define _GNU_SOURCE
#include "worker.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <sched.h>
#include <stdlib.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static uint32_t become_nobody(uint32_t user) {
    if (user == 0) return 0;
    if (setgroups(0, NULL) != 0 || setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0)
        refuse("The worker cannot become user %u: %s. Configure a range of user ids that exists here.", user, strerrordesc_np(errno));
    return SANDBOX_OWN_USER;
}

#define NETWORK_AND_IPC (SANDBOX_NETWORK_NAMESPACE | SANDBOX_IPC_NAMESPACE)

static int flags_of(uint32_t namespaces) {
    return (namespaces & SANDBOX_USER_NAMESPACE ? CLONE_NEWUSER : 0) | (namespaces & SANDBOX_NETWORK_NAMESPACE ? CLONE_NEWNET : 0)
        | (namespaces & SANDBOX_IPC_NAMESPACE ? CLONE_NEWIPC : 0);
}

static uint32_t unshare_layers(uint32_t namespaces) {
    return namespaces && unshare(flags_of(namespaces)) == 0 ? namespaces : 0;
}

/* Root makes these itself; anyone else only inside a user namespace, where the kernel allows that. */
static uint32_t unshare_privileged(uint32_t wanted) {
    if (geteuid() != 0) return 0;
    return unshare_layers(wanted & SANDBOX_NETWORK_NAMESPACE) | unshare_layers(wanted & SANDBOX_IPC_NAMESPACE);
}

static uint32_t unshare_unprivileged(uint32_t wanted, uint32_t layers) {
    uint32_t user = wanted & SANDBOX_USER_NAMESPACE, missing = wanted & NETWORK_AND_IPC & ~layers;
    uint32_t made = user && missing ? unshare_layers(user | missing) : 0;
    return layers | (made ? made : unshare_layers(user));
}

static uint32_t limit(const struct frame_hello *hello, bool own_count) {
    struct sandbox_limit limits[SANDBOX_LIMITS_MAX];
    size_t count = sandbox_limits(limits, hello->memory, hello->threads, hello->descriptors, own_count);
    for (size_t index = 0; index < count; index++) {
        struct rlimit value = { limits[index].value, limits[index].value };
        if (setrlimit((unsigned)limits[index].resource, &value) != 0) return 0;
    }
    return SANDBOX_LIMITS | (own_count ? SANDBOX_THREAD_LIMIT : 0);
}

static uint32_t drop_capabilities(void) {
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct none[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
    prctl(PR_SET_SECUREBITS, SECURE_ALL_BITS | SECURE_ALL_LOCKS);
    for (int capability = 0; prctl(PR_CAPBSET_DROP, capability) == 0; capability++) {}
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    return syscall(SYS_capset, &header, none) == 0 ? SANDBOX_NO_CAPABILITIES : 0;
}

/* After the last change of id, which would clear it; the parent may have gone before. */
static void die_with(int32_t host_process) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != host_process) _exit(0);
}

/* A path that may be missing on this system: it then needs no rule. */
static void add_readable(int *list, size_t *count, const char *path) {
    int descriptor = open(path, O_PATH | O_CLOEXEC);
    if (descriptor >= 0) list[(*count)++] = descriptor;
}

static void add_folder_of(int *list, size_t *count, const void *symbol) {
    Dl_info found;
    char path[4096];
    if (!dladdr(symbol, &found) || !realpath(found.dli_fname, path)) return;
    *strrchr(path, '/') = '\0';
    add_readable(list, count, path);
}

static uint32_t restrict_files(const struct startup *startup) {
    int readable[64];
    uint32_t abi = (uint32_t)sandbox_landlock_abi(), newest = startup->hello.landlock;
    size_t count = 0;
    /* first, and kept open: Landlock's rule holds as long as the kernel keeps this folder's inode */
    add_readable(readable, &count, "/proc/self/task");
    for (const char *path = startup->readable; path < startup->readable + startup->readable_size && count < 48; path += strlen(path) + 1)
        add_readable(readable, &count, path);
    static const char *const fixed[] = { "/lib64", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/usr/share/zoneinfo" };
    for (size_t index = 0; index < sizeof fixed / sizeof *fixed; index++) add_readable(readable, &count, fixed[index]);
    add_folder_of(readable, &count, (const void *)&realpath);
    uint32_t layers = sandbox_restrict_files(readable, count, (int)(abi < newest ? abi : newest));
    for (size_t index = 1; index < count; index++) close(readable[index]);
    return layers;
}

static uint32_t restrict_calls(void) {
    return sandbox_restrict_calls() == 0 ? SANDBOX_SECCOMP : 0;
}

static void insist(uint32_t missing) {
    if (missing & SANDBOX_LANDLOCK_FILES)
        refuse("The kernel has no Landlock, which the sandbox requires: use Linux 5.13 or later with \"landlock\" in the lsm= boot parameter.");
    if (missing & SANDBOX_SECCOMP)
        refuse("The kernel refused the seccomp filter, which the sandbox requires: use a kernel built with CONFIG_SECCOMP_FILTER=y.");
    if (missing) refuse("The sandbox requires layers that this machine does not give (0x%x): see what patchbay doctor says.", missing);
}

uint32_t lock_down(const struct startup *startup) {
    const struct frame_hello *hello = &startup->hello;
    const uint32_t wanted = hello->wanted;
    uint32_t layers = wanted & (SANDBOX_OWN_DESCRIPTORS | SANDBOX_NO_ENVIRONMENT); /* startup refused, or did it */
    layers |= unshare_privileged(wanted);
    layers |= become_nobody(hello->user);
    layers = unshare_unprivileged(wanted, layers);
    if (wanted & SANDBOX_LIMITS) layers |= limit(hello, wanted & SANDBOX_THREAD_LIMIT && layers & (SANDBOX_OWN_USER | SANDBOX_USER_NAMESPACE));
    if (wanted & SANDBOX_NO_CAPABILITIES) layers |= drop_capabilities();
    if (wanted & SANDBOX_NO_NEW_PRIVILEGES && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) layers |= SANDBOX_NO_NEW_PRIVILEGES;
    if (wanted & SANDBOX_NOT_DUMPABLE && prctl(PR_SET_DUMPABLE, 0) == 0) layers |= SANDBOX_NOT_DUMPABLE;
    die_with(hello->host);
    if (wanted & SANDBOX_LANDLOCK_FILES) layers |= restrict_files(startup);
    catch_signals();
    if (wanted & SANDBOX_SECCOMP) layers |= restrict_calls();
    insist(hello->needed & ~layers);
    return layers;
}
