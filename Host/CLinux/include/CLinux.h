/* CLinux: what Swift cannot call (variadic calls, macros, filter programs), and what host and worker must agree on. */
#pragma once

#include <linux/sched.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/vfs.h>

#include "channel.h"
#include "control.h"
#include "files.h"
#include "frame.h"
#include "locks.h"
#include "process.h"
#include "sandbox.h"
