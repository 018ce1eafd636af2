#define _GNU_SOURCE
#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

int control_write(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return errno;
    int error = write(file, text, strlen(text)) < 0 ? errno : 0;
    close(file);
    return error;
}

int control_is_delegated(const char *folder) {
    static const char *const names[] = { "user.delegate", "trusted.delegate" };
    char value;
    for (size_t index = 0; index < sizeof names / sizeof *names; index++)
        if (getxattr(folder, names[index], &value, 1) == 1 && value == '1') return 1;
    return 0;
}
