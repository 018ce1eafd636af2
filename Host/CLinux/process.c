#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int prepare(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int socket, int plugin) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    /* a session of its own: Ctrl-C in the host's terminal is for the host to act on */
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    int error = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDWR, 0);
    if (!error) error = posix_spawn_file_actions_adddup2(actions, 0, 1);
    if (!error) error = posix_spawn_file_actions_adddup2(actions, 0, 2);
    if (!error) error = posix_spawn_file_actions_adddup2(actions, socket, WORKER_SOCKET);
    if (!error) error = posix_spawn_file_actions_adddup2(actions, plugin, WORKER_PLUGIN);
    /* sockets of the HTTP server are not close-on-exec */
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(actions, WORKER_PLUGIN + 1);
    return error;
}

int process_spawn(const char *path, int socket, int plugin, const char *libraries, pid_t *process, int *end) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char variable[4096];
    char *const arguments[] = { "patchbay-worker", NULL };
    char *const environment[] = { libraries ? variable : NULL, NULL };
    if (libraries && snprintf(variable, sizeof variable, "LD_LIBRARY_PATH=%s", libraries) >= (int)sizeof variable) return ENAMETOOLONG;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    /* above what the actions write to, else one dup2 would overwrite the source of the next */
    int high = fcntl(socket, F_DUPFD_CLOEXEC, 16);
    int error = high < 0 ? errno : prepare(&actions, &attributes, high, plugin);
    if (!error) error = posix_spawn(process, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (high >= 0) close(high);
    if (!error && (*end = process_watch(*process)) < 0) error = -*end;
    return error;
}

int process_watch(pid_t process) {
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int process_reap(pid_t process) {
    int status;
    pid_t ended;
    do ended = waitpid(process, &status, WNOHANG);
    while (ended < 0 && errno == EINTR);
    if (ended == 0) return -1;
    if (ended < 0) return 0;
    return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

int64_t process_time(pid_t process) {
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) return -1;
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void process_end(pid_t process) {
    kill(process, SIGKILL);
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
}

int timer_make(void) {
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return timer < 0 ? -errno : timer;
}

void timer_set(int timer, int64_t milliseconds) {
    struct itimerspec when = { .it_value = { milliseconds / 1000, milliseconds % 1000 * 1000000 } };
    timerfd_settime(timer, 0, &when, NULL);
}

void counter_clear(int descriptor) {
    uint64_t count;
    while (read(descriptor, &count, sizeof count) < 0 && errno == EINTR) {}
}

int counter_make(void) {
    int counter = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return counter < 0 ? -errno : counter;
}

void counter_add(int descriptor) {
    uint64_t one = 1;
    while (write(descriptor, &one, sizeof one) < 0 && errno == EINTR) {}
}

void thread_prefer_batches(void) {
    const struct sched_param none = { 0 };
    sched_setscheduler(0, SCHED_BATCH, &none);
}

void process_hide(void) {
    prctl(PR_SET_DUMPABLE, 0);
}

void thread_name(const char *name) {
    pthread_setname_np(pthread_self(), name);
}

const char *signal_sentence(int signal) {
    const char *text = sigdescr_np(signal);
    return text ? text : "unknown signal";
}

const char *signal_name(int signal) {
    return sigabbrev_np(signal);
}

void error_sentence(int error, char *text, size_t size) {
    snprintf(text, size, "%s", strerrordesc_np(error) ? strerrordesc_np(error) : "unknown error");
}
