/*
 * relay.c: sends whatever request its input holds and answers with the reply, so that a test can play any connector.
 *
 *     cc -std=c99 -pedantic -Wall -Wextra -Werror -O2 -shared -fPIC -fvisibility=hidden -I PluginAPI/Header -o relay.so relay.c
 *
 * Its hosts are those of the connection. The field "base" of a connection is where auth.test looks: GET <base>/me. The action
 * "show" answers with what the plugin is told of the connection. "leave" sends the input's "left" as well and does not wait for
 * its reply, "die" ends the process where "leave" answers. "tally" says how many requests were asked for, and how many replies
 * came. With CARELESS defined it is a build that calls no field secret.
 */
#include "patchbay_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS(more, required)                                                                                            \
    "\"fields\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"allowed_hosts\"" required "],\"properties\":{" \
        "\"allowed_hosts\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":1},"                          \
        "\"base\":{\"type\":\"string\"}" more "}}"
#ifdef CARELESS
#define IS_SECRET "false"
#define PLACE(name) "{{field:" name "}}"
#else
#define IS_SECRET "true"
#define PLACE(name) "{{secret:" name "}}"
#endif
#define SECRET(name, rules) ",\"" name "\":{\"type\":\"string\",\"x-secret\":" IS_SECRET rules "}"
#define TEST "\"test\":{\"operation\":\"auth.test\"},\"identity\":{\"operation\":\"auth.identity\"}"
#define ACTION(id, more) "{\"id\":\"" id "\",\"name\":\"" id "\",\"input\":{\"type\":\"object\"}" more "}"

#define MANIFEST                                                                                                          \
    "{\"manifest_version\":1,\"id\":\"relay\",\"name\":\"Relay\",\"version\":\"1.0.0\",\"aliases\":[\"repeater\"],"       \
    "\"hosts\":[{\"host\":\"{connection}\"}],\"limits\":{\"concurrency\":64},\"auth\":["                                  \
        "{\"id\":\"bearer\",\"kind\":\"bearer\",\"name\":\"Token\","                                          \
            "\"apply\":{\"headers\":{\"Authorization\":\"Bearer " PLACE("token") "\"}}," FIELDS(SECRET("token", ",\"minLength\":8"), ",\"token\"") "," TEST "}," \
        "{\"id\":\"webhook\",\"kind\":\"url_secret\",\"name\":\"Webhook\",\"apply\":{\"url\":\"" PLACE("url") "\"},"        \
            "\"url_pattern\":\"^http://127\\\\.0\\\\.0\\\\.1:[0-9]+/hooks/[A-Za-z0-9]+(\\\\?[a-z=]+)?$\"," FIELDS(SECRET("url", ""), ",\"url\"") "}" \
    "],\"actions\":["                                                                                                     \
        ACTION("send", ",\"output\":{\"type\":\"object\",\"required\":[\"status\"],\"properties\":{\"json\":{\"type\":\"object\"}}}") "," \
        ACTION("send_once", ",\"hints\":{\"idempotency_key_header\":\"Idempotency-Key\"}") ","                            \
        ACTION("send_open", ",\"auth\":[]") ","                                                                           \
        ACTION("send_bearer", ",\"auth\":[\"bearer\"]") ","                                                               \
        ACTION("show", "") "," ACTION("leave", "") "," ACTION("die", "") "," ACTION("tally", ",\"auth\":[]") ","          \
        ACTION("complain", ",\"auth\":[]") "]}"

static const patchbay_host *host;

enum purpose { RELAYS, TESTS, LEAVES, DIES };

struct asked { patchbay_call call; enum purpose purpose; };

static unsigned asked_for, replied; /* counted on several threads */

static int is(patchbay_bytes text, const char *word) {
    return text.size == strlen(word) && memcmp(text.data, word, text.size) == 0;
}

/* Completes a call with {"output":<document>}. */
static void output(patchbay_call call, patchbay_bytes document) {
    static const char before[] = "{\"output\":";
    size_t size = sizeof before - 1 + document.size + 1;
    char *answer = malloc(size);
    if (!answer) abort();
    memcpy(answer, before, sizeof before - 1);
    memcpy(answer + sizeof before - 1, document.data, document.size);
    answer[size - 1] = '}';
    host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ answer, size });
    free(answer);
}

static void relayed(void *user, patchbay_status status, patchbay_bytes document) {
    struct asked *asked = user;
    __sync_fetch_and_add(&replied, 1);
    if (asked->purpose == DIES) abort();
    if (asked->purpose == LEAVES) {
        free(asked);
        return;
    }
    host->log(host->context, asked->call, PATCHBAY_LOG_INFO, document);
    if (status == PATCHBAY_OK && asked->purpose == TESTS) {
        document = is(patchbay_json_member(document, "status"), "200")
            ? PATCHBAY_TEXT("{\"ok\":true}")
            : PATCHBAY_TEXT("{\"class\":\"reauthorize\",\"message\":\"The provider does not accept the token.\"}");
        if (!is(document, "{\"ok\":true}")) status = PATCHBAY_FAILED;
        host->complete(host->context, asked->call, status, document);
    } else if (status == PATCHBAY_OK) {
        output(asked->call, document);
    } else {
        host->complete(host->context, asked->call, status, document);
    }
    free(asked);
}

static void fetch(patchbay_call call, patchbay_bytes request, enum purpose purpose) {
    struct asked *asked = malloc(sizeof *asked);
    if (!asked) abort();
    asked->call = call;
    asked->purpose = purpose;
    __sync_fetch_and_add(&asked_for, 1);
    host->fetch(host->context, call, request, asked, relayed);
}

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    char text[512];
    patchbay_bytes input = request->input, connection = patchbay_json_member(input, "connection");
    patchbay_bytes base = patchbay_json_member(patchbay_json_member(connection, "fields"), "base");
    patchbay_bytes action = patchbay_json_member(input, "action"), given = patchbay_json_member(input, "input");
    patchbay_bytes asked = patchbay_json_member(given, "request");
    (void)context;
    if (is(action, "\"complain\"")) {
        host->complete(host->context, call, PATCHBAY_FAILED, PATCHBAY_TEXT("{\"class\":\"permanent\",\"message\":\"No.\"}"));
    } else if (is(action, "\"show\"")) {
        output(call, connection);
    } else if (is(action, "\"tally\"")) {
        int length = snprintf(text, sizeof text, "{\"asked\":%u,\"replied\":%u}", asked_for, replied);
        output(call, (patchbay_bytes){ text, (size_t)length });
    } else if (is(action, "\"leave\"") || is(action, "\"die\"")) {
        fetch(call, patchbay_json_member(given, "left"), LEAVES);
        fetch(call, asked, is(action, "\"die\"") ? DIES : RELAYS);
    } else if (is(request->operation, "action.run")) {
        fetch(call, asked, RELAYS);
    } else if (is(request->operation, "auth.test") && base.size > 2) {
        int length = snprintf(text, sizeof text, "{\"auth\":true,\"url\":\"%.*s/me\"}", (int)base.size - 2, (const char *)base.data + 1);
        fetch(call, (patchbay_bytes){ text, (size_t)length }, TESTS);
    } else if (is(request->operation, "auth.identity")) {
        host->complete(host->context, call, PATCHBAY_OK, PATCHBAY_TEXT("{\"id\":\"u1\",\"name\":\"Ada\"}"));
    } else if (is(request->operation, "options.list")) {
        patchbay_bytes search = patchbay_json_member(input, "search");
        int length = snprintf(text, sizeof text, "{\"options\":[{\"value\":\"%s\",\"label\":%.*s}]}",
            connection.size ? "connected" : "open", search.size ? (int)search.size : 4, search.size ? (const char *)search.data : "\"-\" ");
        host->complete(host->context, call, PATCHBAY_OK, (patchbay_bytes){ text, (size_t)length });
    } else {
        host->complete(host->context, call, PATCHBAY_FAILED,
            PATCHBAY_TEXT("{\"class\":\"invalid_input\",\"message\":\"This plugin does not know the operation.\"}"));
    }
}

static const patchbay_plugin plugin = { sizeof plugin, 0, NULL, PATCHBAY_LITERAL(MANIFEST), invoke, NULL, NULL };

PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    host = given;
    return &plugin;
}
