/* What an honest worker never sends (Host/CLinux/include/frame.h), and what it never fails to read. */
#include "hostile.h"

#include <sys/uio.h>

#define SOCKET 3

enum { READY = 2, INVOKE = 4, COMPLETE = 6, FETCH = 7, LOG = 9, CRASH = 10 };

struct header {
    uint32_t length;
    uint8_t  type, flags;
    uint16_t operation;
    uint64_t call, request;
    int64_t  value;
    uint32_t total, offset;
};

static void send_frame(struct header header) {
    static char payload[65536];
    struct iovec parts[2] = { { &header, sizeof header }, { payload, header.length > sizeof payload ? 0 : header.length } };
    if (writev(SOCKET, parts, 2) < 0) abort();
}

static void send_garbage(patchbay_call call, char *const *word) {
    char garbage[512];
    (void)call, (void)word;
    host->random(host->context, garbage, sizeof garbage);
    if (write(SOCKET, garbage, sizeof garbage) < 0) abort();
}

static void send_short(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    if (write(SOCKET, "short", 5) < 0) abort();
}

static void forge_call(patchbay_call call, char *const *word) {
    (void)word;
    send_frame((struct header){ .type = COMPLETE, .call = call + 1000 });
}

static void forge_type(patchbay_call call, char *const *word) {
    (void)word;
    send_frame((struct header){ .type = INVOKE, .call = call });
}

static void forge_ready(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    send_frame((struct header){ .type = READY });
}

static void forge_length(patchbay_call call, char *const *word) {
    (void)word;
    send_frame((struct header){ .type = COMPLETE, .call = call, .length = 1u << 30, .total = 1u << 30 });
}

static void forge_total(patchbay_call call, char *const *word) {
    (void)word;
    send_frame((struct header){ .type = COMPLETE, .call = call, .length = 65536, .total = 1u << 30 });
}

static void forge_offset(patchbay_call call, char *const *word) {
    (void)word;
    send_frame((struct header){ .type = COMPLETE, .call = call, .length = 8, .total = 64, .offset = 8 });
}

static void forge_flags(patchbay_call call, char *const *word) {
    (void)word;
    send_frame((struct header){ .type = COMPLETE, .call = call, .flags = 1 });
}

static void forge_fetch(patchbay_call call, char *const *word) {
    (void)word;
    /* a number may be used again once its answer has been given: of so many pairs one is quicker */
    for (uint64_t count = 0; count < 32; count++) send_frame((struct header){ .type = FETCH, .call = call, .request = 1 + count / 2, .length = 2, .total = 2 });
}

/* A crash that did not happen, of a call that is not ours. */
static void forge_crash(patchbay_call call, char *const *word) {
    (void)word;
    send_frame((struct header){ .type = CRASH, .call = call, .value = SIGSEGV, .request = 0x1234 });
    exit(3);
}

static void half_documents(patchbay_call call, char *const *word) {
    (void)word;
    for (uint64_t number = 1; number < 100000; number++)
        send_frame((struct header){ .type = FETCH, .call = call, .request = number, .length = 65536, .total = 65537 });
}

/* A document a byte at a time. */
static void drip(patchbay_call call, char *const *word) {
    (void)word;
    for (uint32_t offset = 0; offset < 1u << 20; offset++)
        send_frame((struct header){ .type = COMPLETE, .call = call, .length = 1, .total = 1u << 20, .offset = offset });
}

/* Well-formed, about a call that has ended: ignored each time, but not for ever. */
static void flood_late(patchbay_call call, char *const *word) {
    (void)word;
    answer(call, "answered");
    for (;;) send_frame((struct header){ .type = COMPLETE, .call = call });
}

static void flood_crashes(patchbay_call call, char *const *word) {
    (void)word;
    for (;;) send_frame((struct header){ .type = CRASH, .call = call, .value = SIGSEGV });
}

static void sleep_in_handler(int number) {
    (void)number;
    for (;;) sleep(1000);
}

/* Asks for answers, while all other threads are kept from reading them. */
static void stop_reading(patchbay_call call, char *const *word) {
    (void)word;
    signal(SIGUSR1, sleep_in_handler);
    for (int thread = getpid(); thread < getpid() + 64; thread++)
        if (thread != gettid()) syscall(SYS_tgkill, getpid(), thread, SIGUSR1);
    for (uint64_t number = 1;; number++) {
        send_frame((struct header){ .type = FETCH, .call = call, .request = number, .length = 2, .total = 2 });
        usleep(1000);
    }
}

static void flood_unread(patchbay_call call, char *const *word) {
    (void)word;
    for (uint64_t number = 1;; number++) send_frame((struct header){ .type = FETCH, .call = call, .request = number });
}

static void close_socket(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    close(SOCKET);
}

/* Reads what is meant for the worker, and throws it away. */
static void swallow(patchbay_call call, char *const *word) {
    static char packet[70000];
    (void)call, (void)word;
    while (read(SOCKET, packet, sizeof packet) > 0) {}
}

const struct fault frame_faults[] = {
    { "send-garbage", send_garbage }, { "send-short", send_short }, { "forge-call", forge_call }, { "forge-type", forge_type },
    { "forge-ready", forge_ready }, { "forge-length", forge_length }, { "forge-total", forge_total }, { "forge-offset", forge_offset },
    { "forge-flags", forge_flags }, { "forge-fetch", forge_fetch }, { "forge-crash", forge_crash }, { "half-documents", half_documents },
    { "drip", drip }, { "flood-late", flood_late }, { "flood-crashes", flood_crashes }, { "flood-unread", flood_unread }, { "stop-reading", stop_reading },
    { "close-socket", close_socket }, { "swallow", swallow }, { 0 },
};
