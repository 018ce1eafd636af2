#define _GNU_SOURCE
#include "channel.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

struct channel_batch {
    struct mmsghdr messages[CHANNEL_BATCH];
    struct iovec   vectors[CHANNEL_BATCH];
    _Alignas(struct frame) uint8_t packets[CHANNEL_BATCH][FRAME_PACKET_MAX];
};

int channel_pair(int *host, int *worker) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return errno;
    *host = ends[0];
    *worker = ends[1];
    return 0;
}

int channel_send(int socket, const struct frame *frame, const void *first, size_t first_size, const void *second, size_t second_size) {
    struct iovec parts[3] = {
        { (void *)frame, sizeof *frame }, { (void *)first, first_size }, { (void *)second, second_size },
    };
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = 3 };
    ssize_t sent;
    do sent = sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? errno : 0;
}

struct channel_batch *channel_batch_make(void) {
    struct channel_batch *batch = malloc(sizeof *batch);
    if (!batch) abort();
    for (int index = 0; index < CHANNEL_BATCH; index++) {
        batch->vectors[index] = (struct iovec){ batch->packets[index], FRAME_PACKET_MAX };
        batch->messages[index] = (struct mmsghdr){ .msg_hdr = { .msg_iov = &batch->vectors[index], .msg_iovlen = 1 } };
    }
    return batch;
}

void channel_batch_free(struct channel_batch *batch) {
    free(batch);
}

int channel_receive(int socket, struct channel_batch *batch) {
    int count;
    do count = recvmmsg(socket, batch->messages, CHANNEL_BATCH, MSG_DONTWAIT, NULL);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    /* the end of the stream reads as an empty message, also behind others; it is there the next time, too */
    for (int index = 0; index < count; index++)
        if (batch->messages[index].msg_len == 0) return index;
    return count;
}

const struct frame *channel_packet(const struct channel_batch *batch, int index, const uint8_t **payload) {
    const struct mmsghdr *message = &batch->messages[index];
    const struct frame *frame = (const struct frame *)(const void *)batch->packets[index];
    if (message->msg_len < sizeof *frame || message->msg_hdr.msg_flags & MSG_TRUNC) return NULL;
    if (message->msg_len != sizeof *frame + frame->length) return NULL;
    *payload = batch->packets[index] + sizeof *frame;
    return frame;
}
