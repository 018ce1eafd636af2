/*
 * worker.h: patchbay-worker, the process that loads one plugin
 *
 *   main.c        the order of things: check, lock down, load, serve
 *   startup.c     what we were born with: descriptors, hello, environment
 *   lockdown.c    identity, namespaces, limits, capabilities, then Landlock and seccomp
 *   trap.c        signals: fstat in disguise, and the last words of a crash
 *   places.c      where the crash was
 *   output.c      what the plugin prints
 *   procfs.c      libdispatch's look at its own threads
 *   load.c        dlopen and the plugin's entry
 *   serve.c       threads that read frames and run the plugin
 *   calls.c       calls in progress and their fetches
 *   host.c        the table the plugin gets
 *   send.c        frames to the host
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "frame.h"
#include "patchbay_blocking.h"
#include "patchbay_plugin.h"
#include "process.h"
#include "sandbox.h"

/* the loader shows a plugin only what procfs.c exports */
#pragma GCC visibility push(hidden)

/* startup.c */
struct startup {
    struct frame_hello hello;
    const char        *readable; /* folders a plugin may read, each ended by NUL */
    size_t             readable_size;
};
void startup(struct startup *startup, char **environment);

/* lockdown.c: gives the layers that hold; refuses to go on without the required ones */
uint32_t lock_down(const struct startup *startup);

/* output.c: what the plugin prints, kept for the report of a crash */
void keep_output(void);
void send_output(uint64_t call);

/* trap.c */
void catch_signals(void);
void use_signal_stack(void); /* of the calling thread, which runs the plugin */
extern _Thread_local uint64_t current_call;

/* places.c: fills up to FRAME_PLACES_MAX of them from the context of a signal, and gives their number */
size_t find_places(struct frame_place *places, const void *context);

/* load.c */
const patchbay_plugin *load(void);

/* serve.c */
void serve(const patchbay_plugin *plugin, const struct frame_hello *hello);

/* calls.c: a document that arrives in parts, on any threads */
struct document {
    char    *bytes;
    uint32_t total, received;
};
struct call {
    uint64_t        id;
    struct call    *next;
    struct document input;
    uint16_t        operation;
    uint32_t        attempt;
    int64_t         time_left;
    bool            invoked;   /* invoke has returned, or may block: the plugin may hear of a cancel */
    bool            cancelled; /* the host asked */
    char           *response;  /* of the last blocking fetch */
};
struct fetch {
    uint64_t        id, call;
    struct fetch   *next;
    void           *user;
    patchbay_reply  reply; /* NULL: a blocking fetch, which waits for `done` */
    struct document answer;
    int32_t         status;
    bool            done;
};
/* Adds a part; gives the call with its last one. It stays in the table until ended. */
struct call *calls_receive(const struct frame *frame, const char *payload);
/* Takes the call out of the table: once per call, then NULL. */
struct call *calls_end(uint64_t id);
void calls_free(struct call *call);
/* True when the plugin may be told now; else calls_invoked will say so. */
bool calls_cancel(uint64_t id);
/* invoke runs and may block: lets a cancel through from now on. */
void calls_blocking(uint64_t id);
/* invoke has returned; true when a cancel came meanwhile and the plugin is to be told now. */
bool calls_invoked(uint64_t id);
bool calls_cancelled(uint64_t id);
void calls_keep_response(uint64_t id, char *bytes); /* takes the bytes, frees the call's last */
struct fetch *fetches_add(uint64_t call, void *user, patchbay_reply reply);
/* Adds a part; the fetch leaves the table with its last part, and is then the caller's to free unless it is blocking. */
struct fetch *fetches_receive(const struct frame *frame, const char *payload);
void fetches_wait(struct fetch *fetch);

/* host.c */
extern const patchbay_host host;

/* send.c */
void send_document(struct frame frame, const void *bytes, size_t size);
void send_log(uint64_t call, int32_t level, const char *text, size_t size);
/* The worker's last frame. */
_Noreturn void refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

#pragma GCC visibility pop
