/* control.h: files of control groups. */
#pragma once

#pragma GCC visibility push(hidden) /* a plugin in the worker must not find these */

/* Writes a word to a control file. 0 or errno. */
int control_write(const char *path, const char *text);

/* Whether systemd has marked a group's folder as delegated: 1 or 0. */
int control_is_delegated(const char *folder);

#pragma GCC visibility pop
