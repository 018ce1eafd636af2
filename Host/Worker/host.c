/* The table the plugin gets: each function makes a frame of its arguments. */
#define _GNU_SOURCE
#include "worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

static const char too_large[] = "{\"class\":\"bug\",\"message\":\"A document is larger than 16 MiB.\"}";

static void misbehaved(uint64_t call, const char *what) {
    send_log(call, PATCHBAY_LOG_WARNING, what, strlen(what));
}

static void complete(void *context, patchbay_call call, patchbay_status status, patchbay_bytes document) {
    (void)context;
    struct frame frame = { .type = FRAME_COMPLETE, .call = call, .value = status };
    if (document.size > FRAME_DOCUMENT_MAX) {
        frame.value = PATCHBAY_FAILED;
        document = (patchbay_bytes){ too_large, sizeof too_large - 1 };
    }
    struct call *ended = calls_end(call);
    if (!ended) return misbehaved(call, "The plugin completed a call that had ended.");
    send_document(frame, document.data, document.size); /* may be the call's last response */
    calls_free(ended);
}

static void send_fetch(struct fetch *fetch, patchbay_bytes request) {
    struct frame frame = { .type = FRAME_FETCH, .call = fetch->call, .request = fetch->id };
    /* the host answers an empty request with an error, on a thread that reads: never inside this function */
    if (request.size > FRAME_DOCUMENT_MAX) request.size = 0;
    send_document(frame, request.data, request.size);
}

static void start_fetch(void *context, patchbay_call call, patchbay_bytes request, void *user, patchbay_reply reply) {
    (void)context;
    send_fetch(fetches_add(call, user, reply), request);
}

static void write_log(void *context, patchbay_call call, patchbay_log_level level, patchbay_bytes message) {
    (void)context;
    send_log(call, level, message.data, message.size);
}

static int64_t now(void *context) {
    struct timespec time;
    (void)context;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void fill_random(void *context, void *bytes, size_t size) {
    (void)context;
    for (size_t filled = 0; filled < size;) {
        ssize_t count = getrandom((char *)bytes + filled, size - filled, 0);
        if (count < 0 && errno != EINTR) abort();
        if (count > 0) filled += (size_t)count;
    }
}

static patchbay_status fetch_and_wait(void *context, patchbay_call call, patchbay_bytes request, patchbay_bytes *response) {
    (void)context;
    struct fetch *fetch = fetches_add(call, NULL, NULL);
    send_fetch(fetch, request);
    fetches_wait(fetch);
    patchbay_status status = fetch->status;
    *response = (patchbay_bytes){ fetch->answer.bytes, fetch->answer.total };
    calls_keep_response(call, fetch->answer.bytes);
    free(fetch);
    return status;
}

static int32_t cancelled(void *context, patchbay_call call) {
    (void)context;
    return calls_cancelled(call);
}

static const void *extension(void *context, const char *id) {
    static const patchbay_blocking blocking = { sizeof blocking, fetch_and_wait, cancelled };
    (void)context;
    return strcmp(id, PATCHBAY_BLOCKING_ID) == 0 ? &blocking : NULL;
}

const patchbay_host host = {
    .size = sizeof host, .abi_minor = PATCHBAY_ABI_MINOR, .complete = complete, .fetch = start_fetch,
    .log = write_log, .now = now, .random = fill_random, .extension = extension,
};
