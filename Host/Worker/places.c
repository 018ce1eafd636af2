/*
 * Where a dying thread was, for the report of its crash: file and offset of its program counter and of return addresses.
 * Never a register, an address or a byte of memory: those may be secrets. Runs inside a signal handler, on one thread.
 */
#define _GNU_SOURCE
#include "worker.h"

#include <errno.h>
#include <link.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)
#define REGISTER(context, name, arm) ((uintptr_t)(context)->uc_mcontext.gregs[REG_##name])
#elif defined(__aarch64__)
#define REGISTER(context, name, arm) ((uintptr_t)(context)->uc_mcontext.arm)
#endif

#define STACK_MOST (8u << 20) /* beyond this from the stack pointer is no frame of ours */
#define SCANNED 256           /* words of the stack looked at where frame pointers lead nowhere */

/* Code of one loaded file. */
struct code {
    uintptr_t   start, end, base;
    const char *name;
};

static struct code codes[64];
static size_t code_count;

/* A file the loader took from a descriptor is the plugin: its name is empty. The program itself has none of its own. */
static const char *name_of(const char *path) {
    if (strncmp(path, "/proc/self/fd/", 14) == 0) return "";
    const char *slash = strrchr(path, '/');
    return *path == '\0' ? "patchbay-worker" : slash ? slash + 1 : path;
}

static int add_code(struct dl_phdr_info *object, size_t size, void *unused) {
    (void)size, (void)unused;
    for (int index = 0; index < object->dlpi_phnum && code_count < sizeof codes / sizeof *codes; index++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
        if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_X)) continue;
        uintptr_t start = object->dlpi_addr + segment->p_vaddr;
        codes[code_count++] = (struct code){ start, start + segment->p_memsz, object->dlpi_addr, name_of(object->dlpi_name) };
    }
    return 0;
}

static const struct code *code_at(uintptr_t address) {
    for (size_t index = 0; index < code_count; index++)
        if (address >= codes[index].start && address < codes[index].end) return &codes[index];
    return NULL;
}

/* Reads a word that may not be there: the kernel looks at it first, in a call that then fails for its other argument. */
static bool read_word(uintptr_t address, uintptr_t *word) {
    if (address % sizeof *word != 0) return false;
    if (syscall(SYS_rt_sigprocmask, ~0, address, NULL, sizeof *word) == 0 || errno != EINVAL) return false;
    *word = *(const uintptr_t *)address;
    return true;
}

static bool add(struct frame_place *places, size_t *count, uintptr_t address, bool guessed) {
    const struct code *code = code_at(address);
    if (!code || *count == FRAME_PLACES_MAX) return false;
    struct frame_place *place = &places[(*count)++];
    *place = (struct frame_place){ .offset = address - code->base, .guessed = guessed };
    strncpy(place->module, code->name, sizeof place->module - 1);
    return true;
}

/* Whether the instruction before is a call, so that the word may be a return address. */
static bool follows_call(uintptr_t address) {
    const struct code *code = code_at(address - 1);
    if (!code || address - code->start < 8) return false;
#if defined(__x86_64__)
    const uint8_t *next = (const uint8_t *)address;
    if (next[-5] == 0xe8) return true; /* relative */
    for (int size = 2; size <= 7; size++) /* FF /2: through a register or memory */
        if (next[-size] == 0xff && (next[1 - size] & 0x38) == 0x10) return true;
    return false;
#elif defined(__aarch64__)
    uint32_t instruction = *(const uint32_t *)(address - 4);
    return (instruction & 0xfc000000) == 0x94000000 || (instruction & 0xfffffc1f) == 0xd63f0000; /* BL, BLR */
#endif
}

/* The chain of frame pointers, as far as code keeps them: Swift does, C by default does not. */
static void follow_frames(struct frame_place *places, size_t *count, uintptr_t frame, uintptr_t stack) {
    uintptr_t next, address;
    while (frame >= stack && frame - stack < STACK_MOST && read_word(frame, &next) && read_word(frame + sizeof next, &address)) {
        if (!follows_call(address) || !add(places, count, address - 1, false) || next <= frame) return;
        frame = next;
    }
}

/* What looks like a return address near the top of the stack; some are left over from calls that have returned. */
static void scan_stack(struct frame_place *places, size_t *count, uintptr_t stack) {
    uintptr_t word;
    for (size_t index = 0; index < SCANNED && read_word(stack + index * sizeof word, &word); index++)
        if (follows_call(word)) add(places, count, word - 1, true);
}

size_t find_places(struct frame_place *places, const void *given) {
    const ucontext_t *context = given;
    uintptr_t stack = REGISTER(context, RSP, sp);
    size_t count = 0;
    code_count = 0;
    dl_iterate_phdr(add_code, NULL);
    add(places, &count, REGISTER(context, RIP, pc), false);
    size_t certain = count;
    follow_frames(places, &count, REGISTER(context, RBP, regs[29]), stack);
    if (count == certain) scan_stack(places, &count, stack);
    return count;
}
