/* The plugin called as a host calls it, with one answer from a script: no host, no network. */
#include "patchbay_blocking.h"

#include <stdio.h>
#include <string.h>

/* What the plugin asked for, what it gets, and how its call ended. */
static char sent[4096], ending[4096];
static const char *answer;
static patchbay_status ended;
static int completions, failures;

static void keep(char *room, patchbay_bytes bytes) {
    size_t size = bytes.size < 4095 ? bytes.size : 4095;
    memcpy(room, bytes.data, size);
    room[size] = 0;
}

static void complete(void *context, patchbay_call call, patchbay_status status, patchbay_bytes document) {
    (void)context, (void)call;
    keep(ending, document);
    ended = status;
    completions++;
}

static patchbay_status fetch(void *context, patchbay_call call, patchbay_bytes request, patchbay_bytes *response) {
    (void)context, (void)call;
    keep(sent, request);
    response->data = answer;
    response->size = strlen(answer);
    return PATCHBAY_OK;
}

static int32_t cancelled(void *context, patchbay_call call) {
    (void)context, (void)call;
    return 0;
}

static const patchbay_blocking blocking = { sizeof blocking, fetch, cancelled };

static const void *extension(void *context, const char *id) {
    (void)context;
    return strcmp(id, PATCHBAY_BLOCKING_ID) == 0 ? &blocking : NULL;
}

static void call(const patchbay_plugin *plugin, const char *operation, const char *input, const char *reply) {
    patchbay_request request = { sizeof request, 1, 15000, { operation, strlen(operation) }, { input, strlen(input) } };
    answer = reply;
    sent[0] = 0;
    completions = 0;
    plugin->invoke(plugin->context, 1, &request);
}

static void expect(int holds, const char *sentence) {
    printf("%s %s\n", holds ? "ok  " : "FAIL", sentence);
    if (!holds) {
        printf("     sent:  %s\n     ended: %d %s\n", sent, (int)ended, ending);
        failures++;
    }
}

#define NOTE "{\"action\":\"create_note\",\"input\":{\"title\":\"Groceries\"},\"connection\":{\"id\":\"c\",\"scheme\":\"token\",\"fields\":{}}}"

int main(void) {
    static const patchbay_host host = { .size = sizeof host, .complete = complete, .extension = extension };
    const patchbay_plugin *plugin = patchbay_plugin_v1(&host);
    if (!plugin) return puts("FAIL the plugin refuses to be loaded"), 1;

    call(plugin, "action.run", NOTE, "{\"status\":201,\"headers\":{},\"json\":{\"id\":\"n1\"}}");
    expect(completions == 1 && ended == PATCHBAY_OK && !strcmp(ending, "{\"output\":{\"id\":\"n1\"}}"), "a note is written");
    expect(!strcmp(sent, "{\"method\":\"POST\",\"url\":\"https://api.example.org/v1/notes\",\"auth\":true,"
                         "\"json\":{\"title\":\"Groceries\"}}"), "it is sent with the credential");

    call(plugin, "action.run", NOTE, "{\"status\":422,\"headers\":{}}");
    expect(ended == PATCHBAY_FAILED && strstr(ending, "invalid_input"), "what the provider refuses is the input's fault");

    call(plugin, "action.run", NOTE, "{\"status\":429,\"headers\":{\"retry-after\":\"30\"}}");
    expect(ended == PATCHBAY_FAILED && strstr(ending, "rate_limited") && strstr(ending, "\"retry_after_ms\":30000"), "it waits as long as it is asked to");

    call(plugin, "action.run", NOTE, "{\"status\":200,\"headers\":{},\"text\":\"<html>\"}");
    expect(ended == PATCHBAY_FAILED && strstr(ending, "retry"), "an answer without an id is no success");

    call(plugin, "auth.test", "{}", "{\"status\":401,\"headers\":{}}");
    expect(ended == PATCHBAY_FAILED && strstr(ending, "reauthorize"), "a token that does not work fails its test");

    call(plugin, "no.such", "{}", "");
    expect(completions == 1 && ended == PATCHBAY_FAILED && !sent[0], "an unknown operation sends nothing");
    return failures > 0;
}
