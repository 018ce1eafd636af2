/*
 * golden.c: uses every part of ABI 1.0 that a blocking plugin has. Built against the header stored beside it; the built file
 * is kept, because what must go on working is the file.
 */
#include "patchbay_blocking.h"

#include <stdio.h>
#include <string.h>

static const patchbay_host *host;
static const patchbay_blocking *blocking;

/* The digits behind a key of a document, as a number; -1 when there are none. */
static long number_after(const char *key, patchbay_bytes document) {
    const char *at = (const char *)document.data, *end = at + document.size;
    size_t length = strlen(key);
    long number = -1;
    for (; at + length < end; at++) {
        if (memcmp(at, key, length)) continue;
        for (at += length; at < end && *at >= '0' && *at <= '9' && number < 1000000; at++) number = (number < 0 ? 0 : number * 10) + (*at - '0');
        return number;
    }
    return -1;
}

static const char *class_of(long status) {
    if (status == 401) return "reauthorize";
    if (status == 429) return "rate_limited";
    return status >= 500 ? "retry" : "permanent";
}

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    char text[512];
    uint8_t noise[32] = { 0 };
    int is_random = 0, length;
    size_t index;
    patchbay_bytes document, reply;
    patchbay_status status;
    long http, wait;
    if (request->operation.size != strlen("action.run") || memcmp(request->operation.data, "action.run", strlen("action.run"))) {
        host->complete(host->context, call, PATCHBAY_FAILED, PATCHBAY_TEXT("{\"class\":\"invalid_input\",\"message\":\"There is no such operation.\"}"));
        return;
    }
    if (context != (void *)&host || request->size < sizeof *request) {
        host->complete(host->context, call, PATCHBAY_FAILED, PATCHBAY_TEXT("{\"class\":\"bug\",\"message\":\"The call is not what it was.\"}"));
        return;
    }
    host->log(host->context, call, PATCHBAY_LOG_INFO, PATCHBAY_TEXT("golden"));
    host->random(host->context, noise, sizeof noise);
    for (index = 0; index < sizeof noise; index++) is_random |= noise[index] != 0;
    status = blocking->fetch(host->context, call, PATCHBAY_TEXT("{\"url\":\"https://api.example.org/golden\"}"), &reply);
    document.data = text;
    if (status != PATCHBAY_OK) {
        host->complete(host->context, call, status, reply);
        return;
    }
    http = number_after("\"status\":", reply);
    if (http < 200 || http > 299) {
        wait = number_after("\"retry-after\":\"", reply);
        length = snprintf(text, sizeof text, "{\"class\":\"%s\",\"message\":\"It answered %ld.\",\"retry_after_ms\":%ld}",
            class_of(http), http, wait < 0 ? 0 : wait * 1000);
        document.size = (size_t)length;
        host->complete(host->context, call, PATCHBAY_FAILED, document);
        return;
    }
    length = snprintf(text, sizeof text,
        "{\"output\":{\"attempt\":%u,\"in_time\":%d,\"now\":%d,\"random\":%d,\"unknown\":%d,\"cancelled\":%d,\"fetched\":%d}}",
        (unsigned)request->attempt, request->time_left > 0, host->now(host->context) > 0, is_random,
        host->extension(host->context, "golden.unknown/1") != NULL, (int)blocking->cancelled(host->context, call),
        reply.size > 0);
    document.size = (size_t)length;
    host->complete(host->context, call, PATCHBAY_OK, document);
}

static const void *extension(void *context, const char *id) {
    (void)context, (void)id;
    return NULL;
}

static const patchbay_plugin plugin = {
    sizeof plugin, PATCHBAY_BLOCKS, (void *)&host,
    PATCHBAY_LITERAL("{\"manifest_version\":1,\"id\":\"golden-c\",\"name\":\"Golden C\",\"version\":\"1.0.0\","
        "\"hosts\":[{\"host\":\"api.example.org\"}],"
        "\"actions\":[{\"id\":\"use_all\",\"name\":\"Use all\",\"auth\":[],\"input\":{\"type\":\"object\"}}]}"),
    invoke, NULL, extension };

PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    if (!given || given->size < sizeof *given || given->abi_minor > 1000) return NULL;
    host = given;
    blocking = host->extension(host->context, PATCHBAY_BLOCKING_ID);
    return blocking && blocking->size >= sizeof *blocking ? &plugin : NULL;
}
