/* Learning about files without opening them. */
#include "hostile.h"

#include <sys/inotify.h>
#include <sys/stat.h>

static long size_by_stat(char *const *word, struct told *told) {
    struct stat status;
    if (stat(word[0], &status) != 0) return -1;
    snprintf(told->text, sizeof told->text, "%lld", (long long)status.st_size);
    return 0;
}

static long size_by_statx(char *const *word, struct told *told) {
    struct statx status;
    if (statx(AT_FDCWD, word[0], 0, STATX_SIZE, &status) != 0) return -1;
    snprintf(told->text, sizeof told->text, "%llu", (unsigned long long)status.stx_size);
    return 0;
}

static long target_of_link(char *const *word, struct told *told) {
    return readlink(word[0], told->text, sizeof told->text - 1);
}

static long watch_folder(char *const *word, struct told *told) {
    (void)told;
    int watch = inotify_init1(0);
    return watch < 0 ? -1 : inotify_add_watch(watch, word[0], IN_ALL_EVENTS);
}

/* Of the environment we were born with, as a library sees it and as the kernel keeps it. */
static long read_variable(char *const *word, struct told *told) {
    const char *value = getenv(word[0]);
    if (value) return snprintf(told->text, sizeof told->text, "%s", value);
    int file = open("/proc/self/environ", O_RDONLY);
    return file < 0 ? -1 : read(file, told->text, sizeof told->text - 1);
}

static long change_folder(char *const *word, struct told *told) {
    (void)told;
    return chdir(word[0]);
}

const struct attempt name_attempts[] = {
    { "size-by-stat", size_by_stat }, { "size-by-statx", size_by_statx }, { "target-of-link", target_of_link },
    { "watch-folder", watch_folder }, { "read-variable", read_variable }, { "change-folder", change_folder }, { 0 },
};
