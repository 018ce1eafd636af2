/*
 * hostile.h: a plugin that tries to get out of its worker, and to do harm from inside
 *
 * Its input is words: the name of an attempt and what it is aimed at. It answers "done <what it learned>" or
 * "denied <error>". Whether an attempt succeeded is for the test to see from outside, never for this plugin to say.
 *
 *   hostile.c     the plugin's table, and the words
 *   files.c       reading, making, changing and removing files
 *   names.c       learning about files without opening them
 *   network.c     sockets of every family, connections, other processes' listeners
 *   processes.c   new processes and programs
 *   victims.c     other processes: signals, memory, limits
 *   kernel.c      descriptors for the rest of the kernel
 *   privileges.c  identity, namespaces, mounts, limits
 *   memory.c      memory shared with others, and more of it than granted
 *   crashes.c     ends that nobody asked for
 *   floods.c      more of everything
 *   frames.c      what an honest worker never sends
 *   calls.c       calls answered twice, late, or never
 *   constructor.c what runs while the plugin is loaded (-DCONSTRUCTOR=…)
 */
#pragma once

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "patchbay_blocking.h"

/* What an attempt learned, as text. */
struct told {
    char text[4096];
};

/* -1 and errno when it was denied. `word` are the words after the name, "" when there are no more. */
struct attempt {
    const char *name;
    long (*run)(char *const *word, struct told *told);
};
/* Each ends with an entry without a name. */
extern const struct attempt file_attempts[], name_attempts[], network_attempts[], process_attempts[], victim_attempts[];
extern const struct attempt kernel_attempts[], privilege_attempts[], memory_attempts[];

/* What harms the worker, or the call it runs in: answers by itself, or never. */
struct fault {
    const char *name;
    void (*run)(patchbay_call call, char *const *word);
};
extern const struct fault crash_faults[], flood_faults[], frame_faults[], call_faults[];

extern const patchbay_host *host;
void answer(patchbay_call call, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cancelled(void *context, patchbay_call call); /* calls.c: what the host tells us of */
