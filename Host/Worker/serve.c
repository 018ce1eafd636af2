/*
 * Threads that read frames and run the plugin.
 *
 * All of them wait in read; the kernel wakes one per packet, and that one runs the plugin itself, so a call costs no
 * hand-over between threads. What must hold is that somebody still reads: the last reader never runs plugin code. It
 * starts another thread, or when there are enough leaves the work to whoever comes free.
 */
#define _GNU_SOURCE
#include "worker.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct work {
    struct work   *next;
    enum { INVOKE, CANCEL, REPLY } kind;
    struct call   *call;
    struct fetch  *fetch;
    uint64_t       id;
};

static const patchbay_plugin *plugin;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned readers = 1, threads = 1, most_threads;
static struct work *first, **last = &first;

static void tell_cancelled(uint64_t call) {
    if (plugin->cancel) plugin->cancel(plugin->context, call);
}

static void invoke(struct call *call) {
    uint64_t id = call->id;
    char *input = call->input.bytes;
    patchbay_request request = {
        .size = sizeof request, .attempt = call->attempt, .time_left = call->time_left,
        .operation = { input, call->operation },
        .input = { input + call->operation, call->input.total - call->operation },
    };
    if (plugin->flags & PATCHBAY_BLOCKS) calls_blocking(id);
    current_call = id;
    plugin->invoke(plugin->context, id, &request); /* may end the call, and with it the structure */
    current_call = 0;
    if (calls_invoked(id)) tell_cancelled(id);
    free(input);
}

static void reply(struct fetch *fetch) {
    fetch->reply(fetch->user, fetch->status, (patchbay_bytes){ fetch->answer.bytes, fetch->answer.total });
    free(fetch->answer.bytes);
    free(fetch);
}

static void run(const struct work *work) {
    switch (work->kind) {
    case INVOKE: return invoke(work->call);
    case CANCEL: return tell_cancelled(work->id);
    case REPLY: return reply(work->fetch);
    }
}

static void *read_frames(void *unused);

static bool start_thread(void) {
    pthread_t thread;
    if (threads >= most_threads || (errno = pthread_create(&thread, NULL, read_frames, NULL)) != 0) return false;
    pthread_detach(thread);
    threads++;
    readers++;
    return true;
}

/* Whether the calling reader may leave reading; if not, the work is left for a thread that comes back. There must be one. */
static bool leave_reading(const struct work *work) {
    pthread_mutex_lock(&lock);
    bool may = readers > 1 || start_thread();
    if (may) {
        readers--;
    } else if (threads == 1) {
        refuse("The worker cannot start a thread: %s. Do two hosts on this machine share a range of user ids?", strerrordesc_np(errno));
    } else {
        struct work *copy = malloc(sizeof *copy);
        if (!copy) abort();
        *copy = *work;
        copy->next = NULL;
        *last = copy;
        last = &copy->next;
    }
    pthread_mutex_unlock(&lock);
    return may;
}

/* The next piece of work that was left; NULL makes the calling thread a reader again. */
static struct work *come_back(void) {
    pthread_mutex_lock(&lock);
    struct work *work = first;
    if (work && !(first = work->next)) last = &first;
    if (!work) readers++;
    pthread_mutex_unlock(&lock);
    return work;
}

static void perform(const struct work *work) {
    if (!leave_reading(work)) return;
    run(work);
    for (struct work *left; (left = come_back()); free(left)) run(left);
}

static void handle(const struct frame *frame, const char *payload) {
    struct work work = { .id = frame->call };
    switch (frame->type) {
    case FRAME_INVOKE:
        work.kind = INVOKE;
        if ((work.call = calls_receive(frame, payload))) perform(&work);
        return;
    case FRAME_CANCEL:
        work.kind = CANCEL;
        if (calls_cancel(frame->call)) perform(&work);
        return;
    case FRAME_REPLY:
        work.kind = REPLY;
        if ((work.fetch = fetches_receive(frame, payload))) perform(&work);
        return;
    }
}

static void *read_frames(void *unused) {
    (void)unused;
    use_signal_stack();
    char *packet = malloc(FRAME_PACKET_MAX);
    if (!packet) abort();
    for (;;) {
        ssize_t size = read(WORKER_SOCKET, packet, FRAME_PACKET_MAX);
        if (size < 0 && errno == EINTR) continue;
        if (size < (ssize_t)sizeof(struct frame)) _exit(0); /* the host closed its end */
        handle((const struct frame *)(const void *)packet, packet + sizeof(struct frame));
    }
}

void serve(const patchbay_plugin *loaded, const struct frame_hello *hello) {
    plugin = loaded;
    most_threads = 1 + (loaded->flags & PATCHBAY_BLOCKS ? hello->blocking : hello->serving);
    read_frames(NULL);
}
