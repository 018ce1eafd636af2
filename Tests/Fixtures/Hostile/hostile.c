/* The plugin's table, and the words that select an attempt. */
#include "hostile.h"
#include "patchbay_json.h"

#include <stdarg.h>

const patchbay_host *host;

static const struct attempt *const attempts[] = {
    file_attempts, name_attempts, network_attempts, process_attempts, victim_attempts, kernel_attempts, privilege_attempts, memory_attempts,
};
static const struct fault *const faults[] = { crash_faults, flood_faults, frame_faults, call_faults };

/* The last call was of the action: it wants its answer in an envelope. */
static volatile int acts;

void answer(patchbay_call call, const char *format, ...) {
    char text[8192], envelope[8192 + 32];
    va_list rest;
    va_start(rest, format);
    int size = vsnprintf(text, sizeof text, format, rest);
    va_end(rest);
    if (acts) size = snprintf(envelope, sizeof envelope, "{\"output\":\"%s\"}", text);
    host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ acts ? envelope : text, (size_t)size });
}

static void make(patchbay_call call, const struct attempt *attempt, char *const *word) {
    struct told told = { "" };
    errno = 0;
    if (attempt->run(word, &told) < 0) answer(call, "denied %s", strerrorname_np(errno));
    else answer(call, "done %s", told.text);
}

/* What the call is to do: its input, or of the action `{"words": "…"}`. */
static patchbay_bytes words_of(const patchbay_request *request) {
    patchbay_bytes words = patchbay_json_member(patchbay_json_member(request->input, "input"), "words");
    acts = words.size >= 2;
    return acts ? (patchbay_bytes){ (const char *)words.data + 1, words.size - 2 } : request->input;
}

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    static _Thread_local char input[4096];
    char *word[8] = { "", "", "", "", "", "", "", "" }, *rest;
    patchbay_bytes words = words_of(request);
    size_t size = words.size < sizeof input ? words.size : sizeof input - 1;
    (void)context;
    memcpy(input, words.data, size);
    input[size] = '\0';
    int count = 0;
    for (char *next = strtok_r(input, " ", &rest); next && count < 7; next = strtok_r(NULL, " ", &rest)) word[count++] = next;

    if (!strcmp(word[0], "process")) return answer(call, "%d", getpid());
    for (size_t topic = 0; topic < sizeof attempts / sizeof *attempts; topic++)
        for (const struct attempt *attempt = attempts[topic]; attempt->name; attempt++)
            if (!strcmp(attempt->name, word[0])) return make(call, attempt, word + 1);
    for (size_t topic = 0; topic < sizeof faults / sizeof *faults; topic++)
        for (const struct fault *fault = faults[topic]; fault->name; fault++)
            if (!strcmp(fault->name, word[0])) return fault->run(call, word + 1);
    answer(call, "unknown %s", word[0]);
}

static const patchbay_plugin plugin = {
    .size = sizeof plugin, .invoke = invoke, .cancel = cancelled,
    .manifest = PATCHBAY_LITERAL("{\"manifest_version\":1,\"id\":\"hostile\",\"name\":\"Hostile\",\"version\":\"1.0.0\","
                                 "\"actions\":[{\"id\":\"do\",\"name\":\"Do\",\"input\":{\"type\":\"object\"}}]}"),
};

PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    host = given;
    return &plugin;
}
