// Lets the n-th write, wait for the disk, or allocation of a program fail, when a test says so.
//
//   cc -shared -fPIC -O2 -o fault_shim.so fault_shim.c -ldl
//   LD_PRELOAD=./fault_shim.so FAULT_CONTROL=file FAULT_ROOT=folder program …
//
// FAULT_ROOT      the folder whose files can fail to be written and synced
// FAULT_CONTROL   a file that begins with the structure below. The test has it mapped as well: it arms
//                 and disarms the fault while the program runs, and reads what was counted.
//
// Calls are counted from the moment at which the fault is armed: writes (write, pwrite, ftruncate),
// syncs (fsync, fdatasync), and allocations (malloc, realloc) that the SQLite library itself makes.
// Nobody else's allocations fail.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { NOTHING, WRITES, SYNCS, ALLOCATIONS, KINDS };

struct control {
  _Atomic uint32_t kind;      // what fails
  _Atomic uint32_t nth;       // which call fails, from 1; 0: none, calls are only counted
  _Atomic uint32_t lasting;   // whether all later ones fail too
  _Atomic uint32_t silent;    // whether the program is told that it went well: the planted fault
  _Atomic uint32_t error;     // errno of failing writes and syncs
  _Atomic uint32_t counted;   // calls of this kind since it was armed
  _Atomic uint32_t failed;    // how many of them failed
};

static struct control *control;
static uintptr_t library_start, library_end;

static void give_up(const char *what) {
  fprintf(stderr, "fault_shim: %s: %s\n", what, strerror(errno));
  _exit(99);
}

static void *real(const char *name) {
  void *call = dlsym(RTLD_NEXT, name);
  if (!call) give_up(name);
  return call;
}

// Where the code of SQLite lies.
static int find_library(struct dl_phdr_info *info, size_t size, void *unused) {
  (void)size, (void)unused;
  if (!info->dlpi_name || !strstr(info->dlpi_name, "libsqlite3.so")) return 0;
  for (int index = 0; index < info->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[index];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
    library_start = info->dlpi_addr + part->p_vaddr;
    library_end = library_start + part->p_memsz;
  }
  return 1;
}

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("FAULT_CONTROL");
  if (!name) return;
  int file = open(name, O_RDWR | O_CLOEXEC);
  if (file < 0) give_up(name);
  void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) give_up(name);
  close(file);
  control = mapped;
}

// Whether this call is one that fails.
static int fails(enum kind kind) {
  if (atomic_load(&control->kind) != kind) return 0;
  uint32_t number = atomic_fetch_add(&control->counted, 1) + 1;
  uint32_t nth = atomic_load(&control->nth);
  if (nth == 0 || number < nth || (number > nth && !atomic_load(&control->lasting))) return 0;
  atomic_fetch_add(&control->failed, 1);
  return 1;
}

// Whether a descriptor is a regular file below FAULT_ROOT.
static int is_watched(int file) {
  char link[64], path[PATH_MAX];
  struct stat status;
  const char *root = getenv("FAULT_ROOT");
  if (!root || fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  size_t size = strlen(root);
  return strncmp(path, root, size) == 0 && path[size] == '/';
}

static int file_fails(enum kind kind, int file) {
  if (!control || atomic_load(&control->kind) != kind) return 0;
  int reason = errno;
  int fault = is_watched(file) && fails(kind);
  errno = fault ? (int)atomic_load(&control->error) : reason;
  return fault;
}

static int is_silent(void) { return atomic_load(&control->silent) != 0; }

ssize_t write(int file, const void *bytes, size_t count) {
  static ssize_t (*next)(int, const void *, size_t);
  if (!next) next = real("write");
  if (file_fails(WRITES, file)) return is_silent() ? (ssize_t)count : -1;
  return next(file, bytes, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
  static ssize_t (*next)(int, const void *, size_t, off64_t);
  if (!next) next = real("pwrite64");
  if (file_fails(WRITES, file)) return is_silent() ? (ssize_t)count : -1;
  return next(file, bytes, count, place);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
  return pwrite64(file, bytes, count, place);
}

int ftruncate64(int file, off64_t length) {
  static int (*next)(int, off64_t);
  if (!next) next = real("ftruncate64");
  if (file_fails(WRITES, file)) return is_silent() ? 0 : -1;
  return next(file, length);
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

int fsync(int file) {
  static int (*next)(int);
  if (!next) next = real("fsync");
  if (file_fails(SYNCS, file)) return is_silent() ? 0 : -1;
  return next(file);
}

int fdatasync(int file) {
  static int (*next)(int);
  if (!next) next = real("fdatasync");
  if (file_fails(SYNCS, file)) return is_silent() ? 0 : -1;
  return next(file);
}

// Allocations. The names of the C library under which it can be reached without dlsym, which
// allocates itself.
extern void *__libc_malloc(size_t);
extern void *__libc_realloc(void *, size_t);

static int allocation_fails(const void *caller) {
  if (!control || atomic_load(&control->kind) != ALLOCATIONS) return 0;
  // Some programs load the library only when they need it.
  if (library_end == 0) dl_iterate_phdr(find_library, NULL);
  uintptr_t place = (uintptr_t)caller;
  return place >= library_start && place < library_end && fails(ALLOCATIONS);
}

void *malloc(size_t size) {
  if (allocation_fails(__builtin_return_address(0))) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_malloc(size);
}

void *realloc(void *memory, size_t size) {
  if (allocation_fails(__builtin_return_address(0))) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_realloc(memory, size);
}
