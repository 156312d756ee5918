// Watches a program wait for its disk, and remembers what a power cut would leave of its files.
//
//   cc -shared -fPIC -O2 -o fsync_shim.so fsync_shim.c -ldl
//   LD_PRELOAD=./fsync_shim.so FSYNC_LOG=calls program …
//
// FSYNC_OFF       whether the disk lies: nothing is waited for nor kept, and all is said to have gone well
// FSYNC_DELAY_MS  each fsync and fdatasync takes so many milliseconds longer
// FSYNC_LOG       a file that gets one byte for each call that has succeeded
// FSYNC_ROOT      the folder whose files are watched; without it, every file
// FSYNC_DROP      an existing folder. It holds each watched file as it was when it was last synced,
//                 under its path with '/' written as '%': what the disk has after a power cut that
//                 drops every write that was not waited for. A file that is not there never reached
//                 the disk; one that was removed is gone with the next sync of any other, as on file
//                 systems that keep a journal of their names. Renaming is not followed.
//
// A file is read through the descriptor that is synced: opening and closing it anew would take away
// the locks that the program holds on it. Only one that was opened for nothing but writing is opened
// anew.

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

// Ends the program: a harness that cannot see must not let a test pass.
static void give_up(const char *what) {
  fprintf(stderr, "fsync_shim: %s: %s\n", what, strerror(errno));
  _exit(99);
}

static void wait_longer(void) {
  const char *setting = getenv("FSYNC_DELAY_MS");
  long milliseconds = setting ? strtol(setting, NULL, 10) : 0;
  if (milliseconds <= 0) return;
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  while (nanosleep(&time, &time) != 0 && errno == EINTR) {
  }
}

// Whether the descriptor is a regular file below FSYNC_ROOT; its path goes to `path`.
static int is_watched(int file, char path[PATH_MAX]) {
  char link[64];
  struct stat status;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) give_up(link);
  path[length] = 0;
  const char *root = getenv("FSYNC_ROOT");
  if (!root) return 1;
  size_t size = strlen(root);
  return strncmp(path, root, size) == 0 && path[size] == '/';
}

// Copies the file into FSYNC_DROP, wholly or not at all.
static void keep(int file, const char *path) {
  const char *folder = getenv("FSYNC_DROP");
  if (!folder) return;
  char name[PATH_MAX], kept[2 * PATH_MAX + 2], fresh[2 * PATH_MAX + 8];
  snprintf(name, sizeof name, "%s", path);
  for (char *letter = name; *letter; letter++) {
    if (*letter == '/') *letter = '%';
  }
  snprintf(kept, sizeof kept, "%s/%s", folder, name);
  snprintf(fresh, sizeof fresh, "%s.new", kept);
  int copy = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (copy < 0) give_up(fresh);
  int flags = fcntl(file, F_GETFL);
  int source = file;
  if (flags >= 0 && (flags & O_ACCMODE) == O_WRONLY) source = open(path, O_RDONLY | O_CLOEXEC);
  if (source < 0) give_up(path);
  static char bytes[1 << 16];
  off_t place = 0;
  for (;;) {
    ssize_t count = pread(source, bytes, sizeof bytes, place);
    if (count < 0) give_up(path);
    if (count == 0) break;
    if (write(copy, bytes, count) != count) give_up(fresh);
    place += count;
  }
  close(copy);
  if (source != file) close(source);
  if (rename(fresh, kept) != 0) give_up(kept);
}

// Forgets what was kept of files that have been removed since.
static void forget_removed(void) {
  const char *folder = getenv("FSYNC_DROP");
  if (!folder) return;
  DIR *entries = opendir(folder);
  if (!entries) give_up(folder);
  for (struct dirent *entry; (entry = readdir(entries));) {
    char path[sizeof entry->d_name];
    if (entry->d_name[0] != '%') continue;
    snprintf(path, sizeof path, "%s", entry->d_name);
    for (char *letter = path; *letter; letter++) {
      if (*letter == '%') *letter = '/';
    }
    if (access(path, F_OK) != 0 && errno == ENOENT) unlinkat(dirfd(entries), entry->d_name, 0);
  }
  closedir(entries);
}

static void count_call(void) {
  const char *name = getenv("FSYNC_LOG");
  if (!name) return;
  int log = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0 || write(log, ".", 1) != 1) give_up(name);
  close(log);
}

static int synced(int (*call)(int), int file) {
  if (getenv("FSYNC_OFF")) return 0;
  wait_longer();
  pthread_mutex_lock(&lock);
  int result = call(file);
  int reason = errno;
  char path[PATH_MAX];
  if (result == 0 && is_watched(file, path)) {
    keep(file, path);
    forget_removed();
    count_call();
  }
  pthread_mutex_unlock(&lock);
  errno = reason;
  return result;
}

static int (*real(const char *name))(int) {
  int (*call)(int);
  // The way that POSIX gives to turn an object pointer into a function pointer.
  *(void **)&call = dlsym(RTLD_NEXT, name);
  if (!call) give_up(name);
  return call;
}

int fsync(int file) { return synced(real("fsync"), file); }

int fdatasync(int file) { return synced(real("fdatasync"), file); }
