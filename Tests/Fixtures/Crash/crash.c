/*
 * crash.c: ends the program it is preloaded into, as a power switch would, just before a chosen one of the calls that change
 * files. CRASH_AT says which, counted from 1; without it the calls are only counted, into the file that CRASH_COUNT names.
 *
 *     cc -shared -fPIC -o crash.so crash.c
 *     CRASH_AT=3 LD_PRELOAD=./crash.so patchbay restore …
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static int calls;

static void step(void) {
    const char *at = getenv("CRASH_AT");
    int call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (at && atoi(at) == call) kill(getpid(), SIGKILL);
}

__attribute__((destructor)) static void report(void) {
    const char *name = getenv("CRASH_COUNT");
    FILE *file = name ? fopen(name, "w") : NULL;
    if (file) fprintf(file, "%d", calls), fclose(file);
}

#define NEXT(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

int rename(const char *from, const char *to) { step(); return NEXT(rename)(from, to); }
int link(const char *from, const char *to) { step(); return NEXT(link)(from, to); }
int unlink(const char *path) { step(); return NEXT(unlink)(path); }
int fsync(int file) { step(); return NEXT(fsync)(file); }
int fdatasync(int file) { step(); return NEXT(fdatasync)(file); }
int ftruncate(int file, off_t size) { step(); return NEXT(ftruncate)(file, size); }
int ftruncate64(int file, off64_t size) { step(); return NEXT(ftruncate64)(file, size); }
ssize_t pwrite(int file, const void *from, size_t size, off_t at) { step(); return NEXT(pwrite)(file, from, size, at); }
ssize_t pwrite64(int file, const void *from, size_t size, off64_t at) { step(); return NEXT(pwrite64)(file, from, size, at); }
