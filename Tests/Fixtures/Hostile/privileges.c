/* Identity, namespaces, mounts, limits. */
#include "hostile.h"

#include <sched.h>
#include <sys/fsuid.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static long become_user(char *const *word, struct told *told) {
    uid_t user = (uid_t)atoi(word[0]);
    (void)told;
    return setresuid(user, user, user);
}

static long make_namespace(char *const *word, struct told *told) {
    (void)told;
    return unshare((int)strtol(word[0], NULL, 16));
}

/* A process with threads may not make a user namespace, a child with one thread may. */
static long make_child_in_namespace(char *const *word, struct told *told) {
    int flags = (int)strtol(word[0], NULL, 16);
    (void)told;
    long child = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
    while (child == 0) pause();
    return child;
}

static long enter_namespace(char *const *word, struct told *told) {
    (void)told;
    int namespace = open(word[0], O_RDONLY);
    return namespace < 0 ? -1 : setns(namespace, 0);
}

static long mount_over(char *const *word, struct told *told) {
    (void)told;
    return mount("hostile", word[0], "tmpfs", 0, NULL);
}

static long bind_over(char *const *word, struct told *told) {
    (void)told;
    return mount("/etc", word[0], NULL, MS_BIND, NULL);
}

static long change_root(char *const *word, struct told *told) {
    (void)told;
    return chroot(word[0]);
}

static long change_limit(char *const *word, struct told *told) {
    struct rlimit limit;
    (void)word, (void)told;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -1;
    limit.rlim_cur = limit.rlim_cur == limit.rlim_max ? limit.rlim_max - 1 : limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit);
}

static long rename_ourselves(char *const *word, struct told *told) {
    (void)told;
    int file = open("/proc/self/comm", O_WRONLY);
    return file < 0 ? -1 : write(file, word[0], strlen(word[0]));
}

/* Another layout of memory, or another kernel to be told of. */
static long change_personality(char *const *word, struct told *told) {
    (void)word, (void)told;
    return syscall(SYS_personality, 0x0040000 /* ADDR_NO_RANDOMIZE */);
}

const struct attempt privilege_attempts[] = {
    { "become-user", become_user }, { "make-namespace", make_namespace }, { "make-child-in-namespace", make_child_in_namespace },
    { "enter-namespace", enter_namespace }, { "mount-over", mount_over }, { "bind-over", bind_over }, { "change-root", change_root },
    { "change-our-limit", change_limit }, { "rename-ourselves", rename_ourselves }, { "change-personality", change_personality }, { 0 },
};
