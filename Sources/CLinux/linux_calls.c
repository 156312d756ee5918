#define _GNU_SOURCE
#include "linux_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

int linux_limit(enum linux_resource resource, uint64_t most) {
  static const int resources[] = {RLIMIT_AS, RLIMIT_CPU, RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_CORE};
  if ((unsigned int)resource >= sizeof resources / sizeof *resources) {
    errno = EINVAL;
    return -1;
  }
  struct rlimit limit;
  if (getrlimit(resources[resource], &limit) != 0) return -1;
  if (limit.rlim_max > most) limit.rlim_max = most;
  if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
  return setrlimit(resources[resource], &limit);
}

int linux_forbid_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

int linux_end_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

int linux_close_from(unsigned int first) { return close_range(first, ~0U, 0); }

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int linux_process_descriptor(pid_t process) { return pidfd_open(process, 0); }

int linux_event_counter(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

short linux_spawn_flags(void) {
  return POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
}
