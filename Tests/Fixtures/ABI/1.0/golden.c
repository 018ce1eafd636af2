/*
 * golden.c: uses every part of ABI 1.0 that a blocking plugin has. Built against the header stored beside it; the built file
 * is kept, because what must go on working is the file.
 */
#include "patchbay_blocking.h"

#include <stdio.h>
#include <string.h>

static const patchbay_host *host;
static const patchbay_blocking *blocking;

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    char text[512];
    uint8_t noise[32] = { 0 };
    int is_random = 0, length;
    size_t index;
    patchbay_bytes document, reply;
    patchbay_status status;
    if (context != (void *)&host || request->size < sizeof *request || request->operation.size != strlen("action.run")) {
        host->complete(host->context, call, PATCHBAY_FAILED, PATCHBAY_TEXT("{\"class\":\"bug\",\"message\":\"The call is not what it was.\"}"));
        return;
    }
    host->log(host->context, call, PATCHBAY_LOG_INFO, PATCHBAY_TEXT("golden"));
    host->random(host->context, noise, sizeof noise);
    for (index = 0; index < sizeof noise; index++) is_random |= noise[index] != 0;
    status = blocking->fetch(host->context, call, PATCHBAY_TEXT("{\"url\":\"https://api.example.org/golden\"}"), &reply);
    length = snprintf(text, sizeof text,
        "{\"output\":{\"attempt\":%u,\"in_time\":%d,\"now\":%d,\"random\":%d,\"unknown\":%d,\"cancelled\":%d,\"fetched\":%d}}",
        (unsigned)request->attempt, request->time_left > 0, host->now(host->context) > 0, is_random,
        host->extension(host->context, "golden.unknown/1") != NULL, (int)blocking->cancelled(host->context, call),
        status == PATCHBAY_OK && reply.size > 0);
    document.data = text;
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
