/*
 * victim.c: a process to be harmed. Keeps a secret in its memory and prints where, then sends each byte it reads
 * back, until its standard input ends.
 *
 *     victim USER SECRET
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static char secret[64];

int main(int count, char **arguments) {
    unshare(CLONE_NEWUTS); /* as root: a namespace that others may want to enter */
    uid_t user = count > 2 ? (uid_t)atoi(arguments[1]) : 0;
    if (count != 3 || (user && (setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0))) return 2;
    strncpy(secret, arguments[2], sizeof secret - 1);
    prctl(PR_SET_DUMPABLE, 1); /* a change of user took it away */
    printf("%p\n", (void *)secret);
    fflush(stdout);
    for (char byte; read(STDIN_FILENO, &byte, 1) > 0 && write(STDOUT_FILENO, &byte, 1) > 0;) {}
}
