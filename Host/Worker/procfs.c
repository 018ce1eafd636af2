/*
 * libdispatch reads /proc/<thread>/stat of its threads about once a second and traps when it may not. Landlock lets us
 * read below /proc/self/task, where the same file lives. So the loader finds our open first, and we translate.
 */
#define _GNU_SOURCE
#define _FORTIFY_SOURCE 0
#include <ctype.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

/* "/proc/123/stat" -> "/proc/self/task/123/stat", in `room` */
static const char *translated(const char *path, char *room, size_t size) {
    unsigned thread;
    int end = 0;
    if (strncmp(path, "/proc/", 6) != 0 || !isdigit((unsigned char)path[6])) return path;
    if (sscanf(path, "/proc/%9u/stat%n", &thread, &end) != 1 || end == 0 || path[end] != '\0') return path;
    snprintf(room, size, "/proc/self/task/%u/stat", thread);
    return room;
}

#define OPEN(path, flags, mode) openat_original(AT_FDCWD, translated(path, (char[64]){ 0 }, 64), flags, mode)

static int openat_original(int folder, const char *path, int flags, unsigned mode) {
    static int (*original)(int, const char *, int, ...);
    if (!original) original = (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, "openat");
    return original(folder, path, flags, mode);
}

static FILE *fopen_original(const char *path, const char *mode) {
    static FILE *(*original)(const char *, const char *);
    if (!original) original = (FILE * (*)(const char *, const char *)) dlsym(RTLD_NEXT, "fopen");
    return original(path, mode);
}

static unsigned mode_of(int flags, va_list rest) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, unsigned) : 0;
}

#define DEFINE_OPEN(name) \
    EXPORT int name(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        unsigned mode = mode_of(flags, rest); \
        va_end(rest); \
        return OPEN(path, flags, mode); \
    }
#define DEFINE_OPENAT(name) \
    EXPORT int name(int folder, const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        unsigned mode = mode_of(flags, rest); \
        va_end(rest); \
        return openat_original(folder, translated(path, (char[64]){ 0 }, 64), flags, mode); \
    }
#define DEFINE_FOPEN(name) \
    EXPORT FILE *name(const char *path, const char *mode) { \
        return fopen_original(translated(path, (char[64]){ 0 }, 64), mode); \
    }

DEFINE_OPEN(open)
DEFINE_OPEN(open64)
DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)
DEFINE_FOPEN(fopen)
DEFINE_FOPEN(fopen64)
EXPORT int __open_2(const char *path, int flags) { return OPEN(path, flags, 0); }
EXPORT int __open64_2(const char *path, int flags) { return OPEN(path, flags, 0); }
