/*
 * echo.c: one action, "echo", which answers with its own input. It never blocks and, up to 64 KiB, never allocates, so
 * what a benchmark measures with it is the host.
 *
 *     cc -std=c99 -pedantic -Wall -Wextra -Werror -O2 -shared -fPIC -fvisibility=hidden -I PluginAPI/Header -o echo.so echo.c
 */
#include "patchbay_plugin.h"

#include <stdlib.h>
#include <string.h>

#define MANIFEST                                                                                                 \
    "{\"manifest_version\":1,\"id\":\"echo\",\"name\":\"Echo\",\"version\":\"1.0.0\","                           \
    "\"description\":\"Answers with what it was given.\",\"category\":\"developer\","                            \
    "\"limits\":{\"concurrency\":1024},"                                                                         \
    "\"actions\":[{\"id\":\"echo\",\"name\":\"Echo\",\"auth\":[],"                                               \
    "\"hints\":{\"read_only\":true,\"idempotent\":true},\"input\":{\"type\":\"object\"},\"output\":{\"type\":\"object\"}}]}"

static const patchbay_host *host;

/* The first byte after the string that starts at `at`, or NULL when it has no end. */
static const char *after_string(const char *at, const char *end) {
    for (at++; at < end; at++) {
        if (*at == '\\') at++;
        else if (*at == '"') return at + 1;
    }
    return NULL;
}

/* The first byte after the value that starts at `at`: the comma or bracket that closes it. NULL when it has no end. */
static const char *after_value(const char *at, const char *end) {
    int depth = 0;
    while (at && at < end) {
        if (*at == '"') { at = after_string(at, end); continue; }
        if (*at == '{' || *at == '[') depth++;
        if (*at == '}' || *at == ']') { if (depth == 0) return at; depth--; }
        if (*at == ',' && depth == 0) return at;
        at++;
    }
    return NULL;
}

static const char *after_space(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) at++;
    return at;
}

/* The value of a member of the object in `document`, empty when it is absent. The host sends well-formed JSON. */
static patchbay_bytes member(patchbay_bytes document, const char *name) {
    patchbay_bytes none = { NULL, 0 }, found = none;
    const char *end = (const char *)document.data + document.size;
    const char *at = after_space(document.data, end);
    size_t length = strlen(name);
    if (at == end || *at != '{') return none;
    for (at = after_space(at + 1, end); at < end && *at == '"'; at = after_space(at + 1, end)) {
        const char *key = at + 1, *after = after_string(at, end), *value;
        if (!after) return none;
        value = after_space(after, end);
        if (value == end || *value != ':') return none;
        value = after_space(value + 1, end);
        at = after_value(value, end);
        if (!at) return none;
        if ((size_t)(after - 1 - key) == length && memcmp(key, name, length) == 0) {
            found.data = value;
            found.size = (size_t)(at - value);
            return found;
        }
        if (*at != ',') return none;
    }
    return none;
}

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    static const char before[] = "{\"output\":", after[] = "}";
    static const char operation[] = "action.run";
    char small[65536], *answer = small;
    patchbay_bytes input = member(request->input, "input"), document;
    (void)context;

    document.size = sizeof before - 1 + input.size + sizeof after - 1;
    if (request->operation.size != sizeof operation - 1
        || memcmp(request->operation.data, operation, sizeof operation - 1) != 0 || input.size == 0) {
        host->complete(host->context, call, PATCHBAY_FAILED,
            PATCHBAY_TEXT("{\"class\":\"invalid_input\",\"message\":\"Only action.run with an input is understood.\"}"));
        return;
    }
    if (document.size > sizeof small) answer = malloc(document.size);
    if (!answer) {
        host->complete(host->context, call, PATCHBAY_FAILED,
            PATCHBAY_TEXT("{\"class\":\"retry\",\"message\":\"No memory for the answer.\"}"));
        return;
    }
    memcpy(answer, before, sizeof before - 1);
    memcpy(answer + sizeof before - 1, input.data, input.size);
    memcpy(answer + document.size - 1, after, 1);
    document.data = answer;
    host->complete(host->context, call, PATCHBAY_OK, document);
    if (answer != small) free(answer);
}

static const patchbay_plugin plugin = { sizeof plugin, 0, NULL, PATCHBAY_LITERAL(MANIFEST), invoke, NULL, NULL };

PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    host = given;
    return &plugin;
}
