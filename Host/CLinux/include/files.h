/* files.h: the plugin file as sealed memory, and dlopen of it. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#pragma GCC visibility push(hidden) /* a plugin in the worker must not find these */

/* What a folder entry is, as far as the catalogue cares. Times in nanoseconds since 1970. */
struct file_identity {
    uint64_t device, inode, size;
    int64_t  modified, changed;
    uint32_t mode, owner;
};

/* Opens a file for reading without following a final symbolic link and tells what it is. The descriptor, or -errno. */
int file_open(const char *path, struct file_identity *identity);

/* Tells what a path is, without following a final symbolic link. 0 or errno. */
int file_identify(const char *path, struct file_identity *identity);

/* Tells what an open file is. 0 or errno. */
int file_identify_open(int file, struct file_identity *identity);

/*
 * Keeps writers away from a file that is open for reading (a read lease): 0 when nobody writes, and who wants to begin waits
 * until `file_release`; 1 when somebody writes; -1 when this system cannot tell, or the file is not ours.
 */
int file_hold(int file);
void file_release(int file);

/* Whether somebody has the file open for writing, as file_hold tells. */
int file_is_being_written(const char *path);

/*
 * Copies an open file into memory that nobody can change any more, and maps it for reading. Gives a close-on-exec
 * descriptor of at least 16 (so that it never stands in the way of a worker's 0 to 4), or -errno. A file longer than
 * `limit` gives -EFBIG.
 */
int file_seal(int file, const char *name, uint64_t limit, const void **bytes, size_t *size);
void file_unmap(const void *bytes, size_t size);

/* Reads up to `size` bytes from where the file stands; fewer at its end. */
size_t file_read(int file, void *bytes, size_t size);

/*
 * Writes a file that its owner alone may read, whole or not at all: under another name, synced, then renamed over `path`.
 * 0 or errno.
 */
int file_replace(const char *path, const void *bytes, size_t size);

/* A close-on-exec copy of a descriptor, at least 16; -errno. */
int file_raise(int descriptor);

/* dlopen(RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE); NULL and a sentence in `error`. */
void *file_load(const char *path, char *error, size_t size);

/* The file of the loaded object that holds `address`, or NULL. Owned by the loader. */
const char *file_of_address(const void *address);

/* Watches a folder for files that come, go or are written to their end. A non-blocking inotify descriptor, or -errno. */
int folder_watch(const char *path);

/*
 * Reads pending events as text: for each 'F' (finished: written and closed, moved in, gone) or 'B' (begun: created,
 * attributes changed), the name, '/'. Gives the length, 0 when there are none. `size` of at least 8 KiB holds what one
 * read gives; an overflow of the kernel's queue reads as "F/": look at everything.
 */
size_t folder_events(int watch, char *text, size_t size);

#pragma GCC visibility pop
