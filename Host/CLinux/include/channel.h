/* channel.h: the host's end of a worker's socket. Nothing here waits. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "frame.h"

#pragma GCC visibility push(hidden) /* a plugin in the worker must not find these */

/* A pair of connected SOCK_SEQPACKET sockets, close-on-exec. 0 or errno. */
int channel_pair(int *host, int *worker);

/* Sends one frame whose payload is `first` followed by `second`. 0 or errno; EAGAIN when the worker must read first. */
int channel_send(int socket, const struct frame *frame, const void *first, size_t first_size, const void *second, size_t second_size);

/* Room for several packets, so that one system call fetches what has piled up. */
#define CHANNEL_BATCH 8
struct channel_batch;
struct channel_batch *channel_batch_make(void);
void channel_batch_free(struct channel_batch *batch);

/* Fetches up to CHANNEL_BATCH packets: their number, 0 at the end of the stream, or -errno (-EAGAIN: none now). */
int channel_receive(int socket, struct channel_batch *batch);

/*
 * The header of packet `index` and where its payload starts; NULL when it is no frame: too short, longer than the
 * largest, or not of the length it claims.
 */
const struct frame *channel_packet(const struct channel_batch *batch, int index, const uint8_t **payload);

#pragma GCC visibility pop
