#define _GNU_SOURCE
#include "files.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOWEST_DESCRIPTOR 16

static int64_t nanoseconds(struct timespec time) {
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static struct file_identity identity_of(const struct stat *status) {
    return (struct file_identity){
        .device = status->st_dev, .inode = status->st_ino, .size = (uint64_t)status->st_size,
        .modified = nanoseconds(status->st_mtim), .changed = nanoseconds(status->st_ctim),
        .mode = status->st_mode, .owner = status->st_uid,
    };
}

int file_open(const char *path, struct file_identity *identity) {
    /* not blocking: a FIFO with a plugin's name must not hang us */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat status;
    if (file < 0) return -errno;
    if (fstat(file, &status) != 0) {
        int error = errno;
        close(file);
        return -error;
    }
    *identity = identity_of(&status);
    return file;
}

int file_identify(const char *path, struct file_identity *identity) {
    struct stat status;
    if (lstat(path, &status) != 0) return errno;
    *identity = identity_of(&status);
    return 0;
}

int file_identify_open(int file, struct file_identity *identity) {
    struct stat status;
    if (fstat(file, &status) != 0) return errno;
    *identity = identity_of(&status);
    return 0;
}

int file_hold(int file) {
    /* a writer that comes meanwhile sends us a signal that is ignored by default, not SIGIO, which kills */
    if (fcntl(file, F_SETSIG, SIGURG) != 0) return -1;
    return fcntl(file, F_SETLEASE, F_RDLCK) == 0 ? 0 : errno == EAGAIN ? 1 : -1;
}

void file_release(int file) {
    fcntl(file, F_SETLEASE, F_UNLCK);
}

int file_is_being_written(const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) return -1;
    int result = file_hold(file);
    if (result == 0) file_release(file);
    close(file);
    return result;
}

size_t file_read(int file, void *bytes, size_t size) {
    size_t filled = 0;
    while (filled < size) {
        ssize_t count = read(file, (char *)bytes + filled, size - filled);
        if (count == 0 || (count < 0 && errno != EINTR)) break;
        if (count > 0) filled += (size_t)count;
    }
    return filled;
}

static int write_all(int file, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t count = write(file, bytes, size);
        if (count < 0 && errno != EINTR) return errno;
        if (count > 0) bytes += count, size -= (size_t)count;
    }
    return fsync(file) == 0 ? 0 : errno;
}

int file_replace(const char *path, const void *bytes, size_t size) {
    char temporary[4096];
    if (snprintf(temporary, sizeof temporary, "%s.new", path) >= (int)sizeof temporary) return ENAMETOOLONG;
    unlink(temporary);
    int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return errno;
    int error = write_all(file, bytes, size);
    close(file);
    if (!error && rename(temporary, path) != 0) error = errno;
    if (error) unlink(temporary);
    return error;
}

int file_raise(int descriptor) {
    int high = fcntl(descriptor, F_DUPFD_CLOEXEC, LOWEST_DESCRIPTOR);
    return high < 0 ? -errno : high;
}

static int copy_all(int from, int to, uint64_t limit) {
    uint64_t copied = 0;
    for (;;) {
        ssize_t count = sendfile(to, from, NULL, 1 << 20);
        if (count == 0) return 0;
        if (count < 0 && errno != EINTR) return errno;
        if (count > 0 && (copied += (uint64_t)count) > limit) return EFBIG;
    }
}

int file_seal(int file, const char *name, uint64_t limit, const void **bytes, size_t *size) {
    int low = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (low < 0) return -errno;
    int memory = file_raise(low);
    int error = memory < 0 ? -memory : copy_all(file, memory, limit);
    close(low);
    if (!error && fcntl(memory, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0) error = errno;
    struct stat status;
    if (!error && fstat(memory, &status) != 0) error = errno;
    if (!error && status.st_size == 0) error = ENODATA;
    void *mapped = error ? MAP_FAILED : mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, memory, 0);
    if (!error && mapped == MAP_FAILED) error = errno;
    if (error) {
        if (memory >= 0) close(memory);
        return -error;
    }
    *bytes = mapped;
    *size = (size_t)status.st_size;
    return memory;
}

void file_unmap(const void *bytes, size_t size) {
    munmap((void *)bytes, size);
}

void *file_load(const char *path, char *error, size_t size) {
    void *image = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!image) snprintf(error, size, "%s", dlerror());
    return image;
}

const char *file_of_address(const void *address) {
    Dl_info found;
    return dladdr(address, &found) ? found.dli_fname : NULL;
}

int folder_watch(const char *path) {
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch < 0) return -errno;
    if (inotify_add_watch(watch, path, IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ATTRIB | IN_ONLYDIR) < 0) {
        int error = errno;
        close(watch);
        return -error;
    }
    return watch;
}

size_t folder_events(int watch, char *text, size_t size) {
    _Alignas(struct inotify_event) char events[4096];
    ssize_t count = read(watch, events, sizeof events);
    size_t length = 0;
    for (ssize_t at = 0; at < count;) {
        const struct inotify_event *event = (const void *)(events + at);
        const char *name = event->len ? event->name : "";
        int finished = event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_Q_OVERFLOW);
        if (length + strlen(name) + 2 > size) break;
        length += (size_t)sprintf(text + length, "%c%s/", finished ? 'F' : 'B', name);
        at += (ssize_t)(sizeof *event + event->len);
    }
    return length;
}
