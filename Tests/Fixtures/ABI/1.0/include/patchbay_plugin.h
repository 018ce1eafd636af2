/*
 * patchbay_plugin.h: the Patchbay plugin ABI, version 1.0-draft
 *
 * The smallest working plugin: one action that asks the host for one HTTP call.
 *
 *     #include "patchbay_blocking.h"
 *
 *     static const patchbay_host *host;
 *     static const patchbay_blocking *blocking;
 *
 *     static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
 *         patchbay_bytes answer;
 *         patchbay_status status = blocking->fetch(host->context, call,
 *             PATCHBAY_TEXT("{\"url\":\"https://api.example.org/time\"}"), &answer);
 *         if (status == PATCHBAY_OK) answer = PATCHBAY_TEXT("{\"output\":{\"done\":true}}");
 *         host->complete(host->context, call, status, answer);
 *     }
 *
 *     static const patchbay_plugin plugin = {
 *         .size = sizeof plugin, .flags = PATCHBAY_BLOCKS, .invoke = invoke,
 *         .manifest = PATCHBAY_TEXT("{\"id\":\"clock\",\"name\":\"Clock\",\"version\":\"1.0.0\","
 *             "\"hosts\":[{\"host\":\"api.example.org\"}],"
 *             "\"actions\":[{\"id\":\"now\",\"name\":\"Now\",\"input\":{\"type\":\"object\"}}]}") };
 *
 *     PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
 *         host = given;
 *         blocking = host->extension(host->context, PATCHBAY_BLOCKING_ID);
 *         return blocking ? &plugin : 0;
 *     }
 *
 *     cc -shared -fPIC -fvisibility=hidden -I PluginAPI/Header -o clock.so clock.c
 *
 * How to read the tags: [thread; state; blocks?] says on which thread a function may be called, in which state, and
 * whether it may block. Every pointer is borrowed for the duration of the call that passes it, unless a line that starts
 * with "Ownership:" says otherwise. Nobody ever frees the other side's memory.
 *
 * Documents are UTF-8 JSON. Their shapes are in PluginAPI/Schemas, one schema for each operation's input and answer.
 *
 * Compatibility policy
 *  1. A released name, layout, number or documented meaning never changes. While the version says "draft" it may.
 *  2. A table grows at its end only. Read no field beyond `size`; what lies beyond reads as zero.
 *  3. Tables are never embedded by value in other structures.
 *  4. Status values may grow: an unknown one reads as PATCHBAY_FAILED. Unknown flags are refused.
 *  5. New features are extensions, asked for by an id that carries a revision ("patchbay.blocking/1").
 *  6. What replaces a released function gets a new name; a retired one stays in its slot and fails with a reason.
 */
#ifndef PATCHBAY_PLUGIN_H
#define PATCHBAY_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PATCHBAY_ABI_MAJOR 1
#define PATCHBAY_ABI_MINOR 0

#if defined(__GNUC__)
#define PATCHBAY_EXPORT __attribute__((visibility("default")))
#else
#define PATCHBAY_EXPORT
#endif

/* A view of bytes. data may be NULL when size is 0; text is not terminated. since 1.0 */
typedef struct patchbay_bytes {
    const void *data;
    size_t      size;
} patchbay_bytes;

/* A view of a string literal, as an initialiser (PATCHBAY_LITERAL) or as a value (PATCHBAY_TEXT). since 1.0 */
#define PATCHBAY_LITERAL(text) { (text), sizeof(text) - 1 }
#ifdef __cplusplus
#define PATCHBAY_TEXT(text) patchbay_bytes PATCHBAY_LITERAL(text)
#else
#define PATCHBAY_TEXT(text) (patchbay_bytes)PATCHBAY_LITERAL(text)
#endif

/* Names one call. Never 0, rising, never reused in a process. since 1.0 */
typedef uint64_t patchbay_call;

/* How a call or a fetch ended. Grows; an unknown value reads as PATCHBAY_FAILED. since 1.0 */
typedef int32_t patchbay_status;
#define PATCHBAY_OK        0 /* the document is the answer                                              */
#define PATCHBAY_FAILED    1 /* the document is an error: {"class":"rate_limited","message":"…", …}      */
#define PATCHBAY_CANCELLED 2 /* the call was cancelled; the document is empty                           */

/* Importance of a log line. A value between two names reads as the lower one. since 1.0 */
typedef int32_t patchbay_log_level;
#define PATCHBAY_LOG_DEBUG   10
#define PATCHBAY_LOG_INFO    20
#define PATCHBAY_LOG_WARNING 30
#define PATCHBAY_LOG_ERROR   40

/* What the host wants done. The host may grow it; look at size before reading a field that is newer than 1.0. since 1.0 */
typedef struct patchbay_request {
    uint32_t       size;
    uint32_t       attempt;   /* from 1; the idempotency key, equal for all attempts of a step, is in the input */
    int64_t        time_left; /* milliseconds until the call is given up, when invoke was entered; > 0         */
    patchbay_bytes operation; /* eg: "action.run"; answer an unknown one with FAILED, class "invalid_input"     */
    patchbay_bytes input;     /* JSON, already checked against the operation's schema                          */
} patchbay_request;

/*
 * Receives the answer to one fetch.
 * [host thread; after fetch was entered, never inside it, exactly once; must not block]
 * Comes also when the call was cancelled or completed meanwhile, so it is the place to free `user`. Fetching again and
 * completing the call are allowed inside it.
 * since 1.0
 */
typedef void (*patchbay_reply)(void *user, patchbay_status status, patchbay_bytes document);

/*
 * What the host offers. Lives as long as the process. Every function takes `context` first and copies what it is given.
 * since 1.0
 */
typedef struct patchbay_host {
    uint32_t size;
    uint32_t abi_minor; /* of the host; its major is in the entry's name */
    void    *context;

    /*
     * Ends a call with its answer, or with an error document.
     * [any thread; after invoke was entered, also inside it, exactly once per call; never blocks]
     * A second or late completion is ignored and logged as misbehaviour of the plugin. since 1.0
     */
    void (*complete)(void *context, patchbay_call call, patchbay_status status, patchbay_bytes document);

    /*
     * Sends one request to the world through the host, on behalf of a call, and inherits what is left of its time.
     * [any thread; while the call runs; never blocks]
     * The scheme of the URL decides (https, http). "auth":true adds the credential of the call's connection, which the
     * plugin never sees. Above the host's limit of fetches in flight, or after the call has ended, the reply is FAILED.
     * since 1.0
     */
    void (*fetch)(void *context, patchbay_call call, patchbay_bytes request, void *user, patchbay_reply reply);

    /*
     * Writes a line to the log of a call, or of the plugin when call is 0. UTF-8; cut at 4 KiB.
     * [any thread; any state; never blocks] since 1.0
     */
    void (*log)(void *context, patchbay_call call, patchbay_log_level level, patchbay_bytes message);

    /* Tells the time in milliseconds since 1970-01-01 UTC. [any thread; any state; never blocks] since 1.0 */
    int64_t (*now)(void *context);

    /* Fills memory with random bytes fit for keys. [any thread; any state; never blocks] since 1.0 */
    void (*random)(void *context, void *bytes, size_t size);

    /*
     * Finds a table of optional functions by id and revision, NULL when this host has none. Constant: ask once, keep it.
     * [any thread; any state; never blocks] Ownership: the table lives as long as the process. since 1.0
     */
    const void *(*extension)(void *context, const char *id);
} patchbay_host;

/* Flags of a plugin. since 1.0 */
#define PATCHBAY_BLOCKS 1u /* invoke may block: it is called on a pool of threads, and "patchbay.blocking/1" is offered */

/*
 * What a plugin offers. Constant. Ownership: the table and all it points to live as long as the process.
 * since 1.0
 */
typedef struct patchbay_plugin {
    uint32_t       size;
    uint32_t       flags;
    void          *context;  /* handed back as first argument; may be NULL                                   */
    patchbay_bytes manifest; /* JSON, PluginAPI/Schemas/manifest.json                                        */

    /*
     * Starts a call; the answer comes through host->complete.
     * [host thread; after the entry returned; must not block unless flags say PATCHBAY_BLOCKS]
     * Calls run concurrently, up to the manifest's limits.concurrency. since 1.0
     */
    void (*invoke)(void *context, patchbay_call call, const patchbay_request *request);

    /*
     * Asks a call to end soon. NULL when the plugin does not care.
     * [host thread; after invoke was entered, may race complete; must not block]
     * The host has already cancelled the call's fetches. Complete with any status; the document is ignored. An unknown
     * call is one that has ended: do nothing. since 1.0
     */
    void (*cancel)(void *context, patchbay_call call);

    /*
     * Finds a table of optional functions of the plugin; the whole function may be NULL.
     * [host thread; after the entry returned; must not block] Ownership: as long as the process. since 1.0
     */
    const void *(*extension)(void *context, const char *id);
} patchbay_plugin;

/*
 * The one symbol a plugin exports: takes the host, gives the plugin.
 * [main thread; once per process, before all else; returns within 100 ms, no fetch, no I/O]
 * NULL refuses to run; log the reason with call 0 first. There is no counterpart: a worker just ends. since 1.0
 */
PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *host);

#ifdef __cplusplus
}
#endif

#endif
