/*
 * The system calls of a worker: an allow-list written as BPF, derived by tracing C, Swift concurrency and libdispatch
 * plugins under glibc 2.36. What is not named here fails with EPERM, so that a library can fall back; what only a
 * foreign architecture could ask for kills.
 */
#define _GNU_SOURCE
#include "sandbox.h"

#include <asm/unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the worker's system calls are listed for x86-64 and aarch64"
#endif

#define THREAD_FLAGS \
    (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID)
/* O_PATH too: Landlock lets it name any file */
#define WRITING (O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | O_PATH | (O_TMPFILE & ~O_DIRECTORY))
#define X32_BIT 0x40000000u /* x86-64 calls with 32-bit pointers share the architecture's number */

/* Allowed whatever the arguments, the most frequent first. */
static const uint32_t plain[] = {
    __NR_read, __NR_writev, __NR_write, __NR_futex,
    /* memory */
    __NR_munmap, __NR_mprotect, __NR_madvise, __NR_brk, __NR_mremap,
    /* threads and signals to oneself */
    __NR_exit, __NR_exit_group, __NR_set_robust_list, __NR_rseq, __NR_gettid, __NR_getpid, __NR_sched_yield, __NR_sched_getaffinity,
    __NR_rt_sigprocmask, __NR_rt_sigaction, __NR_rt_sigreturn, __NR_sigaltstack, __NR_restart_syscall,
    /* time and chance */
    __NR_clock_gettime, __NR_clock_getres, __NR_clock_nanosleep, __NR_nanosleep, __NR_gettimeofday, __NR_getrandom,
    /* descriptors: what Landlock lets open, and libdispatch's event loop */
    __NR_close, __NR_fstat, __NR_lseek, __NR_pread64, __NR_readv, __NR_epoll_create1, __NR_epoll_ctl, __NR_epoll_pwait, __NR_eventfd2,
    __NR_timerfd_create, __NR_timerfd_settime, __NR_getuid, __NR_geteuid, __NR_getgid, __NR_getegid, __NR_membarrier,
#ifdef __x86_64__
    __NR_epoll_wait, __NR_time,
#endif
};

/* One 32-bit word of an argument, masked, must be one of the values. */
struct condition {
    uint8_t  argument, high; /* high: the upper half of the argument */
    uint8_t  count;
    uint32_t mask;
    uint32_t values[6];
};

/* Allowed when all conditions hold. */
struct rule {
    uint32_t         call;
    uint8_t          count;
    struct condition conditions[3];
};

struct assembler {
    struct sock_filter *next;
};

static void emit(struct assembler *out, uint16_t code, uint8_t then, uint8_t otherwise, uint32_t value) {
    *out->next++ = (struct sock_filter){ code, then, otherwise, value };
}

static void answer(struct assembler *out, uint32_t action) {
    emit(out, BPF_RET | BPF_K, 0, 0, action);
}

static void load(struct assembler *out, size_t offset) {
    emit(out, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static void on_call(struct assembler *out, uint32_t call, uint32_t action) {
    emit(out, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, call);
    answer(out, action);
}

static void on_condition(struct assembler *out, const struct condition *condition) {
    load(out, offsetof(struct seccomp_data, args) + condition->argument * 8u + (condition->high ? 4 : 0));
    emit(out, BPF_ALU | BPF_AND | BPF_K, 0, 0, condition->mask);
    for (uint8_t index = 0; index < condition->count; index++)
        emit(out, BPF_JMP | BPF_JEQ | BPF_K, (uint8_t)(condition->count - index), 0, condition->values[index]);
    answer(out, SECCOMP_RET_ERRNO | EPERM);
}

static void on_rule(struct assembler *out, const struct rule *rule) {
    struct sock_filter *skip = out->next;
    emit(out, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, rule->call);
    for (uint8_t index = 0; index < rule->count; index++) on_condition(out, &rule->conditions[index]);
    answer(out, SECCOMP_RET_ALLOW);
    skip->jf = (uint8_t)(out->next - skip - 1);
}

size_t sandbox_program(struct sock_filter *program, int32_t self) {
    const uint32_t all = UINT32_MAX;
    const struct rule rules[] = {
        /* what would escape RLIMIT_DATA: memory that is shared, grows like a stack, or comes from the pool of huge pages */
        { __NR_mmap, 1, { { 3, 0, 1, MAP_TYPE | MAP_GROWSDOWN | MAP_HUGETLB, { MAP_PRIVATE } } } },
        { __NR_clone, 1, { { 0, 0, 1, all, { THREAD_FLAGS } } } },
        { __NR_openat, 1, { { 2, 0, 1, WRITING, { O_RDONLY } } } },
        { __NR_tgkill, 1, { { 0, 0, 1, all, { (uint32_t)self } } } },
        { __NR_prctl, 1, { { 0, 0, 3, all, { PR_SET_NAME, PR_GET_NAME, 0x53564d41 /* PR_SET_VMA: names memory */ } } } },
        { __NR_fcntl, 1, { { 1, 0, 4, all, { F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC } } } },
        { __NR_ioctl, 1, { { 1, 0, 1, all, { TCGETS } } } },
        /* asking, about oneself, not setting */
        { __NR_prlimit64, 3, { { 0, 0, 2, all, { 0, (uint32_t)self } }, { 2, 0, 1, all, { 0 } }, { 2, 1, 1, all, { 0 } } } },
    };
    struct assembler out = { program };
    load(&out, offsetof(struct seccomp_data, arch));
    emit(&out, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCHITECTURE);
    answer(&out, SECCOMP_RET_KILL_PROCESS);
    load(&out, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
    emit(&out, BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32_BIT);
    answer(&out, SECCOMP_RET_KILL_PROCESS);
#endif
    for (size_t index = 0; index < sizeof plain / sizeof *plain; index++) on_call(&out, plain[index], SECCOMP_RET_ALLOW);
    /* glibc then falls back to clone, whose flags a filter can see */
    on_call(&out, __NR_clone3, SECCOMP_RET_ERRNO | ENOSYS);
    /* fstat in glibc's clothes; a handler answers it for open files and refuses it for names, which Landlock does not guard */
    on_call(&out, __NR_newfstatat, SECCOMP_RET_TRAP);
    for (size_t index = 0; index < sizeof rules / sizeof *rules; index++) on_rule(&out, &rules[index]);
    answer(&out, SECCOMP_RET_ERRNO | EPERM);
    return (size_t)(out.next - program);
}

int sandbox_restrict_calls(void) {
    struct sock_filter program[SANDBOX_PROGRAM_MAX];
    struct sock_fprog filter = { .filter = program };
    filter.len = (unsigned short)sandbox_program(program, getpid());
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
}

int sandbox_has_seccomp(void) {
    uint32_t action = SECCOMP_RET_ERRNO;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}
