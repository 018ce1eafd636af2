/*
 * launch.c: stands before a worker and takes from it, or gives it, what a machine may:
 *
 *     -DWORKER="path"        what to start
 *     -DUSER=65534           an ordinary user's rights only
 *     -DREFUSES_LANDLOCK     a kernel without Landlock
 *     -DREFUSES_NAMESPACES   a system that lets nobody make namespaces
 *     -DREFUSES_THREADS      a user who may have no more processes
 *     -DREFUSES_SECCOMP      a kernel that takes no (more) filters
 *     -DLEAKED="path"        a descriptor that a host forgot to close
 *     -DVARIABLE="name=…"    an environment variable
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define REFUSE(call, error) \
    { BPF_JMP | BPF_JEQ | BPF_K, 0, 1, call }, { BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | (error) }

static int refuse(void) {
    struct sock_filter program[] = {
        { BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr) },
#ifdef REFUSES_LANDLOCK
        REFUSE(SYS_landlock_create_ruleset, EOPNOTSUPP),
#endif
#ifdef REFUSES_NAMESPACES
        REFUSE(SYS_unshare, EPERM),
#endif
#ifdef REFUSES_THREADS
        REFUSE(SYS_clone, EAGAIN),
        REFUSE(SYS_clone3, EAGAIN),
#endif
#ifdef REFUSES_SECCOMP
        REFUSE(SYS_seccomp, EINVAL),
#endif
        { BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW },
    };
    struct sock_fprog filter = { sizeof program / sizeof *program, program };
    if (filter.len == 2) return 0;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0;
}

int main(int count, char **arguments, char **environment) {
    int worker = open(WORKER, O_RDONLY | O_CLOEXEC); /* before we become somebody who may not find it */
    (void)count;
#ifdef LEAKED
    int leaked = open(LEAKED, O_RDONLY);
    if (dup2(leaked, 17) < 0 || close(leaked) != 0) return 2;
#endif
#ifdef VARIABLE
    if (putenv(VARIABLE) != 0) return 2;
    environment = environ;
#endif
#ifdef USER
    if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setresgid(USER, USER, USER) != 0 || setresuid(USER, USER, USER) != 0)) return 2;
#endif
    if (refuse()) return 2;
    fexecve(worker, arguments, environment);
    return 2;
}
