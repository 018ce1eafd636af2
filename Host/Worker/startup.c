/* What we were born with: five descriptors, a hello, and an environment that ends here. */
#define _GNU_SOURCE
#include "worker.h"

#include <dirent.h>
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define STACK (1u << 20) /* of each thread; only touched pages cost */

static void check_descriptors(void) {
    DIR *folder = opendir("/proc/self/fd");
    if (!folder) refuse("The worker cannot see its own descriptors: mount /proc.");
    for (struct dirent *entry; (entry = readdir(folder));) {
        int descriptor = entry->d_name[0] == '.' ? 0 : atoi(entry->d_name);
        if (descriptor > WORKER_PLUGIN && descriptor != dirfd(folder)) refuse("The worker inherited descriptor %d, which is not its own: start the worker by patchbay only, and report this if it was.", descriptor);
    }
    closedir(folder);
}

static void read_hello(struct startup *startup) {
    static char packet[FRAME_PACKET_MAX];
    const struct frame *frame = (const void *)packet;
    ssize_t size = read(WORKER_SOCKET, packet, sizeof packet);
    if (size <= 0) _exit(0);
    if ((size_t)size < sizeof *frame + sizeof startup->hello || frame->type != FRAME_HELLO) refuse("The worker did not understand the host's first frame: install patchbay and patchbay-worker from the same build.");
    memcpy(&startup->hello, packet + sizeof *frame, sizeof startup->hello);
    if (startup->hello.protocol != FRAME_PROTOCOL)
        refuse("The worker speaks protocol %u, the host %u: install both from the same build.", FRAME_PROTOCOL, startup->hello.protocol);
    startup->readable = packet + sizeof *frame + sizeof startup->hello;
    startup->readable_size = (size_t)size - sizeof *frame - sizeof startup->hello;
}

/* The library path was for the loader, which has read it. */
static void forget_environment(char **environment) {
    static char *none[] = { NULL }; /* not clearenv, which leaves no array at all: Swift's runtime walks it unasked */
    for (char **variable = environment; *variable; variable++) memset(*variable, 0, strlen(*variable));
    environ = none;
}

static void economise(void) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    pthread_setattr_default_np(&attributes);
    mallopt(M_ARENA_MAX, 2);
    thread_prefer_batches();
}

void startup(struct startup *startup, char **environment) {
    int type;
    socklen_t size = sizeof type;
    if (getsockopt(WORKER_SOCKET, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_SEQPACKET) {
        fputs("patchbay-worker is started by patchbay, not by hand.\n", stderr);
        exit(2);
    }
    read_hello(startup);
    if (startup->hello.wanted & SANDBOX_OWN_DESCRIPTORS) check_descriptors();
    if (startup->hello.wanted & SANDBOX_NO_ENVIRONMENT) forget_environment(environment);
    economise();
}
