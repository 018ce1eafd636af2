/*
 * __ID__.c: the connector __NAME__, with one action that writes a note.
 *
 * It blocks, which is the simplest way to write one: the host calls it on a pool of threads. The token never comes here;
 * manifest.json tells the host where to put it.
 */
#include "patchbay_blocking.h"
#include "patchbay_json.h"

#include <stdio.h>
#include <string.h>

/* manifest.json as a string, made by the Makefile. */
static const char manifest[] =
#include "manifest.h"
    ;

static const patchbay_host *host;
static const patchbay_blocking *blocking;

static int is(patchbay_bytes bytes, const char *text) {
    return bytes.size == strlen(text) && memcmp(bytes.data, text, bytes.size) == 0;
}

static void fail(patchbay_call call, patchbay_bytes error) {
    host->complete(host->context, call, PATCHBAY_FAILED, error);
}

/* What a provider's status means to the host: sign in anew, wait, mend the input, try again, or give up. */
static const char *class_of(int32_t status) {
    switch (status) {
    case 401: return "reauthorize";
    case 429: return "rate_limited";
    case 400: case 404: case 409: case 410: case 422: return "invalid_input";
    default: return status == 408 || status >= 500 ? "retry" : "permanent";
    }
}

/* Ends a call for a status. Where the provider says in Retry-After for how many seconds to wait, the host waits. */
static void refuse(patchbay_call call, int32_t status, patchbay_bytes reply) {
    char text[256], wait[48] = "";
    patchbay_bytes after = patchbay_json_member(patchbay_json_member(reply, "headers"), "retry-after"), error;
    int32_t seconds = -1;
    if (after.size > 2) { /* without the quotes */
        after.data = (const char *)after.data + 1;
        after.size -= 2;
        seconds = patchbay_json_number(after);
    }
    if (seconds >= 0) snprintf(wait, sizeof wait, ",\"retry_after_ms\":%lld", seconds * 1000LL);
    error.data = text;
    error.size = (size_t)snprintf(text, sizeof text, "{\"class\":\"%s\",\"message\":\"__NAME__ answered %ld.\",\"provider_status\":%ld%s}",
        class_of(status), (long)status, (long)status, wait);
    fail(call, error);
}

/* Sends a request and gives its answer's JSON; false when the call has ended because there is none. */
static int ask(patchbay_call call, patchbay_bytes request, patchbay_bytes *json) {
    patchbay_bytes reply;
    int32_t status;
    patchbay_status ending = blocking->fetch(host->context, call, request, &reply);
    if (ending != PATCHBAY_OK) { /* the document is the host's error, which is ours as well */
        host->complete(host->context, call, ending, reply);
        return 0;
    }
    status = patchbay_json_number(patchbay_json_member(reply, "status"));
    if (status < 200 || status >= 300) {
        refuse(call, status, reply);
        return 0;
    }
    *json = patchbay_json_member(reply, "json");
    return 1;
}

/* A piece of a document for printf's %.*s, as it is written there; `otherwise` where there is none. */
#define PIECE(value, otherwise) \
    (int)((value).size ? (value).size : sizeof(otherwise) - 1), (const char *)((value).size ? (value).data : (otherwise))

static void create_note(patchbay_call call, patchbay_bytes input) {
    char text[32768];
    patchbay_bytes document, json, id;
    patchbay_bytes title = patchbay_json_member(input, "title"), body = patchbay_json_member(input, "text");
    /* Both are JSON strings, in quotes and escaped, checked by the host: they go into the request as they are. */
    int length = snprintf(text, sizeof text,
        "{\"method\":\"POST\",\"url\":\"https://api.example.org/v1/notes\",\"auth\":true,\"json\":{\"title\":%.*s%s%.*s}}",
        PIECE(title, "\"\""), body.size ? ",\"text\":" : "", PIECE(body, ""));
    document.data = text;
    document.size = (size_t)length;
    if (length < 0 || document.size >= sizeof text) {
        fail(call, PATCHBAY_TEXT("{\"class\":\"invalid_input\",\"message\":\"The note is too long.\",\"field\":\"text\"}"));
        return;
    }
    if (!ask(call, document, &json)) return;
    id = patchbay_json_member(json, "id");
    length = snprintf(text, sizeof text, "{\"output\":{\"id\":%.*s}}", PIECE(id, ""));
    document.size = (size_t)length;
    if (!id.size || length < 0 || document.size >= sizeof text) { /* cut off, or not from the API at all */
        fail(call, PATCHBAY_TEXT("{\"class\":\"retry\",\"message\":\"The answer of __NAME__ is not what it should be.\"}"));
        return;
    }
    host->complete(host->context, call, PATCHBAY_OK, document);
}

static void test_token(patchbay_call call) {
    patchbay_bytes json;
    if (!ask(call, PATCHBAY_TEXT("{\"url\":\"https://api.example.org/v1/me\",\"auth\":true}"), &json)) return;
    host->complete(host->context, call, PATCHBAY_OK, PATCHBAY_TEXT("{\"ok\":true}"));
}

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    (void)context;
    if (is(request->operation, "action.run")
        && is(patchbay_json_member(request->input, "action"), "\"create_note\"")) {
        create_note(call, patchbay_json_member(request->input, "input"));
    } else if (is(request->operation, "auth.test")) {
        test_token(call);
    } else {
        fail(call, PATCHBAY_TEXT("{\"class\":\"invalid_input\",\"message\":\"__NAME__ does not know this operation.\"}"));
    }
}

static const patchbay_plugin plugin = { sizeof plugin, PATCHBAY_BLOCKS, NULL, { manifest, sizeof manifest - 1 }, invoke, NULL, NULL };

PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    host = given;
    blocking = host->extension(host->context, PATCHBAY_BLOCKING_ID);
    return blocking ? &plugin : NULL;
}
