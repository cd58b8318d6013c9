/* A disk of the tests' own, put under a program by LD_PRELOAD.
 *
 * RAPPORTEUR_DISK_FOLDER  the folder that lies on it, as the program spells it
 * RAPPORTEUR_DISK_LOG     where to note every write, sync, rename, … below the folder, and every line that the program
 *                         prints: from it, tests make what a power cut would have left
 * RAPPORTEUR_DISK_FAULT   a file; while it holds a number, what a disk in that state cannot do below the folder fails
 *                         with that errno: ENOSPC when it is full, EROFS when it is write-protected, EIO when it is gone
 *
 * Linux alone, and a program of one process; workers only read. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FDS 4096

static char names[MAX_FDS][512]; /* The name below the folder that a descriptor was opened by; empty: not ours. */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;

static const char *below(const char *path) {
    const char *folder = getenv("RAPPORTEUR_DISK_FOLDER");
    if (!folder || !path) return NULL;
    size_t n = strlen(folder);
    if (strncmp(path, folder, n) != 0) return NULL;
    if (path[n] == '\0') return ".";
    return path[n] == '/' ? path + n + 1 : NULL;
}

static const char *name_of(int fd) { return fd >= 0 && fd < MAX_FDS && names[fd][0] ? names[fd] : NULL; }

/* The errno that changes fail with now; 0 for none. */
static int fault(void) {
    const char *path = getenv("RAPPORTEUR_DISK_FAULT");
    if (!path) return 0;
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    char text[16] = {0};
    long n = syscall(SYS_read, fd, text, sizeof text - 1);
    syscall(SYS_close, fd);
    return n > 0 ? atoi(text) : 0;
}

static int is_gone(int code) { return code == EIO || code == ENODEV; }

/* What a disk that is full, write-protected or gone still does: the first grows nothing, the second changes nothing. */
enum deed { READ, CHANGE, GROW };

static int fails(enum deed deed) {
    int code = fault();
    int is_bad = is_gone(code) || (code == ENOSPC ? deed == GROW : code != 0 && deed != READ);
    if (is_bad) errno = code;
    return is_bad;
}

static void put(const void *bytes, size_t n) {
    const char *from = bytes;
    while (n > 0) {
        long done = syscall(SYS_write, log_fd, from, n);
        if (done <= 0) return;
        from += done;
        n -= (size_t)done;
    }
}

/* One record: a line of tabs, then as many bytes as it says last. */
static void note(const char *what, const char *name, const char *other, long long at, const void *bytes, size_t n) {
    const char *path = getenv("RAPPORTEUR_DISK_LOG");
    if (!path) return;
    int kept = errno;
    pthread_mutex_lock(&turn);
    if (log_fd < 0) log_fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char line[1400];
    int length = snprintf(line, sizeof line, "%s\t%s\t%s\t%lld\t%zu\n", what, name, other ? other : "", at, n);
    put(line, (size_t)length);
    if (n > 0) put(bytes, n);
    pthread_mutex_unlock(&turn);
    errno = kept;
}

static int opened(const char *name, int flags, int fd, int was_there) {
    if (fd < 0 || fd >= MAX_FDS) return fd;
    names[fd][0] = '\0';
    if (!name) return fd;
    snprintf(names[fd], sizeof names[fd], "%s", name);
    if ((flags & O_CREAT) && !was_there) note("create", name, NULL, 0, NULL, 0);
    if ((flags & O_TRUNC) && was_there) note("truncate", name, NULL, 0, NULL, 0);
    return fd;
}

static int open_by(int at, const char *path, int flags, mode_t mode) {
    const char *name = below(path);
    struct stat there;
    int was_there = name && (flags & (O_CREAT | O_TRUNC)) && stat(path, &there) == 0;
    enum deed deed = (flags & O_CREAT) && !was_there ? GROW : flags & (O_WRONLY | O_RDWR) ? CHANGE : READ;
    if (name && fails(deed)) return -1;
    return opened(name, flags, (int)syscall(SYS_openat, at, path, flags | O_LARGEFILE, mode), was_there);
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;                                      \
        va_end(rest);                                                                                                  \
        return open_by(AT_FDCWD, path, flags, mode);                                                                   \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                                   \
    int name(int at, const char *path, int flags, ...) {                                                               \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;                                      \
        va_end(rest);                                                                                                  \
        return open_by(at, path, flags, mode);                                                                         \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    if (fd >= 0 && fd < MAX_FDS) names[fd][0] = '\0';
    return (int)syscall(SYS_close, fd);
}

ssize_t pread64(int fd, void *into, size_t n, off64_t at) {
    if (name_of(fd) && fails(READ)) return -1;
    return syscall(SYS_pread64, fd, into, n, at);
}
ssize_t pread(int fd, void *into, size_t n, off_t at) { return pread64(fd, into, n, at); }

ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) {
    const char *name = name_of(fd);
    if (name && fails(GROW)) return -1;
    ssize_t done = syscall(SYS_pwrite64, fd, from, n, at);
    if (name && done > 0) note("write", name, NULL, at, from, (size_t)done);
    return done;
}
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) { return pwrite64(fd, from, n, at); }

ssize_t write(int fd, const void *from, size_t n) {
    const char *name = name_of(fd);
    if (name && fails(GROW)) return -1;
    long long at = name ? lseek64(fd, 0, SEEK_CUR) : 0;
    ssize_t done = syscall(SYS_write, fd, from, n);
    if (name && done > 0) note("write", name, NULL, at, from, (size_t)done);
    else if (fd == 1 && done > 0) note("said", "", NULL, 0, from, (size_t)done);
    return done;
}

/* Kernel copies would go by us: let std fall back to reading and writing. */
ssize_t copy_file_range(int in, off64_t *at_in, int out, off64_t *at_out, size_t n, unsigned flags) {
    (void)in, (void)at_in, (void)out, (void)at_out, (void)n, (void)flags;
    errno = ENOSYS;
    return -1;
}

ssize_t writev(int fd, const struct iovec *parts, int n_parts) {
    if (!name_of(fd)) return syscall(SYS_writev, fd, parts, n_parts);
    ssize_t all = 0;
    for (int idx = 0; idx < n_parts; idx++) {
        ssize_t done = write(fd, parts[idx].iov_base, parts[idx].iov_len);
        if (done < 0) return all > 0 ? all : -1;
        all += done;
        if ((size_t)done < parts[idx].iov_len) break;
    }
    return all;
}

int ftruncate64(int fd, off64_t length) {
    const char *name = name_of(fd);
    if (name && fails(CHANGE)) return -1;
    int done = (int)syscall(SYS_ftruncate, fd, length);
    if (name && done == 0) note("truncate", name, NULL, length, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

#define SYNC(call)                                                                                                     \
    int call(int fd) {                                                                                                 \
        const char *name = name_of(fd);                                                                                \
        if (name && fails(CHANGE)) return -1;                                                                               \
        int done = (int)syscall(SYS_##call, fd);                                                                       \
        if (name && done == 0) note("sync", name, NULL, 0, NULL, 0);                                                   \
        return done;                                                                                                   \
    }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
    const char *old = below(from), *new = below(to);
    if ((old || new) && fails(CHANGE)) return -1;
    int done = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (done == 0 && old && new) note("rename", old, new, 0, NULL, 0);
    return done;
}

int unlink(const char *path) {
    const char *name = below(path);
    if (name && fails(CHANGE)) return -1;
    int done = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (done == 0 && name) note("unlink", name, NULL, 0, NULL, 0);
    return done;
}

int mkdir(const char *path, mode_t mode) {
    const char *name = below(path);
    if (name && fails(GROW)) return -1;
    int done = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (done == 0 && name) note("mkdir", name, NULL, 0, NULL, 0);
    return done;
}
