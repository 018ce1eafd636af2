/* New processes and programs. Children wait to be found, and to be ended by who finds them. */
#include "hostile.h"

#include <sched.h>
#include <sys/mman.h>

static int wait_to_be_found(void *unused) {
    (void)unused;
    for (;;) pause();
    return 0;
}

static long make_child(char *const *word, struct told *told) {
    (void)word, (void)told;
    long child = fork();
    if (child == 0) wait_to_be_found(NULL);
    return child;
}

static long make_child_in_our_memory(char *const *word, struct told *told) {
    static char stack[65536];
    (void)word, (void)told;
    return clone(wait_to_be_found, stack + sizeof stack, CLONE_VM | SIGCHLD, NULL);
}

static long make_child_by_clone3(char *const *word, struct told *told) {
    struct clone_args { uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, rest[6]; } arguments = { .exit_signal = SIGCHLD };
    (void)word, (void)told;
    long child = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (child == 0) wait_to_be_found(NULL);
    return child;
}

/* Ends the worker with code 7 when it comes through. */
static long run_program(char *const *word, struct told *told) {
    (void)word, (void)told;
    return execl("/bin/sh", "sh", "-c", "exit 7", NULL);
}

/* The same without a file: a program in memory, which calls exit_group(7). */
static long run_memory(char *const *word, struct told *told) {
    static const struct {
        unsigned char ident[16];
        uint16_t type, machine;
        uint32_t version;
        uint64_t entry, phoff, shoff;
        uint32_t flags;
        uint16_t ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
        uint32_t segment_type, segment_flags;
        uint64_t offset, vaddr, paddr, filesz, memsz, align;
        unsigned char code[12];
    } program = {
        { 0x7f, 'E', 'L', 'F', 2, 1, 1 }, 2, 62, 1, 0x400078, 64, 0, 0, 64, 56, 1, 0, 0, 0, 1, 5, 0, 0x400000, 0x400000, 132, 132, 4096,
        { 0xbf, 7, 0, 0, 0, 0xb8, 231, 0, 0, 0, 0x0f, 0x05 }, /* mov edi, 7; mov eax, exit_group; syscall */
    };
    (void)word, (void)told;
    int memory = memfd_create("hostile", 0);
    if (memory < 0 || write(memory, &program, sizeof program) < 0) return -1;
    return fexecve(memory, (char *[]){ "hostile", NULL }, (char *[]){ NULL });
}

const struct attempt process_attempts[] = {
    { "make-child", make_child }, { "make-child-in-our-memory", make_child_in_our_memory },
    { "make-child-by-clone3", make_child_by_clone3 }, { "run-program", run_program }, { "run-memory", run_memory }, { 0 },
};
