/* Signals: the one call that seccomp hands back to us, and the last words of a crash. */
#define _GNU_SOURCE
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)
#define PROGRAM_COUNTER(context) ((uintptr_t)(context)->uc_mcontext.gregs[REG_RIP])
#define ARGUMENT(context, index) ((context)->uc_mcontext.gregs[(int[]){ REG_RDI, REG_RSI, REG_RDX, REG_R10 }[index]])
#define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])
#elif defined(__aarch64__)
#define PROGRAM_COUNTER(context) ((uintptr_t)(context)->uc_mcontext.pc)
#define ARGUMENT(context, index) ((context)->uc_mcontext.regs[index])
#define RESULT(context) ((context)->uc_mcontext.regs[0])
#endif

_Thread_local uint64_t current_call;
static uintptr_t image_start, image_end;

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

static void on_crash(int signal, siginfo_t *information, void *given) {
    uintptr_t counter = PROGRAM_COUNTER((ucontext_t *)given);
    (void)information;
    struct frame frame = { .type = FRAME_CRASH, .call = current_call, .value = signal };
    if (counter >= image_start && counter < image_end) frame.request = counter - image_start;
    ssize_t sent = write(WORKER_SOCKET, &frame, sizeof frame);
    (void)sent;
    send_output(current_call);
    /* the action was reset on entry: the second time is final */
    syscall(SYS_tgkill, getpid(), (int)syscall(SYS_gettid), signal);
}

static int find_image(struct dl_phdr_info *object, size_t size, void *entry) {
    uintptr_t end = object->dlpi_addr;
    (void)size;
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
        uintptr_t last = object->dlpi_addr + segment->p_vaddr + segment->p_memsz;
        if (segment->p_type == PT_LOAD && last > end) end = last;
    }
    if ((uintptr_t)entry < object->dlpi_addr || (uintptr_t)entry >= end) return 0;
    image_start = object->dlpi_addr;
    image_end = end;
    return 1;
}

void remember_image(const void *entry) {
    dl_iterate_phdr(find_image, (void *)entry);
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
