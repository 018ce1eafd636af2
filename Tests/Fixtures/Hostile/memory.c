/* Memory shared with others, and more of it than granted. */
#include "hostile.h"

#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>

#define MEGABYTE (1ul << 20)

static long share_memory(char *const *word, struct told *told) {
    (void)word, (void)told;
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

/* Goes with this process. */
static long share_segment(char *const *word, struct told *told) {
    (void)word, (void)told;
    int segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    return segment >= 0 && shmat(segment, NULL, 0) != (void *)-1 ? shmctl(segment, IPC_RMID, NULL) : -1;
}

static long share_semaphore(char *const *word, struct told *told) {
    (void)told;
    return semget((key_t)atoi(word[0]), 1, IPC_CREAT | 0600);
}

static long share_named(char *const *word, struct told *told) {
    (void)told;
    return shm_open(word[0], O_CREAT | O_RDWR, 0600);
}

static long share_queue(char *const *word, struct told *told) {
    (void)told;
    mqd_t queue = mq_open(word[0], O_CREAT | O_RDWR, 0600, NULL);
    return queue < 0 ? -1 : mq_unlink(word[0]);
}

/* Takes and touches 320 MiB, 1 MiB at a time. */
static long take(int flags) {
    for (int megabyte = 0; megabyte < 320; megabyte++) {
        char *bytes = mmap(NULL, MEGABYTE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
        if (bytes == MAP_FAILED) return -1;
        memset(bytes, 'm', MEGABYTE);
    }
    return 0;
}

static long take_memory(char *const *word, struct told *told) {
    (void)word, (void)told;
    return take(0);
}

/* What grows like a stack is not counted by RLIMIT_DATA. */
static long take_stacks(char *const *word, struct told *told) {
    (void)word, (void)told;
    return take(MAP_GROWSDOWN);
}

const struct attempt memory_attempts[] = {
    { "share-memory", share_memory }, { "share-segment", share_segment }, { "share-semaphore", share_semaphore },
    { "share-named", share_named }, { "share-queue", share_queue }, { "take-memory", take_memory }, { "take-stacks", take_stacks }, { 0 },
};
