/*
 * faulty.c: a connector without a fault, until one is planted:
 *
 *     cc -std=gnu11 -shared -fPIC -fvisibility=hidden -pthread -I PluginAPI/Header -DLEAK_MEMORY -o faulty.so faulty.c
 *
 * Each place that a definition changes is marked by it. The checker must find nothing in the faultless build, and in each other
 * just what was planted (Tests/WorkbenchTests/Check/PlantedFaultTests.swift).
 */
#define _GNU_SOURCE
#include "patchbay_blocking.h"
#include "patchbay_json.h"
#include "patchbay_note.h"
#include "manifest.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef NOTE_OF_ABI_2
#undef PATCHBAY_NOTE_TEXT
#define PATCHBAY_NOTE_TEXT(toolchain) "abi=2.0\ntoolchain=" toolchain "\n"
#endif
PATCHBAY_NOTE("gcc");

#ifdef WRITABLE_CODE
__asm__(".section .writable_code, \"awx\", @progbits\n.byte 0\n.text");
#endif

static const patchbay_host *host;
static const patchbay_blocking *blocking;

static void fail(patchbay_call call, const char *class, int32_t status, int32_t wait_s) {
    char text[200];
    int length = snprintf(text, sizeof text, "{\"class\":\"%s\",\"message\":\"The greeting service said no.\"", class);
    if (status) length += snprintf(text + length, sizeof text - (size_t)length, ",\"provider_status\":%d", status);
#ifdef WAIT_IN_ZEROS
    if (wait_s == 0) length += snprintf(text + length, sizeof text - (size_t)length, ",\"retry_after_ms\":0000");
    else
#endif
    if (wait_s >= 0) length += snprintf(text + length, sizeof text - (size_t)length, ",\"retry_after_ms\":%d", wait_s * 1000);
    length += snprintf(text + length, sizeof text - (size_t)length, "}");
    host->complete(host->context, call, PATCHBAY_FAILED, (patchbay_bytes){ text, (size_t)length });
}

static int equals(patchbay_bytes value, const char *text) {
    return value.size == strlen(text) && memcmp(value.data, text, value.size) == 0;
}

static int is_string(patchbay_bytes value) {
    return value.size > 2 && *(const char *)value.data == '"';
}

/* Retry-After in seconds; -1 when there is none. */
static int32_t wait_of(patchbay_bytes reply) {
    patchbay_bytes value = patchbay_json_member(patchbay_json_member(reply, "headers"), "retry-after");
    if (value.size < 3) return -1;
    return patchbay_json_number((patchbay_bytes){ (const char *)value.data + 1, value.size - 2 });
}

static const char *class_of(int32_t status) {
#ifdef STATUS
    if (status == STATUS) return STATUS_CLASS;
#endif
    switch (status) {
    case 401: return "reauthorize";
    case 400: case 404: case 409: case 422: return "invalid_input";
    case 429: return "rate_limited";
    default: return status >= 500 ? "retry" : "permanent";
    }
}

#ifdef LEAK_THREADS
static void *sleep_long(void *unused) {
    sleep(1000);
    return unused;
}
#endif

/* Sends one member; the reply lives until the next fetch of this call. */
static patchbay_status send_member(
    patchbay_call call, const char *method, const char *url, const char *member, patchbay_bytes value, patchbay_bytes *reply) {
    char request[8192];
    int length = snprintf(request, sizeof request, "{\"method\":\"%s\",\"url\":\"%s\",\"auth\":true,\"json\":{\"%s\":%.*s}}",
        method, url, member, (int)value.size, (const char *)value.data);
    if (length < 0 || (size_t)length >= sizeof request) return PATCHBAY_FAILED;
    return blocking->fetch(host->context, call, (patchbay_bytes){ request, (size_t)length }, reply);
}

static patchbay_status ask(patchbay_call call, patchbay_bytes name, patchbay_bytes *reply) {
#ifdef FOREIGN_HOST
    const char *url = "https://tracker.example.net/greet";
#else
    const char *url = "https://api.example.org/greet";
#endif
    return send_member(call, "POST", url, "name", name, reply);
}

static void answer(patchbay_call call, patchbay_bytes greeting) {
    char *text = malloc(greeting.size + 64);
    if (!text) return fail(call, "retry", 0, -1);
#ifdef NO_OUTPUT
    int length = sprintf(text, "{\"greeting\":%.*s}", (int)greeting.size, (const char *)greeting.data);
#else
    int length = sprintf(text, "{\"output\":{\"greeting\":%.*s}}", (int)greeting.size, (const char *)greeting.data);
#endif
    host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ text, (size_t)length });
#ifdef COMPLETES_TWICE
    host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ text, (size_t)length });
#endif
    free(text);
}

static void take(patchbay_call call, patchbay_bytes reply) {
    int32_t status = patchbay_json_number(patchbay_json_member(reply, "status"));
    patchbay_bytes greeting = patchbay_json_member(patchbay_json_member(reply, "json"), "greeting");
#ifdef CRASHES_ON_STATUS
    if (status == CRASHES_ON_STATUS) abort();
#endif
#ifdef SUCCEEDS_ON_STATUS
    if (status == SUCCEEDS_ON_STATUS) return answer(call, PATCHBAY_TEXT("\"Good day\""));
#endif
#ifdef SUCCEEDS_WITHOUT_BODY
    if (status == 200 && !is_string(greeting)) return answer(call, PATCHBAY_TEXT("null"));
#endif
#ifdef CRASHES_ON_UNICODE
    if (memchr(reply.data, 0xF0, reply.size)) abort();
#endif
#ifdef CRASHES_ON_LARGE
    if (reply.size > 1 << 20) abort();
#endif
#ifdef NO_WAIT
    if (status == 429) return fail(call, "rate_limited", 429, -1);
#endif
    if (status < 200 || status > 299) return fail(call, class_of(status), status, wait_of(reply));
    if (!is_string(greeting)) return fail(call, "retry", status, -1);
    answer(call, greeting);
}

static void greet(patchbay_call call, patchbay_bytes name) {
    patchbay_bytes reply = { 0, 0 };
#ifdef EXITS
    _exit(0);
#endif
#ifdef MIXES_UP
    static char last[8192];
    memcpy(last, name.data, name.size < sizeof last ? name.size : sizeof last);
    nanosleep(&(struct timespec){ 0, 2000000 }, NULL);
    name.data = last;
#endif
    patchbay_status status = ask(call, name, &reply);
#ifdef IGNORES_CANCEL
    if (status == PATCHBAY_CANCELLED) for (;;) sleep(1000);
#endif
#ifdef FAILURE
    if (status == PATCHBAY_FAILED && memmem(reply.data, reply.size, FAILURE, strlen(FAILURE))) return fail(call, "permanent", 0, -1);
#endif
    if (status != PATCHBAY_OK) return host->complete(host->context, call, status, reply);
#ifdef ENDLESS_PAGES
    while (patchbay_json_member(patchbay_json_member(reply, "json"), "next_cursor").size) {
        if (ask(call, name, &reply) != PATCHBAY_OK) break;
    }
#endif
    take(call, reply);
}

/* A provider's request becomes one event with its body. */
static void receive(patchbay_call call, patchbay_bytes input) {
    patchbay_bytes data = patchbay_json_member(patchbay_json_member(input, "request"), "json");
    if (!data.size) return fail(call, "invalid_input", 0, -1);
    char *text = malloc(data.size + 64);
    if (!text) return fail(call, "retry", 0, -1);
#ifdef NO_EVENTS
    int length = sprintf(text, "{\"event\":%.*s}", (int)data.size, (const char *)data.data);
#else
    int length = sprintf(text, "{\"events\":[{\"data\":%.*s}]}", (int)data.size, (const char *)data.data);
#endif
    host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ text, (size_t)length });
    free(text);
}

static void subscribe(patchbay_call call, patchbay_bytes callback) {
    patchbay_bytes reply = { 0, 0 };
    if (!is_string(callback)) return fail(call, "invalid_input", 0, -1);
    patchbay_status outcome = send_member(call, "POST", "https://api.example.org/hooks", "url", callback, &reply);
    if (outcome != PATCHBAY_OK) return host->complete(host->context, call, outcome, reply);
    int32_t status = patchbay_json_number(patchbay_json_member(reply, "status"));
#ifdef SUBSCRIBES_ON_STATUS
    if (status == SUBSCRIBES_ON_STATUS) status = 200;
#endif
    if (status < 200 || status > 299) return fail(call, class_of(status), status, wait_of(reply));
    host->complete(host->context, call, PATCHBAY_OK, PATCHBAY_TEXT("{\"subscription\":{\"id\":\"h1\"}}"));
}

/* A subscription that is gone already is undone. */
static void unsubscribe(patchbay_call call, patchbay_bytes subscription) {
    patchbay_bytes reply = { 0, 0 };
    if (!subscription.size) return fail(call, "invalid_input", 0, -1);
    patchbay_status outcome = send_member(call, "DELETE", "https://api.example.org/hooks", "hook", subscription, &reply);
    if (outcome != PATCHBAY_OK) return host->complete(host->context, call, outcome, reply);
    int32_t status = patchbay_json_number(patchbay_json_member(reply, "status"));
    if (status != 404 && status != 410 && (status < 200 || status > 299)) return fail(call, class_of(status), status, wait_of(reply));
    host->complete(host->context, call, PATCHBAY_OK, PATCHBAY_TEXT("{}"));
}

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    patchbay_bytes name = patchbay_json_member(patchbay_json_member(request->input, "input"), "name");
    (void)context;
#ifdef LEAK_MEMORY
    char *leak = malloc(4096);
    if (leak) memset(leak, 1, 4096);
    __asm__ volatile("" : : "r"(leak) : "memory");
#endif
#ifdef LEAK_THREADS
    pthread_t thread;
    if (pthread_create(&thread, NULL, sleep_long, NULL) == 0) pthread_detach(thread);
#endif
#ifdef LEAK_FILES
    (void)!open("/usr/share/zoneinfo/UTC", O_RDONLY);
#endif
    if (equals(patchbay_json_member(request->input, "trigger"), "\"greeted\"")) {
        if (equals(request->operation, "trigger.receive")) return receive(call, request->input);
        if (equals(request->operation, "trigger.subscribe")) return subscribe(call, patchbay_json_member(request->input, "callback_url"));
        if (equals(request->operation, "trigger.unsubscribe")) return unsubscribe(call, patchbay_json_member(request->input, "subscription"));
    }
#ifndef ANSWERS_EVERYTHING
    if (!equals(request->operation, "action.run")) return fail(call, "invalid_input", 0, -1);
#endif
#ifdef CRASHES_ON_GARBAGE
    if (!name.size) abort();
#endif
    if (!is_string(name) || !equals(patchbay_json_member(request->input, "action"), "\"greet\"")) return fail(call, "invalid_input", 0, -1);
#ifdef CRASHES_ON_LENGTH
    if (name.size > 500) abort();
#endif
    greet(call, name);
}

static patchbay_plugin plugin = { sizeof plugin, PATCHBAY_BLOCKS, NULL, PATCHBAY_LITERAL(MANIFEST), invoke, NULL, NULL };

#ifdef CRASHES_IN_CONSTRUCTOR
__attribute__((constructor)) static void construct(void) { abort(); }
#endif

#ifdef STARTS_A_THREAD
static void *wait_forever(void *unused) {
    pause();
    sleep(1000);
    return unused;
}
#endif

#ifdef EXPORTS_MORE
PATCHBAY_EXPORT int helper(void);
int helper(void) { return 1; }
#endif

#ifndef NO_ENTRY
PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    host = given;
    blocking = host->extension(host->context, PATCHBAY_BLOCKING_ID);
#ifdef REFUSES_TO_START
    return NULL;
#endif
#ifdef SLOW_ENTRY
    nanosleep(&(struct timespec){ 0, 200000000 }, NULL);
#endif
#ifdef STARTS_A_THREAD
    pthread_t thread;
    pthread_create(&thread, NULL, wait_forever, NULL);
#endif
#ifdef MANIFEST_BY_CHANCE
    static char changing[] = MANIFEST "                ";
    unsigned char chance[16];
    host->random(host->context, chance, sizeof chance);
    for (size_t index = 0; index < sizeof chance; index++) changing[sizeof changing - 2 - index] = chance[index] & 1 ? ' ' : '\t';
    plugin.manifest = (patchbay_bytes){ changing, sizeof changing - 1 };
#endif
    return blocking ? &plugin : NULL;
}
#endif
