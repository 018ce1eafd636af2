/* Reading, making, changing and removing files. */
#include "hostile.h"

#include <dirent.h>
#include <linux/openat2.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

static long tell_content(int file, struct told *told) {
    if (file < 0) return -1;
    ssize_t count = read(file, told->text, sizeof told->text - 1);
    return count;
}

static long read_file(char *const *word, struct told *told) {
    return tell_content(open(word[0], O_RDONLY), told);
}

static long read_by_openat2(char *const *word, struct told *told) {
    struct open_how how = { .flags = O_RDONLY };
    return tell_content((int)syscall(SYS_openat2, AT_FDCWD, word[0], &how, sizeof how), told);
}

/* Landlock lets us read below /proc/self/task, where this link to everything lies. */
static long read_through_root(char *const *word, struct told *told) {
    char path[4096];
    snprintf(path, sizeof path, "/proc/self/task/%d/root%s", gettid(), word[0]);
    return tell_content(open(path, O_RDONLY), told);
}

/* A name first, content later. */
static long read_through_path(char *const *word, struct told *told) {
    char path[64];
    int name = open(word[0], O_PATH);
    if (name < 0) return -1;
    snprintf(path, sizeof path, "/proc/self/task/%d/fd/%d", gettid(), name);
    return tell_content(open(path, O_RDONLY), told);
}

/* Past all names, as root may. */
static long read_by_handle(char *const *word, struct told *told) {
    _Alignas(struct file_handle) char room[sizeof(struct file_handle) + MAX_HANDLE_SZ];
    struct file_handle *handle = (void *)room;
    int mount;
    handle->handle_bytes = MAX_HANDLE_SZ;
    if (name_to_handle_at(AT_FDCWD, word[0], handle, &mount, 0) != 0) return -1;
    int folder = open("/", O_RDONLY);
    return folder < 0 ? -1 : tell_content(open_by_handle_at(folder, handle, O_RDONLY), told);
}

/* What we may have been born with: the content of any descriptor there is. */
static long read_inherited(char *const *word, struct told *told) {
    ssize_t count = -1;
    (void)word;
    for (int descriptor = 4; descriptor < 1024 && count < 0; descriptor++) count = pread(descriptor, told->text, sizeof told->text - 1, 0);
    return count;
}

static long list_folder(char *const *word, struct told *told) {
    DIR *folder = opendir(word[0]);
    if (!folder) return -1;
    for (struct dirent *entry; (entry = readdir(folder));)
        snprintf(told->text + strlen(told->text), sizeof told->text - strlen(told->text), "%s ", entry->d_name);
    return closedir(folder);
}

static long create_file(char *const *word, struct told *told) {
    (void)told;
    return open(word[0], O_WRONLY | O_CREAT, 0600);
}

static long create_by_creat(char *const *word, struct told *told) {
    (void)told;
    return syscall(SYS_creat, word[0], 0600);
}

/* A file without a name gets one. */
static long create_by_link(char *const *word, struct told *told) {
    char path[64];
    (void)told;
    int file = open(word[1], O_TMPFILE | O_WRONLY, 0600);
    if (file < 0) return -1;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return linkat(AT_FDCWD, path, AT_FDCWD, word[0], AT_SYMLINK_FOLLOW);
}

static long write_file(char *const *word, struct told *told) {
    (void)told;
    int file = open(word[0], O_WRONLY);
    return file < 0 ? -1 : write(file, "overwritten", 11);
}

static long map_file(char *const *word, struct told *told) {
    (void)told;
    int file = open(word[0], O_RDWR);
    char *bytes = file < 0 ? MAP_FAILED : mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (bytes == MAP_FAILED) return -1;
    memcpy(bytes, "overwritten", 11);
    return 0;
}

static long truncate_file(char *const *word, struct told *told) {
    (void)told;
    return truncate(word[0], 0);
}

static long remove_file(char *const *word, struct told *told) {
    (void)told;
    return unlink(word[0]);
}

static long rename_file(char *const *word, struct told *told) {
    (void)told;
    return rename(word[0], word[1]);
}

static long make_folder(char *const *word, struct told *told) {
    (void)told;
    return mkdir(word[0], 0700);
}

static long make_link(char *const *word, struct told *told) {
    (void)told;
    return link(word[1], word[0]);
}

static long make_symbolic_link(char *const *word, struct told *told) {
    (void)told;
    return symlink("/etc/passwd", word[0]);
}

static long make_pipe(char *const *word, struct told *told) {
    (void)told;
    return mknod(word[0], S_IFIFO | 0600, 0);
}

static long change_mode(char *const *word, struct told *told) {
    (void)told;
    return chmod(word[0], 0777);
}

static long change_times(char *const *word, struct told *told) {
    const struct timespec times[2] = { { 1, 0 }, { 1, 0 } };
    (void)told;
    return utimensat(AT_FDCWD, word[0], times, 0);
}

const struct attempt file_attempts[] = {
    { "read-file", read_file }, { "read-by-openat2", read_by_openat2 }, { "read-through-root", read_through_root },
    { "read-through-path", read_through_path }, { "read-by-handle", read_by_handle }, { "read-inherited", read_inherited }, { "list-folder", list_folder },
    { "create-file", create_file }, { "create-by-creat", create_by_creat }, { "create-by-link", create_by_link },
    { "write-file", write_file }, { "map-file", map_file }, { "truncate-file", truncate_file }, { "remove-file", remove_file },
    { "rename-file", rename_file }, { "make-folder", make_folder }, { "make-link", make_link },
    { "make-symbolic-link", make_symbolic_link }, { "make-pipe", make_pipe }, { "change-mode", change_mode },
    { "change-times", change_times }, { 0 },
};
