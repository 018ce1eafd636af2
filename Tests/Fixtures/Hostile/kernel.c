/* Descriptors for the rest of the kernel. They stay open, to be seen from outside. */
#include "hostile.h"

#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <sys/epoll.h>
#include <sys/fanotify.h>
#include <sys/mman.h>
#include <sys/signalfd.h>

static long make_ring(char *const *word, struct told *told) {
    struct io_uring_params parameters = { 0 };
    (void)word, (void)told;
    return syscall(SYS_io_uring_setup, 4, &parameters);
}

static long make_bpf_map(char *const *word, struct told *told) {
    union bpf_attr attributes = { .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1 };
    (void)word, (void)told;
    return syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes);
}

static long count_events(char *const *word, struct told *told) {
    struct perf_event_attr attributes = { .type = PERF_TYPE_SOFTWARE, .size = sizeof attributes, .config = PERF_COUNT_SW_TASK_CLOCK };
    attributes.exclude_kernel = attributes.exclude_hv = 1;
    (void)word, (void)told;
    return syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

static long handle_faults(char *const *word, struct told *told) {
    (void)word, (void)told;
    return syscall(SYS_userfaultfd, 1 /* UFFD_USER_MODE_ONLY */);
}

static long make_memory_file(char *const *word, struct told *told) {
    (void)word, (void)told;
    return memfd_create("hostile", 0);
}

static long make_secret_memory(char *const *word, struct told *told) {
    (void)word, (void)told;
    return syscall(447 /* memfd_secret */, 0);
}

static long watch_process(char *const *word, struct told *told) {
    (void)told;
    return syscall(SYS_pidfd_open, atoi(word[0]), 0);
}

static long watch_everything(char *const *word, struct told *told) {
    (void)word, (void)told;
    return fanotify_init(FAN_CLASS_CONTENT, O_RDONLY);
}

static long take_signals(char *const *word, struct told *told) {
    sigset_t all;
    (void)word, (void)told;
    sigfillset(&all);
    return signalfd(-1, &all, 0);
}

static long make_file_system(char *const *word, struct told *told) {
    (void)word, (void)told;
    return syscall(SYS_fsopen, "tmpfs", 0);
}

static long make_pipe(char *const *word, struct told *told) {
    int ends[2];
    (void)word, (void)told;
    return pipe(ends);
}

/* A key in the user's keyring, where other processes of the user find it. */
static long make_key(char *const *word, struct told *told) {
    (void)told;
    return syscall(SYS_add_key, "user", word[0], "x", 1, -4 /* KEY_SPEC_USER_KEYRING */);
}

#ifdef __x86_64__
/* The 32-bit door into a 64-bit kernel: its numbers mean other calls. 8 is creat. */
static long create_by_int80(char *const *word, struct told *told) {
    long result;
    (void)told;
    char *path = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    if (path == MAP_FAILED) return -1;
    strcpy(path, word[0]);
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(8), "b"(path), "c"(0600) : "r8", "r9", "r10", "r11", "memory");
    if (result < 0) errno = (int)-result;
    return result < 0 ? -1 : 0;
}
#endif

const struct attempt kernel_attempts[] = {
    { "make-ring", make_ring }, { "make-bpf-map", make_bpf_map }, { "count-events", count_events }, { "handle-faults", handle_faults },
    { "make-memory-file", make_memory_file }, { "make-secret-memory", make_secret_memory }, { "watch-process", watch_process },
    { "watch-everything", watch_everything }, { "take-signals", take_signals }, { "make-file-system", make_file_system },
    { "make-pipe-pair", make_pipe }, { "make-key", make_key },
#ifdef __x86_64__
    { "create-by-int80", create_by_int80 },
#endif
    { 0 },
};
