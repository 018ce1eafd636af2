/* More of everything: threads, memory, descriptors, text, documents. */
#include "hostile.h"

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>

static void *wait_for_ever(void *unused) {
    for (;;) sleep(1000); /* pause is not on the list of system calls */
    return unused;
}

static void flood_threads(patchbay_call call, char *const *word) {
    int count = 0;
    pthread_t thread;
    (void)word;
    while (count < 100000 && pthread_create(&thread, NULL, wait_for_ever, NULL) == 0) count++;
    answer(call, "%d", count);
}

static void flood_memory(patchbay_call call, char *const *word) {
    size_t count = 0;
    (void)word;
    for (char *bytes; count < 4096 && (bytes = malloc(1 << 20)); count++) memset(bytes, 'm', 1 << 20);
    answer(call, "%zu", count);
}

static void flood_descriptors(patchbay_call call, char *const *word) {
    int count = 0;
    (void)word;
    while (count < 100000 && eventfd(0, 0) >= 0) count++;
    answer(call, "%d", count);
}

static void flood_output(patchbay_call call, char *const *word) {
    static char line[4096];
    size_t written = 0;
    (void)word;
    memset(line, 'o', sizeof line);
    for (ssize_t count; written < 64u << 20 && (count = write(2, line, sizeof line)) > 0; written += (size_t)count) {}
    answer(call, "%zu", written);
}

/* A document that is larger than any may be, of memory that is not there. */
static void answer_gigabyte(patchbay_call call, char *const *word) {
    size_t size = 1u << 30;
    (void)word;
    void *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (zeros == MAP_FAILED) abort();
    host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ zeros, size });
}

/* 15 MiB that begin `word[0]` and go on with `word[1]`: a small text that makes a large tree. */
static void answer_bomb(patchbay_call call, char *const *word) {
    size_t size = 15u << 20, length = strlen(word[0]), step = strlen(word[1]);
    char *text = malloc(size);
    if (!text) abort();
    memcpy(text, word[0], length);
    for (; length + step <= size; length += step) memcpy(text + length, word[1], step);
    host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ text, length });
}

static void flood_log(patchbay_call call, char *const *word) {
    (void)word;
    for (;;) host->log(host->context, 0, PATCHBAY_LOG_ERROR, PATCHBAY_TEXT("a line"));
    (void)call;
}

static void flood_call_log(patchbay_call call, char *const *word) {
    (void)word;
    for (;;) host->log(host->context, call, PATCHBAY_LOG_ERROR, PATCHBAY_TEXT("a line"));
}

static void ignore_reply(void *user, patchbay_status status, patchbay_bytes document) {
    (void)user, (void)status, (void)document;
}

static void flood_fetches(patchbay_call call, char *const *word) {
    (void)word;
    for (;;) host->fetch(host->context, call, PATCHBAY_TEXT("{\"url\":\"https://nowhere.example/\"}"), NULL, ignore_reply);
}

/* Each as large as a document may be: what the host keeps of them is our memory no more. */
static void flood_large_fetches(patchbay_call call, char *const *word) {
    size_t size = 16u << 20;
    (void)word;
    void *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (zeros == MAP_FAILED) abort();
    for (int count = 0; count < 63; count++) host->fetch(host->context, call, (patchbay_bytes){ zeros, size }, NULL, ignore_reply);
}

const struct fault flood_faults[] = {
    { "flood-threads", flood_threads }, { "flood-memory", flood_memory }, { "flood-descriptors", flood_descriptors },
    { "flood-output", flood_output }, { "answer-gigabyte", answer_gigabyte }, { "answer-bomb", answer_bomb }, { "flood-log", flood_log },
    { "flood-call-log", flood_call_log }, { "flood-fetches", flood_fetches }, { "flood-large-fetches", flood_large_fetches }, { 0 },
};
