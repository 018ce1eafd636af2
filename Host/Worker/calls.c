/* Calls in progress and their fetches. One lock, held for a few instructions; the plugin is never called under it. */
#include "worker.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUCKETS 64
#define EARLY 64

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
static struct call *calls[BUCKETS];
static struct fetch *fetches[BUCKETS];
static uint64_t last_fetch;

/* A cancel may be read by one thread before another has noted the call it is for. */
static uint64_t early_cancels[EARLY];
static unsigned next_early;

static void *allocate(size_t size) {
    void *memory = calloc(1, size ? size : 1);
    if (!memory) abort();
    return memory;
}

/* Adds a part; true when it was the last one missing. The host is trusted to send no part twice. */
static bool receive(struct document *document, const struct frame *frame, const char *payload) {
    if (!document->bytes) {
        document->bytes = allocate(frame->total);
        document->total = frame->total;
    }
    if ((uint64_t)frame->offset + frame->length > document->total) abort();
    memcpy(document->bytes + frame->offset, payload, frame->length);
    document->received += frame->length;
    return document->received == document->total;
}

static struct call **find_call(uint64_t id) {
    struct call **place = &calls[id % BUCKETS];
    while (*place && (*place)->id != id) place = &(*place)->next;
    return place;
}

static bool take_early_cancel(uint64_t id) {
    for (unsigned index = 0; index < EARLY; index++) {
        if (early_cancels[index] != id) continue;
        early_cancels[index] = 0;
        return true;
    }
    return false;
}

struct call *calls_receive(const struct frame *frame, const char *payload) {
    pthread_mutex_lock(&lock);
    struct call **place = find_call(frame->call);
    struct call *call = *place;
    if (!call) {
        *place = call = allocate(sizeof *call);
        call->id = frame->call;
        call->operation = frame->operation;
        call->attempt = (uint32_t)frame->request;
        call->time_left = frame->value;
        call->cancelled = take_early_cancel(frame->call);
    }
    bool whole = receive(&call->input, frame, payload);
    pthread_mutex_unlock(&lock);
    return whole ? call : NULL;
}

struct call *calls_end(uint64_t id) {
    pthread_mutex_lock(&lock);
    struct call **place = find_call(id), *call = *place;
    if (call) *place = call->next;
    pthread_mutex_unlock(&lock);
    return call;
}

void calls_free(struct call *call) {
    free(call->response);
    free(call);
}

bool calls_cancel(uint64_t id) {
    pthread_mutex_lock(&lock);
    struct call *call = *find_call(id);
    bool tell = call && call->invoked && !call->cancelled;
    if (call) call->cancelled = true;
    else early_cancels[next_early++ % EARLY] = id;
    pthread_mutex_unlock(&lock);
    return tell;
}

void calls_blocking(uint64_t id) {
    pthread_mutex_lock(&lock);
    struct call *call = *find_call(id);
    if (call && !call->cancelled) call->invoked = true;
    pthread_mutex_unlock(&lock);
}

bool calls_invoked(uint64_t id) {
    pthread_mutex_lock(&lock);
    struct call *call = *find_call(id);
    bool tell = call && !call->invoked && call->cancelled;
    if (call) call->invoked = true;
    pthread_mutex_unlock(&lock);
    return tell;
}

bool calls_cancelled(uint64_t id) {
    pthread_mutex_lock(&lock);
    struct call *call = *find_call(id);
    bool cancelled = !call || call->cancelled;
    pthread_mutex_unlock(&lock);
    return cancelled;
}

void calls_keep_response(uint64_t id, char *bytes) {
    pthread_mutex_lock(&lock);
    struct call *call = *find_call(id);
    char *old = bytes;
    if (call) {
        old = call->response;
        call->response = bytes;
    }
    pthread_mutex_unlock(&lock);
    free(old);
}

struct fetch *fetches_add(uint64_t call, void *user, patchbay_reply reply) {
    struct fetch *fetch = allocate(sizeof *fetch);
    fetch->call = call;
    fetch->user = user;
    fetch->reply = reply;
    pthread_mutex_lock(&lock);
    fetch->id = ++last_fetch;
    fetch->next = fetches[fetch->id % BUCKETS];
    fetches[fetch->id % BUCKETS] = fetch;
    pthread_mutex_unlock(&lock);
    return fetch;
}

struct fetch *fetches_receive(const struct frame *frame, const char *payload) {
    pthread_mutex_lock(&lock);
    struct fetch **place = &fetches[frame->request % BUCKETS];
    while (*place && (*place)->id != frame->request) place = &(*place)->next;
    struct fetch *fetch = *place;
    bool whole = fetch && receive(&fetch->answer, frame, payload);
    if (whole) {
        *place = fetch->next;
        fetch->status = (int32_t)frame->value;
        fetch->done = true;
        if (!fetch->reply) pthread_cond_broadcast(&answered);
    }
    whole = whole && fetch->reply;
    pthread_mutex_unlock(&lock);
    return whole ? fetch : NULL;
}

void fetches_wait(struct fetch *fetch) {
    pthread_mutex_lock(&lock);
    while (!fetch->done) pthread_cond_wait(&answered, &lock);
    pthread_mutex_unlock(&lock);
}
