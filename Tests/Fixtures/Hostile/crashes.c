/* Ends that nobody asked for. */
#include "hostile.h"

#include <pthread.h>

static volatile int *volatile nowhere = (volatile int *)8; /* the compiler shall not know */

static void write_nowhere(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    *nowhere = 1;
}

static void abort_now(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    abort();
}

static void trap(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    __builtin_trap();
}

static void divide(patchbay_call call, char *const *word) {
    volatile int zero = 0;
    (void)call, (void)word;
    zero = 7 / zero;
}

static void exit_now(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    exit(0);
}

static volatile int endless = 1;

__attribute__((noinline)) static int recurse(int depth) {
    volatile char room[4096];
    room[0] = (char)depth;
    return endless ? recurse(depth + 1) + room[0] : 0;
}

static void overflow_stack(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    recurse(0);
}

static void loop(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    for (volatile unsigned turn = 0;; turn++) {}
}

static void *spin(void *unused) {
    for (volatile unsigned turn = 0;; turn++) {}
    return unused;
}

/* Answers, and keeps so many threads busy. */
static void spin_after(patchbay_call call, char *const *word) {
    pthread_t thread;
    for (int count = atoi(word[0]); count > 0; count--)
        if (pthread_create(&thread, NULL, spin, NULL) != 0) abort();
    answer(call, "answered");
}

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER, other = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t both;

static void *lock_other_first(void *unused) {
    pthread_mutex_lock(&other);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&one);
    return unused;
}

static void deadlock(patchbay_call call, char *const *word) {
    pthread_t thread;
    (void)call, (void)word;
    pthread_barrier_init(&both, NULL, 2);
    pthread_mutex_lock(&one);
    if (pthread_create(&thread, NULL, lock_other_first, NULL) != 0) abort();
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&other);
}

static void stop(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    syscall(SYS_tgkill, getpid(), gettid(), SIGSTOP);
}

/* Nobody hears of it any more. */
static void ignore_signals(patchbay_call call, char *const *word) {
    sigset_t all;
    (void)call, (void)word;
    for (int number = 1; number < 65; number++) signal(number, SIG_IGN);
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    for (;;) sleep(1000);
}

/* The handler of crashes is ours: we go on in it. */
static void survive(int number) {
    (void)number;
    for (;;) {}
}

static void handle_crash(patchbay_call call, char *const *word) {
    signal(SIGSEGV, survive);
    write_nowhere(call, word);
}

const struct fault crash_faults[] = {
    { "write-nowhere", write_nowhere }, { "abort", abort_now }, { "trap", trap }, { "divide", divide }, { "exit", exit_now },
    { "overflow-stack", overflow_stack }, { "loop", loop }, { "spin-after", spin_after }, { "deadlock", deadlock }, { "stop", stop },
    { "ignore-signals", ignore_signals }, { "handle-crash", handle_crash }, { 0 },
};
