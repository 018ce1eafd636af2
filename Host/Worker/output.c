/*
 * What the plugin prints. Nobody reads it while all is well; the last words of a language runtime ("Fatal error: index
 * out of range") are what the report of a crash needs. A sealed memfd holds the first 16 KiB, more fails.
 */
#define _GNU_SOURCE
#include "worker.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROOM (16 << 10)

void keep_output(void) {
    int memory = memfd_create("output", MFD_ALLOW_SEALING);
    if (memory < 0 || ftruncate(memory, ROOM) != 0 || fcntl(memory, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0) return;
    dup2(memory, STDOUT_FILENO);
    dup2(memory, STDERR_FILENO);
    close(memory);
}

/* Called from a signal handler. */
void send_output(uint64_t call) {
    char text[FRAME_LOG_MAX];
    off_t end = lseek(STDERR_FILENO, 0, SEEK_CUR);
    off_t start = end > (off_t)sizeof text ? end - (off_t)sizeof text : 0;
    ssize_t size = end > 0 ? pread(STDERR_FILENO, text, (size_t)(end - start), start) : 0;
    if (size > 0) send_log(call, PATCHBAY_LOG_ERROR, text, (size_t)size);
}
