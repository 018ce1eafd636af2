/* Frames to the host. The socket keeps packets whole, so threads need no lock; the host always reads. */
#include "worker.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/uio.h>
#include <unistd.h>

static void send_part(const struct frame *frame, const void *bytes) {
    struct iovec parts[2] = { { (void *)frame, sizeof *frame }, { (void *)bytes, frame->length } };
    while (writev(WORKER_SOCKET, parts, frame->length ? 2 : 1) < 0)
        if (errno != EINTR) _exit(0); /* the host is gone */
}

void send_document(struct frame frame, const void *bytes, size_t size) {
    frame.total = (uint32_t)size;
    do {
        size_t rest = size - frame.offset;
        frame.length = (uint32_t)(rest < FRAME_PART_MAX ? rest : FRAME_PART_MAX);
        send_part(&frame, (const char *)bytes + frame.offset);
        frame.offset += frame.length;
    } while (frame.offset < size);
}

void send_log(uint64_t call, int32_t level, const char *text, size_t size) {
    while (size > FRAME_LOG_MAX || (size == FRAME_LOG_MAX && (text[size - 1] & 0xc0) == 0x80)) size--;
    send_document((struct frame){ .type = FRAME_LOG, .call = call, .value = level }, text, size);
}

_Noreturn void refuse(const char *format, ...) {
    char sentence[1024];
    va_list rest;
    va_start(rest, format);
    int size = vsnprintf(sentence, sizeof sentence, format, rest);
    va_end(rest);
    if (size > 0) send_document((struct frame){ .type = FRAME_REFUSED }, sentence, (size_t)size < sizeof sentence ? (size_t)size : sizeof sentence - 1);
    _exit(1);
}
