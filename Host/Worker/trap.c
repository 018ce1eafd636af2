/* Signals: the one call that seccomp hands back to us, and the last words of a crash. */
#define _GNU_SOURCE
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARGUMENT(context, index) ((context)->uc_mcontext.gregs[(int[]){ REG_RDI, REG_RSI, REG_RDX, REG_R10 }[index]])
#define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])
#elif defined(__aarch64__)
#define ARGUMENT(context, index) ((context)->uc_mcontext.regs[index])
#define RESULT(context) ((context)->uc_mcontext.regs[0])
#endif

#define SIGNAL_STACK (32u << 10) /* for a report where the thread has used its own stack up */

_Thread_local uint64_t current_call;
static atomic_flag crashed = ATOMIC_FLAG_INIT;

/* newfstatat is what glibc makes of fstat. Of open files it may tell; names are not for a plugin to ask about. */
static void on_refused_call(int signal, siginfo_t *information, void *given) {
    ucontext_t *context = given;
    int error = errno;
    const char *name = (const char *)ARGUMENT(context, 1);
    (void)signal;
    RESULT(context) = -EPERM;
    if (information->si_syscall == SYS_newfstatat && ARGUMENT(context, 3) == AT_EMPTY_PATH && name && *name == '\0')
        RESULT(context) = syscall(SYS_fstat, (int)ARGUMENT(context, 0), (struct stat *)ARGUMENT(context, 2)) == 0 ? 0 : -errno;
    errno = error;
}

static void on_crash(int signal, siginfo_t *information, void *context) {
    static struct frame_place places[FRAME_PLACES_MAX];
    (void)information;
    /* the first thread reports and ends the process; another that crashes meanwhile waits for that */
    while (atomic_flag_test_and_set(&crashed)) nanosleep(&(struct timespec){ .tv_sec = 1 }, NULL);
    struct frame frame = { .type = FRAME_CRASH, .call = current_call, .value = signal };
    send_document(frame, places, find_places(places, context) * sizeof *places);
    send_output(current_call);
    /* the action was reset on entry: the second time is final */
    syscall(SYS_tgkill, getpid(), (int)syscall(SYS_gettid), signal);
}

void use_signal_stack(void) {
    stack_t stack = { .ss_size = SIGNAL_STACK, .ss_sp = malloc(SIGNAL_STACK) };
    if (stack.ss_sp) sigaltstack(&stack, NULL);
}

void catch_signals(void) {
    static const int fatal[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT };
    struct sigaction refused = { .sa_sigaction = on_refused_call, .sa_flags = SA_SIGINFO | SA_NODEFER };
    struct sigaction crash = { .sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_RESETHAND | SA_NODEFER | SA_ONSTACK };
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    sigaction(SIGSYS, &refused, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    for (size_t index = 0; index < sizeof fatal / sizeof *fatal; index++) sigaction(fatal[index], &crash, NULL);
}
