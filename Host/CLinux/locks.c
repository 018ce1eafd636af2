#define _GNU_SOURCE
#include "locks.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_folder_of(const char *path) {
    char folder[4096];
    const char *end = strrchr(path, '/');
    if (!end || end == path || (size_t)(end - path) >= sizeof folder) return;
    memcpy(folder, path, (size_t)(end - path));
    folder[end - path] = '\0';
    mkdir(folder, 0755);
}

int numbers_open(const char *path) {
    struct stat status;
    make_folder_of(path);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return -errno;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() && !(status.st_mode & 022)) return file;
    close(file);
    return -EPERM;
}

static int set(int file, uint32_t number, short kind) {
    struct flock lock = { .l_type = kind, .l_whence = SEEK_SET, .l_start = number, .l_len = 1 };
    return fcntl(file, F_OFD_SETLK, &lock) == 0 ? 0 : errno == EACCES ? EAGAIN : errno;
}

int numbers_take(int file, uint32_t number) {
    return set(file, number, F_WRLCK);
}

void numbers_give_back(int file, uint32_t number) {
    set(file, number, F_UNLCK);
}
