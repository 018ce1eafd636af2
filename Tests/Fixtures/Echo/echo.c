/*
 * echo.c: one action, "echo", which answers with its own input; to any other operation it answers with the document it
 * got, unread. It never blocks and, up to 64 KiB, never allocates, so what a benchmark measures with it is the host.
 *
 *     cc -std=c99 -pedantic -Wall -Wextra -Werror -O2 -shared -fPIC -fvisibility=hidden -I PluginAPI/Header -o echo.so echo.c
 */
#include "patchbay_json.h"

#include <stdlib.h>
#include <string.h>

#define MANIFEST                                                                                                  \
    "{\"manifest_version\":1,\"id\":\"echo\",\"name\":\"Echo\",\"version\":\"1.0.0\","                            \
    "\"description\":\"Answers with what it was given.\",\"category\":\"developer\","                             \
    "\"limits\":{\"concurrency\":1024},"                                                                          \
    "\"actions\":[{\"id\":\"echo\",\"name\":\"Echo\",\"auth\":[],"                                                \
    "\"hints\":{\"read_only\":true,\"idempotent\":true},\"input\":{\"type\":\"object\"},\"output\":{\"type\":\"object\"}}]}"

static const patchbay_host *host;

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    static const char before[] = "{\"output\":", after[] = "}", operation[] = "action.run";
    char small[65536], *answer = small;
    patchbay_bytes document;
    (void)context;

    if (request->operation.size != sizeof operation - 1 || memcmp(request->operation.data, operation, sizeof operation - 1) != 0) {
        host->complete(host->context, call, PATCHBAY_OK, request->input);
        return;
    }
    patchbay_bytes input = patchbay_json_member(request->input, "input");
    if (input.size == 0) {
        host->complete(host->context, call, PATCHBAY_FAILED,
            PATCHBAY_TEXT("{\"class\":\"invalid_input\",\"message\":\"There is no input.\"}"));
        return;
    }
    document.size = sizeof before - 1 + input.size + sizeof after - 1;
    if (document.size > sizeof small) answer = malloc(document.size);
    if (!answer) {
        host->complete(host->context, call, PATCHBAY_FAILED,
            PATCHBAY_TEXT("{\"class\":\"retry\",\"message\":\"No memory for the answer.\"}"));
        return;
    }
    memcpy(answer, before, sizeof before - 1);
    memcpy(answer + sizeof before - 1, input.data, input.size);
    memcpy(answer + document.size - 1, after, sizeof after - 1);
    document.data = answer;
    host->complete(host->context, call, PATCHBAY_OK, document);
    if (answer != small) free(answer);
}

static const patchbay_plugin plugin = { sizeof plugin, 0, NULL, PATCHBAY_LITERAL(MANIFEST), invoke, NULL, NULL };

PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    host = given;
    return &plugin;
}
