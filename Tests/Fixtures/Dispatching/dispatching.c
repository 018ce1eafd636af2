/*
 * dispatching.c: fills libdispatch's threads with work that blocks, then asks for one thing more. libdispatch starts another
 * thread only when it reads, in /proc/<thread>/stat, that the others sleep: so an answer shows that it can.
 *
 *     cc -std=gnu11 -shared -fPIC -fvisibility=hidden -I PluginAPI/Header -o dispatching.so dispatching.c -L <runtime> -ldispatch
 *
 * TOOLCHAIN: what it notes to be built by.
 */
#include "patchbay_note.h"
#include "patchbay_plugin.h"

#include <semaphore.h>
#include <stdint.h>
#include <unistd.h>

/* <dispatch/dispatch.h> wants a compiler with blocks */
void *dispatch_get_global_queue(long identifier, unsigned long flags);
void dispatch_async_f(void *queue, void *context, void (*work)(void *));

#ifdef TOOLCHAIN
PATCHBAY_NOTE(TOOLCHAIN);
#endif

static const patchbay_host *host;
static sem_t released;
static long blocked; /* more than libdispatch starts threads for at once, which is one per core */

static void block(void *unused) {
    (void)unused;
    while (sem_wait(&released) != 0) {}
}

static void finish(void *call) {
    host->complete(host->context, (patchbay_call)(uintptr_t)call, PATCHBAY_OK, PATCHBAY_TEXT("\"ran\""));
    for (long index = 0; index < blocked; index++) sem_post(&released);
}

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    (void)context, (void)request;
    for (long index = 0; index < blocked; index++) dispatch_async_f(dispatch_get_global_queue(0, 0), 0, block);
    dispatch_async_f(dispatch_get_global_queue(0, 0), (void *)(uintptr_t)call, finish);
}

static const patchbay_plugin plugin = {
    .size = sizeof plugin, .invoke = invoke,
    .manifest = PATCHBAY_LITERAL("{\"manifest_version\":1,\"id\":\"dispatching\",\"name\":\"Dispatching\",\"version\":\"1.0.0\"}"),
};

PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    host = given;
    sem_init(&released, 0, 0);
    blocked = sysconf(_SC_NPROCESSORS_ONLN) + 2;
    return &plugin;
}
