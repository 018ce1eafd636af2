/* locks.h: numbers that one process on this machine may hold at a time. */
#pragma once

#include <stdint.h>

#pragma GCC visibility push(hidden) /* a plugin in the worker must not find these */

/*
 * Opens a file whose bytes stand for the numbers, and makes it, and its folder, where they are missing. Refuses what somebody
 * else could have prepared (EPERM). A close-on-exec descriptor, or -errno.
 */
int numbers_open(const char *path);

/*
 * Takes a number: 0, or errno; EAGAIN when somebody has it. It belongs to the open file, not to the process, so two who
 * opened it in one process do not share; the kernel gives it back when the process ends, however it ends.
 */
int numbers_take(int file, uint32_t number);
void numbers_give_back(int file, uint32_t number);

#pragma GCC visibility pop
