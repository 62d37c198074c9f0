/* A disk that keeps a diary and can fail: preloaded into a program under test.

   DISK_ROOT   only files below this path are watched
   DISK_DIARY  write down every change of them, for the power-cut simulator (see power.py)
   DISK_KINDS  which calls are counted: w write, f fsync, r read, o open, u unlink, m rename, t truncate
   DISK_AT     the n-th of these fails, counted from 1; with DISK_STICKY all after it too
   DISK_ERRNO  how; 0: a write that stops half-way

   A record of the diary: kind, length of path (2), offset (8), length of data (4), path, data. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { FILES = 4096, LENGTH = 512 };
static char root[LENGTH], kinds[16], names[FILES][LENGTH];
static int diary = -1, ack = -1, sticky = 0, how = EIO;
static long at = 0, count = 0;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static ssize_t put(int file, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(file, data, size);
}

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("DISK_ROOT"), *book = getenv("DISK_DIARY"), *text;
    if (!where) return;
    strncpy(root, where, LENGTH - 1);
    if ((text = getenv("DISK_KINDS"))) strncpy(kinds, text, sizeof kinds - 1);
    if ((text = getenv("DISK_AT"))) at = atol(text);
    if ((text = getenv("DISK_ERRNO"))) how = atoi(text);
    if ((text = getenv("DISK_ACK"))) ack = atoi(text);
    sticky = getenv("DISK_STICKY") != 0;
    if (book) {
        int (*plain)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
        diary = plain(book, O_WRONLY | O_CREAT | O_APPEND, 0600);
    }
}

static int below(const char *path) { return root[0] && path && !strncmp(path, root, strlen(root)); }

static const char *name_of(int file) {
    return file >= 0 && file < FILES && names[file][0] ? names[file] : 0;
}

static void note(char kind, const char *path, int64_t offset, const void *data, uint32_t size) {
    char head[15 + LENGTH];
    uint16_t length = (uint16_t)strlen(path);
    if (diary < 0) return;
    pthread_mutex_lock(&gate);
    head[0] = kind;
    memcpy(head + 1, &length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &size, 4);
    memcpy(head + 15, path, length);
    put(diary, head, 15u + length);
    if (size) put(diary, data, size);
    pthread_mutex_unlock(&gate);
}

/* Whether this call is the one that fails. */
static int fails(char kind) {
    int is_now = 0;
    if (!at || !strchr(kinds, kind)) return 0;
    pthread_mutex_lock(&gate);
    count++;
    is_now = count == at || (sticky && count > at);
    pthread_mutex_unlock(&gate);
    if (is_now && (how || kind != 'w')) errno = how ? how : EIO;
    return is_now;
}

static int opened(int file, const char *path) {
    if (file >= 0 && file < FILES) {
        names[file][0] = 0;
        if (below(path)) {
            strncpy(names[file], path, LENGTH - 1);
            note('O', path, 0, 0, 0);
        }
    }
    return file;
}

#define OPEN(symbol) \
    int symbol(const char *path, int flags, ...) { \
        va_list more; \
        va_start(more, flags); \
        int mode = va_arg(more, int); \
        va_end(more); \
        REAL(int, #symbol, const char *, int, ...); \
        if (below(path) && fails('o')) return -1; \
        return opened(real(path, flags, mode), path); \
    }
OPEN(open)
OPEN(open64)

#define PWRITE(symbol, offset_t) \
    ssize_t symbol(int file, const void *data, size_t size, offset_t offset) { \
        REAL(ssize_t, #symbol, int, const void *, size_t, offset_t); \
        const char *path = name_of(file); \
        if (path && fails('w')) { \
            if (how) return -1; \
            size /= 2; \
        } \
        ssize_t done = real(file, data, size, offset); \
        if (path && done > 0) note('W', path, offset, data, (uint32_t)done); \
        return done; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define PREAD(symbol, offset_t) \
    ssize_t symbol(int file, void *data, size_t size, offset_t offset) { \
        REAL(ssize_t, #symbol, int, void *, size_t, offset_t); \
        if (name_of(file) && fails('r')) return -1; \
        return real(file, data, size, offset); \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

ssize_t write(int file, const void *data, size_t size) {
    const char *path = name_of(file);
    if (file == ack && ack >= 0) note('A', "ack", 0, data, (uint32_t)size);
    if (!path) return put(file, data, size);
    if (fails('w')) {
        if (how) return -1;
        size /= 2;
    }
    off_t offset = lseek(file, 0, SEEK_CUR);
    ssize_t done = put(file, data, size);
    if (done > 0) note('W', path, offset, data, (uint32_t)done);
    return done;
}

ssize_t read(int file, void *data, size_t size) {
    REAL(ssize_t, "read", int, void *, size_t);
    if (name_of(file) && fails('r')) return -1;
    return real(file, data, size);
}

#define TRUNCATE(symbol, offset_t) \
    int symbol(int file, offset_t size) { \
        REAL(int, #symbol, int, offset_t); \
        const char *path = name_of(file); \
        if (path && fails('t')) return -1; \
        int done = real(file, size); \
        if (path && !done) note('T', path, size, 0, 0); \
        return done; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(symbol) \
    int symbol(int file) { \
        REAL(int, #symbol, int); \
        const char *path = name_of(file); \
        if (path && fails('f')) return -1; \
        int done = real(file); \
        if (path && !done) note('S', path, 0, 0, 0); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    if (below(path) && fails('u')) return -1;
    int done = real(path);
    if (!done && below(path)) note('U', path, 0, 0, 0);
    return done;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (below(to) && fails('m')) return -1;
    int done = real(from, to);
    if (!done && below(to)) note('M', from, 0, to, (uint32_t)strlen(to));
    return done;
}

int close(int file) {
    REAL(int, "close", int);
    if (file >= 0 && file < FILES) names[file][0] = 0;
    return real(file);
}
