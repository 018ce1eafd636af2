/*
 * misbehaving.c: a plugin whose input is one word, which says what to do; what the host must survive or refuse.
 *
 *     cc -std=gnu11 -shared -fPIC -fvisibility=hidden -pthread -I PluginAPI/Header -o misbehaving.so misbehaving.c
 *
 * Definitions: BLOCKS (flags), MANIFEST, CONSTRUCTOR (what a constructor does), ENTRY (what the entry does), FLAGS, SIZE.
 */
#define _GNU_SOURCE
#include "patchbay_blocking.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef MANIFEST
#define MANIFEST "{\"manifest_version\":1,\"id\":\"misbehaving\",\"name\":\"Misbehaving\",\"version\":\"1.0.0\"}"
#endif
#ifndef FLAGS
#define FLAGS 0
#endif
#ifndef SIZE
#define SIZE sizeof plugin
#endif

static const patchbay_host *host;
static const patchbay_blocking *blocking;
static int in_constructor;

static void answer(patchbay_call call, const char *text) {
    host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ text, strlen(text) });
}

static void answer_number(patchbay_call call, long number) {
    char text[32];
    snprintf(text, sizeof text, "%ld", number);
    answer(call, text);
}

/* 0 when the sandbox let it pass, else errno */
static int outcome(long result) {
    return result < 0 ? errno : 0;
}

static int try_to(const char *word) {
    char path[64];
    struct stat status;
    struct rlimit limit = { 1 << 20, 1 << 20 };
    if (!strcmp(word, "read")) return outcome(open("/etc/passwd", O_RDONLY));
    if (!strcmp(word, "read-self")) return outcome(open("/proc/self/environ", O_RDONLY));
    if (!strcmp(word, "read-other")) return outcome(open("/proc/1/environ", O_RDONLY));
    if (!strcmp(word, "write")) return outcome(open("/tmp/patchbay-was-here", O_WRONLY | O_CREAT, 0600));
    if (!strcmp(word, "list")) return outcome(open("/", O_RDONLY | O_DIRECTORY));
    if (!strcmp(word, "stat")) return outcome(stat("/etc/passwd", &status));
    if (!strcmp(word, "unlink")) return outcome(unlink("/tmp/patchbay-was-here"));
    if (!strcmp(word, "socket")) return outcome(socket(AF_INET, SOCK_STREAM, 0));
    if (!strcmp(word, "unix-socket")) return outcome(socket(AF_UNIX, SOCK_STREAM, 0));
    if (!strcmp(word, "fork")) return outcome(fork());
    if (!strcmp(word, "vfork")) return outcome(syscall(SYS_clone, 0x4100 /* CLONE_VM | CLONE_VFORK */ | SIGCHLD, 0, 0, 0, 0));
    if (!strcmp(word, "exec")) return outcome(execl("/bin/true", "true", NULL));
    if (!strcmp(word, "kill-other")) return outcome(kill(1, 0));
    if (!strcmp(word, "ptrace")) return outcome(ptrace(PTRACE_TRACEME, 0, 0, 0));
    if (!strcmp(word, "dumpable")) return outcome(prctl(PR_SET_DUMPABLE, 1));
    if (!strcmp(word, "raise-limit")) return outcome(setrlimit(RLIMIT_NOFILE, &limit));
    if (!strcmp(word, "shared-memory")) return mmap(0, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0;
    if (!strcmp(word, "unshare")) return outcome(syscall(SYS_unshare, 0x10000000));
    if (!strcmp(word, "nonblocking")) return outcome(fcntl(3, F_SETFL, O_NONBLOCK));
    if (!strcmp(word, "clone3")) return outcome(syscall(SYS_clone3, 0, 0));
    if (!strcmp(word, "ioctl")) return outcome(syscall(SYS_ioctl, 3, 0x541b, path));
    /* and what must work */
    if (!strcmp(word, "fstat")) return outcome(fstat(0, &status));
    if (!strcmp(word, "zoneinfo")) return outcome(open("/usr/share/zoneinfo/Europe/Berlin", O_RDONLY));
    if (!strcmp(word, "thread-stat")) {
        snprintf(path, sizeof path, "/proc/%ld/stat", syscall(SYS_gettid));
        FILE *file = fopen(path, "r");
        if (!file) return errno;
        fclose(file);
        return outcome(open(path, O_RDONLY));
    }
    return -1;
}

static void *complete_later(void *given) {
    usleep(20000);
    answer((patchbay_call)(uintptr_t)given, "\"later\"");
    return NULL;
}

static void *sleep_long(void *unused) {
    sleep(1000);
    return unused;
}

static void on_reply(void *user, patchbay_status status, patchbay_bytes document) {
    patchbay_call call = (patchbay_call)(uintptr_t)user;
    host->complete(host->context, call, status, document);
}

static void on_ignored_reply(void *user, patchbay_status status, patchbay_bytes document) {
    (void)document;
    char text[64];
    int size = snprintf(text, sizeof text, "reply %d", status);
    host->log(host->context, (patchbay_call)(uintptr_t)user, PATCHBAY_LOG_INFO, (patchbay_bytes){ text, (size_t)size });
}

static patchbay_call cancelled_call;

static void cancel(void *context, patchbay_call call) {
    (void)context;
    cancelled_call = call;
    host->complete(host->context, call, PATCHBAY_CANCELLED, (patchbay_bytes){ 0, 0 });
}

static void cancel_nothing(void *context, patchbay_call call) {
    (void)context, (void)call;
}

/* A frame as the worker would send it, but forged (Host/CLinux/include/frame.h). */
static void forge(uint8_t type, uint64_t call, uint32_t length, uint32_t total, uint32_t offset) {
    struct { uint32_t length; uint8_t type, flags; uint16_t operation; uint64_t call, request; int64_t value; uint32_t total, offset; } frame =
        { length, type, 0, 0, call, 1, 0, total, offset };
    static char payload[65536];
    struct iovec parts[2] = { { &frame, sizeof frame }, { payload, length > sizeof payload ? 0 : length } };
    if (writev(3, parts, 2) < 0) abort();
}

/* Crashes `depth` calls down; each does something after its inner call, so that none becomes a jump. */
__attribute__((noinline)) static int deep(int depth) {
    if (depth == 0) *(volatile int *)8 = 1;
    return depth == 0 ? 0 : deep(depth - 1) + *(volatile int *)&depth;
}

/* Uses the stack up. */
__attribute__((noinline)) static int overflow(int depth) {
    volatile char room[512];
    room[0] = (char)depth;
    return overflow(depth + 1) + room[0];
}

extern const char __ehdr_start[] __attribute__((visibility("hidden")));

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    char word[64] = "";
    (void)context;
    /* what is no word comes back */
    if (request->input.size >= sizeof word) return host->complete(host->context, call, PATCHBAY_OK, request->input);
    if (request->input.size) memcpy(word, request->input.data, request->input.size);

    if (!strncmp(word, "try ", 4)) return answer_number(call, try_to(word + 4));
    if (!strcmp(word, "constructor")) return answer_number(call, in_constructor);
    if (!strcmp(word, "ok")) return answer(call, "\"ok\"");
    if (!strcmp(word, "size")) return answer_number(call, (long)request->input.size);
    if (!strcmp(word, "segv")) { *(volatile int *)8 = 1; }
    if (!strcmp(word, "deep")) { answer_number(call, deep(3)); return; }
    if (!strcmp(word, "where-deep")) return answer_number(call, (const char *)deep - __ehdr_start);
    if (!strcmp(word, "overflow")) { answer_number(call, overflow(0)); return; }
    if (!strcmp(word, "jump-nowhere")) { ((void (*)(void))8)(); }
    if (!strcmp(word, "abort")) { fputs("the reason is on the record\n", stderr); abort(); }
    if (!strcmp(word, "exit")) exit(0);
    if (!strcmp(word, "trap")) __builtin_trap();
    if (!strcmp(word, "forged-call")) return forge(6, call + 1000, 0, 0, 0);
    if (!strcmp(word, "forged-type")) return forge(4, call, 0, 0, 0);
    if (!strcmp(word, "forged-ready")) return forge(2, 0, 0, 0, 0);
    if (!strcmp(word, "forged-length")) return forge(6, call, 1u << 30, 1u << 30, 0);
    if (!strcmp(word, "forged-total")) return forge(6, call, 8, 1u << 30, 0);
    if (!strcmp(word, "forged-offset")) return forge(6, call, 8, 64, 8);
    if (!strcmp(word, "short-packet")) { if (write(3, "short", 5) < 0) abort(); return; }
    if (!strcmp(word, "hang")) return;
    if (!strcmp(word, "spin")) for (;;) {}
    if (!strcmp(word, "wait-for-cancel")) return;
    if (!strcmp(word, "later")) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, complete_later, (void *)(uintptr_t)call)) return answer(call, "\"no thread\"");
        pthread_detach(thread);
        return;
    }
    if (!strcmp(word, "twice")) { answer(call, "1"); return answer(call, "2"); }
    if (!strcmp(word, "fetch")) return host->fetch(host->context, call, PATCHBAY_TEXT("{\"url\":\"x\"}"), (void *)(uintptr_t)call, on_reply);
    if (!strcmp(word, "fetch-then-hang")) return host->fetch(host->context, call, PATCHBAY_TEXT("{\"url\":\"x\"}"), (void *)(uintptr_t)call, on_ignored_reply);
    if (!strcmp(word, "fetch-and-complete")) {
        host->fetch(host->context, call, PATCHBAY_TEXT("{\"url\":\"x\"}"), (void *)(uintptr_t)0, on_ignored_reply);
        return answer(call, "\"done\"");
    }
    if (!strcmp(word, "fetch-large")) {
        size_t size = 3u << 20;
        char *bytes = malloc(size);
        memset(bytes, 'f', size);
        host->fetch(host->context, call, (patchbay_bytes){ bytes, size }, (void *)(uintptr_t)call, on_reply);
        return free(bytes);
    }
    if (!strcmp(word, "log")) {
        host->log(host->context, call, PATCHBAY_LOG_WARNING, PATCHBAY_TEXT("a line"));
        return answer(call, "\"logged\"");
    }
    if (!strcmp(word, "huge")) {
        size_t size = 17u << 20;
        char *bytes = malloc(size);
        if (!bytes) return answer(call, "\"no memory\"");
        memset(bytes, 'h', size);
        host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ bytes, size });
        return free(bytes);
    }
    if (!strcmp(word, "eat-memory")) {
        size_t eaten = 0;
        while (malloc(1 << 20)) eaten++;
        return answer_number(call, (long)eaten);
    }
    if (!strcmp(word, "many-threads")) {
        long count = 0;
        pthread_t thread;
        while (count < 1000 && pthread_create(&thread, NULL, sleep_long, NULL) == 0) count++;
        return answer_number(call, count);
    }
    if (!strcmp(word, "blocking-fetch")) {
        patchbay_bytes response = { 0, 0 };
        patchbay_status status = blocking->fetch(host->context, call, PATCHBAY_TEXT("{\"url\":\"x\"}"), &response);
        return host->complete(host->context, call, status, response);
    }
    if (!strcmp(word, "block-until-cancelled")) {
        while (!blocking->cancelled(host->context, call)) usleep(1000);
        return host->complete(host->context, call, PATCHBAY_CANCELLED, (patchbay_bytes){ 0, 0 });
    }
    if (!strcmp(word, "process")) return answer_number(call, getpid());
    /* and so does any other word */
    host->complete(host->context, call, PATCHBAY_OK, request->input);
}

static const patchbay_plugin plugin = {
    .size = SIZE, .flags = FLAGS, .manifest = PATCHBAY_LITERAL(MANIFEST), .invoke = invoke,
#ifdef IGNORES_CANCEL
    .cancel = cancel_nothing,
#else
    .cancel = cancel,
#endif
};

__attribute__((constructor)) static void construct(void) {
#ifdef CONSTRUCTOR
    CONSTRUCTOR;
#endif
    in_constructor = try_to("socket");
}

#ifndef NO_ENTRY
PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    host = given;
    blocking = host->extension(host->context, PATCHBAY_BLOCKING_ID);
    (void)cancel, (void)cancel_nothing, (void)cancelled_call;
#ifdef ENTRY
    ENTRY;
#endif
    return &plugin;
}
#endif
