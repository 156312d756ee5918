#pragma once
#include <stdint.h>
#include <sys/types.h>

// System calls that Glibc's Swift module hides: variadic ones, and those of headers it leaves out.
// All return 0 (or a descriptor) when they succeed, otherwise -1 with `errno` set.

/// What `linux_limit` limits.
enum linux_resource {
  LINUX_ADDRESS_SPACE,
  LINUX_CPU_SECONDS,
  LINUX_OPEN_FILES,
  LINUX_FILE_SIZE,
  LINUX_CORE_SIZE,
};

/// Lowers a limit of this process for good; one that is lower already stays.
int linux_limit(enum linux_resource resource, uint64_t most);

/// No program that this process starts gains rights by its file's owner or capabilities.
int linux_forbid_new_privileges(void);

/// The signal this process gets when the thread that started it ends.
int linux_end_with_parent(int signal);

/// Closes every descriptor from this one on.
int linux_close_from(unsigned int first);

/// A pipe whose ends other programs do not inherit.
int linux_pipe(int ends[2]);

/// A descriptor that becomes readable when the process has ended (Linux 5.3).
int linux_process_descriptor(pid_t process);

/// The flags of `posix_spawnattr_setflags` for a session of its own, a mask of signals and defaults for
/// others.
short linux_spawn_flags(void);

/// A counter that is readable while it is not zero.
int linux_event_counter(void);
