/*
 * frame.h: what host and worker say to each other
 *
 * One packet of the inherited SOCK_SEQPACKET pair is one frame: this header, then `length` bytes. The kernel keeps
 * packets whole, so any thread may read or write one without a lock, and a document that is split into parts lets other
 * frames (a cancel) pass between them. A part says where it belongs, so parts may be read by different threads.
 */
#pragma once

#include <stdint.h>

#define FRAME_PROTOCOL 2u             /* changes whenever this file does                                         */
#define FRAME_PART_MAX (64u << 10)    /* bytes after one header; a default socket buffer (208 KiB) holds several  */
#define FRAME_DOCUMENT_MAX (16u << 20) /* bytes of one document, all parts together                               */
#define FRAME_PACKET_MAX (sizeof(struct frame) + FRAME_PART_MAX)

enum frame_type {
    FRAME_HELLO = 1,    /* host: struct frame_hello, then folders a plugin may read, each ended by NUL            */
    FRAME_READY = 2,    /* worker: value = sandbox layers, request = plugin flags; document = manifest            */
    FRAME_REFUSED = 3,  /* worker: document = a sentence for a person; the worker then ends                       */
    FRAME_INVOKE = 4,   /* host: request = attempt, value = ms left, document = operation and input               */
    FRAME_CANCEL = 5,   /* host                                                                                   */
    FRAME_COMPLETE = 6, /* worker: value = status; document = answer                                              */
    FRAME_FETCH = 7,    /* worker: request = number of the fetch, rising; document = request                      */
    FRAME_REPLY = 8,    /* host: request = number of the fetch, value = status; document = answer                 */
    FRAME_LOG = 9,      /* worker: value = level; document = one line, at most FRAME_LOG_MAX                      */
    FRAME_CRASH = 10,   /* worker, dying: value = signal, call or 0; document = struct frame_place, many          */
};

#define FRAME_LOG_MAX 4096u

struct frame {
    uint32_t length;    /* bytes that follow, at most FRAME_PART_MAX                         */
    uint8_t  type;      /* enum frame_type                                                   */
    uint8_t  flags;     /* none yet: 0                                                       */
    uint16_t operation; /* INVOKE: the document's first bytes are the operation's name       */
    uint64_t call;      /* 0 = about no call                                                 */
    uint64_t request;
    int64_t  value;
    uint32_t total;     /* bytes of the whole document                                       */
    uint32_t offset;    /* of this part in it                                                */
};

#define FRAME_PLACES_MAX 16u

/* Where a dying thread was, innermost first: its program counter, then return addresses (of the call, not behind it). */
struct frame_place {
    uint64_t offset;     /* as the file's symbols count, whatever address it was loaded at               */
    uint32_t guessed;    /* 1: found on the stack, and perhaps of a call that had returned               */
    char     module[52]; /* name of the library's file, ended by NUL; empty: the plugin                  */
};

/* How a worker is to live. Numbers are bytes or counts. */
struct frame_hello {
    uint32_t protocol;
    int32_t  host;        /* process id; the worker ends when this is no longer its parent                */
    uint32_t wanted;      /* enum sandbox_layer: what to put on                                           */
    uint32_t needed;      /* of them, those without which the worker refuses to load the plugin           */
    uint32_t landlock;    /* the newest Landlock ABI to use                                               */
    uint32_t user;        /* user and group id to become, 0 = stay who we are                             */
    uint64_t memory;      /* private writable memory, thread stacks included                              */
    uint32_t threads;     /* of the process, the plugin's own included                                    */
    uint32_t serving;     /* threads that may run invoke at once, when it must not block                  */
    uint32_t blocking;    /* the same for a plugin whose flags say PATCHBAY_BLOCKS                        */
    uint32_t descriptors;
    uint32_t probe;       /* 1: say which layers hold, load nothing, end                                  */
};

_Static_assert(sizeof(struct frame) == 40, "the header has no padding");
_Static_assert(sizeof(struct frame_place) == 64, "nor has a place");
