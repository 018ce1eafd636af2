/* patchbay_blocking.h: fetch and wait, for plugins whose flags say PATCHBAY_BLOCKS. Extension "patchbay.blocking/1". */
#ifndef PATCHBAY_BLOCKING_H
#define PATCHBAY_BLOCKING_H

#include "patchbay_plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PATCHBAY_BLOCKING_ID "patchbay.blocking/1"

/* Functions that wait. `context` is the host's. since 1.0 */
typedef struct patchbay_blocking {
    uint32_t size;

    /*
     * Sends one request through the host and waits for the answer.
     * [the thread that runs invoke; while the call runs; blocks until answer, cancel or deadline]
     * Ownership: *response lives until this call's next fetch or its complete. since 1.0
     */
    patchbay_status (*fetch)(void *context, patchbay_call call, patchbay_bytes request, patchbay_bytes *response);

    /* Tells whether the call should end: 0 no, 1 yes. [any thread; while the call runs; never blocks] since 1.0 */
    int32_t (*cancelled)(void *context, patchbay_call call);
} patchbay_blocking;

#ifdef __cplusplus
}
#endif

#endif
