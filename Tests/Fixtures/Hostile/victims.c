/* Other processes: signals, memory, limits. word[0] is the process. */
#include "hostile.h"

#include <sched.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>

static long signal_by_kill(char *const *word, struct told *told) {
    (void)told;
    return kill(atoi(word[0]), SIGKILL);
}

static long signal_by_tgkill(char *const *word, struct told *told) {
    (void)told;
    return syscall(SYS_tgkill, atoi(word[0]), atoi(word[0]), SIGKILL);
}

static long signal_by_queue(char *const *word, struct told *told) {
    (void)told;
    return sigqueue(atoi(word[0]), SIGKILL, (union sigval){ 0 });
}

static long signal_by_descriptor(char *const *word, struct told *told) {
    (void)told;
    int process = (int)syscall(SYS_pidfd_open, atoi(word[0]), 0);
    return process < 0 ? -1 : syscall(SYS_pidfd_send_signal, process, SIGKILL, NULL, 0);
}

/* The kernel sends it, when something arrives at a socket that says so. */
static long signal_by_ownership(char *const *word, struct told *told) {
    int pair[2];
    (void)told;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) return -1;
    if (fcntl(pair[0], F_SETOWN, atoi(word[0])) != 0 || fcntl(pair[0], F_SETSIG, SIGKILL) != 0 || fcntl(pair[0], F_SETFL, O_ASYNC) != 0) return -1;
    return write(pair[1], "x", 1);
}

static long trace(char *const *word, struct told *told) {
    (void)told;
    return ptrace(PTRACE_SEIZE, atoi(word[0]), 0, 0);
}

static struct iovec at(const char *address) {
    return (struct iovec){ (void *)strtoull(address, NULL, 16), 32 };
}

static long read_memory(char *const *word, struct told *told) {
    struct iovec ours = { told->text, 32 }, theirs = at(word[1]);
    return process_vm_readv(atoi(word[0]), &ours, 1, &theirs, 1, 0);
}

static long write_memory(char *const *word, struct told *told) {
    struct iovec ours = { "overwritten.....................", 32 }, theirs = at(word[1]);
    (void)told;
    return process_vm_writev(atoi(word[0]), &ours, 1, &theirs, 1, 0);
}

static int open_of(const char *process, const char *file, int flags) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%s/%s", process, file);
    return open(path, flags);
}

static long read_memory_file(char *const *word, struct told *told) {
    int memory = open_of(word[0], "mem", O_RDONLY);
    return memory < 0 ? -1 : pread(memory, told->text, 32, (off_t)strtoull(word[1], NULL, 16));
}

static long read_environment(char *const *word, struct told *told) {
    int file = open_of(word[0], "environ", O_RDONLY);
    return file < 0 ? -1 : read(file, told->text, sizeof told->text - 1);
}

/* Who the kernel ends first when memory is short. */
static long write_badness(char *const *word, struct told *told) {
    (void)told;
    int file = open_of(word[0], "oom_score_adj", O_WRONLY);
    return file < 0 ? -1 : write(file, "999", 3);
}

static long change_priority(char *const *word, struct told *told) {
    (void)told;
    return setpriority(PRIO_PROCESS, (id_t)atoi(word[0]), 19);
}

static long change_limit(char *const *word, struct told *told) {
    const struct rlimit limit = { 17, 17 };
    (void)told;
    return prlimit(atoi(word[0]), RLIMIT_NOFILE, &limit, NULL);
}

static long change_scheduling(char *const *word, struct told *told) {
    (void)told;
    return sched_setscheduler(atoi(word[0]), SCHED_IDLE, &(struct sched_param){ 0 });
}

const struct attempt victim_attempts[] = {
    { "signal-by-kill", signal_by_kill }, { "signal-by-tgkill", signal_by_tgkill }, { "signal-by-queue", signal_by_queue },
    { "signal-by-descriptor", signal_by_descriptor }, { "signal-by-ownership", signal_by_ownership }, { "trace", trace },
    { "read-memory", read_memory }, { "write-memory", write_memory }, { "read-memory-file", read_memory_file },
    { "read-environment", read_environment }, { "write-badness", write_badness }, { "change-priority", change_priority },
    { "change-limit", change_limit }, { "change-scheduling", change_scheduling }, { 0 },
};
