/* process.h: starting and ending worker processes. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#pragma GCC visibility push(hidden) /* a plugin in the worker must not find these */

/* Descriptors a worker is born with; it dies when there are others. 0 to 2 are /dev/null. */
#define WORKER_SOCKET 3
#define WORKER_PLUGIN 4

/*
 * Starts `path` with the socket and the plugin's memory as its only descriptors, in a session of its own, with
 * `libraries` (may be NULL) as LD_LIBRARY_PATH and no other environment. Call it from a thread that lives as long as the
 * worker may: the kernel ends the worker with the thread that started it. Process id and a descriptor for its end, 0 or errno.
 */
int process_spawn(const char *path, int socket, int plugin, const char *libraries, pid_t *process, int *end);

/* A descriptor that becomes readable when a process ends (pidfd), close-on-exec; -errno. */
int process_watch(pid_t process);

/* How an ended process ended, once: its exit code, or its signal + 256. -1 while it runs. */
int process_reap(pid_t process);

/* What the threads of a process have used of processors, in nanoseconds; -1 when there is no such process. */
int64_t process_time(pid_t process);

/* Kills a process that was not reaped yet, and reaps it. Waits for what SIGKILL takes: next to nothing. */
void process_end(pid_t process);

/* A timer on the monotonic clock that is not running yet; -errno. */
int timer_make(void);

/* Lets the timer fire once, in `milliseconds`. */
void timer_set(int timer, int64_t milliseconds);

/* Reads and forgets what made an eventfd or timer ready. */
void counter_clear(int descriptor);

/* A counter that wakes whoever polls it; -errno. */
int counter_make(void);
void counter_add(int descriptor);

/*
 * Lets the calling thread, and the threads it starts from now on, run on when they wake another (SCHED_BATCH): work then
 * passes between threads in batches, where it otherwise costs two switches a piece. Alone, a wake is as fast as before.
 */
void thread_prefer_batches(void);

/* Makes this process unreadable for others of its user: no core file, no ptrace, no /proc/…/mem. */
void process_hide(void);

/* Names the calling thread for debuggers; at most 15 bytes. */
void thread_name(const char *name);

/* "segmentation fault" for 11; constant text. */
const char *signal_sentence(int signal);
/* "SIGSEGV" for 11, without the SIG; constant text or NULL. */
const char *signal_name(int signal);

/* The text for an errno, into `text`. */
void error_sentence(int error, char *text, size_t size);

#pragma GCC visibility pop
