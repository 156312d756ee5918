#pragma once
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// libmicrohttpd is set up through variadic functions, and Glibc's Swift module hides epoll, eventfd
// and some socket calls: all of them are reached through the functions below.

/// The functions that libmicrohttpd calls; `context` is handed to each.
typedef struct {
  void *context;
  MHD_AccessHandlerCallback access;
  MHD_RequestCompletedCallback completed;
  MHD_NotifyConnectionCallback connection;
  void *(*target)(void *context, const char *uri, struct MHD_Connection *connection);
  void (*message)(void *context, const char *text);
} parley_httpd_callbacks;

/// What libmicrohttpd complains about, as one line of text.
static inline void parley_httpd_log(void *context, const char *format, va_list arguments) {
  const parley_httpd_callbacks *callbacks = context;
  char line[512];
  vsnprintf(line, sizeof line, format, arguments);
  callbacks->message(callbacks->context, line);
}

/// Starts a daemon without a listening socket: connections are added by MHD_add_connection.
/// `callbacks` has to live as long as the daemon. NULL when it cannot start.
static inline struct MHD_Daemon *parley_httpd_start(
    const parley_httpd_callbacks *callbacks, unsigned int threads, unsigned int connections,
    size_t connection_memory) {
  unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC
      | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG;
  void *context = callbacks->context;
  // A pool of one thread is refused: the daemon's own thread serves then.
  if (threads < 2) {
    return MHD_start_daemon(
        flags, 0, NULL, NULL, callbacks->access, context,
        MHD_OPTION_EXTERNAL_LOGGER, parley_httpd_log, (void *)callbacks,
        MHD_OPTION_NOTIFY_COMPLETED, callbacks->completed, context,
        MHD_OPTION_NOTIFY_CONNECTION, callbacks->connection, context,
        MHD_OPTION_URI_LOG_CALLBACK, callbacks->target, context,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_END);
  }
  return MHD_start_daemon(
      flags, 0, NULL, NULL, callbacks->access, context,
      MHD_OPTION_EXTERNAL_LOGGER, parley_httpd_log, (void *)callbacks,
      MHD_OPTION_NOTIFY_COMPLETED, callbacks->completed, context,
      MHD_OPTION_NOTIFY_CONNECTION, callbacks->connection, context,
      MHD_OPTION_URI_LOG_CALLBACK, callbacks->target, context,
      MHD_OPTION_THREAD_POOL_SIZE, threads,
      MHD_OPTION_CONNECTION_LIMIT, connections,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
      MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_END);
}

static inline int parley_httpd_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

/// What the connection callback left as the socket's context.
static inline void *parley_httpd_socket_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

/// Bytes of the request line and the header fields; 0 while they are not complete.
static inline size_t parley_httpd_header_size(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  return info ? info->header_size : 0;
}

/// Accepts a connection that does not block and is not inherited.
static inline int parley_httpd_accept(
    int listener, struct sockaddr_storage *address, socklen_t *length) {
  *length = sizeof *address;
  return accept4(listener, (struct sockaddr *)address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

/// Milliseconds since the last byte came in over TCP; -1 when the socket cannot tell.
static inline long parley_httpd_since_last_byte(int socket) {
  struct tcp_info info;
  socklen_t length = sizeof info;
  if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) return -1;
  return (long)info.tcpi_last_data_recv;
}

/// Bytes that have come in over TCP; -1 when the socket cannot tell. Glibc's tcp_info ends before
/// the field: it is the 64 bits at offset 128 of the kernel's (linux/tcp.h, since 4.1).
static inline long parley_httpd_bytes_received(int socket) {
  uint64_t info[17] = {0};
  socklen_t length = sizeof info;
  if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, info, &length) != 0) return -1;
  return length < sizeof info ? -1 : (long)info[16];
}

/// Names the calling thread, for debuggers and `top -H`.
static inline void parley_httpd_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

static inline int parley_httpd_event_counter(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

static inline void parley_httpd_event_signal(int counter) {
  uint64_t one = 1;
  ssize_t written;
  do written = write(counter, &one, sizeof one); while (written < 0 && errno == EINTR);
}

static inline void parley_httpd_event_clear(int counter) {
  uint64_t count;
  ssize_t taken;
  do taken = read(counter, &count, sizeof count); while (taken < 0 && errno == EINTR);
}

static inline int parley_httpd_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

/// Tells once, with `key`, when the other side has closed its half or the whole connection.
static inline int parley_httpd_epoll_watch_leaving(int epoll, int socket, uint64_t key) {
  struct epoll_event event = {.events = EPOLLRDHUP | EPOLLET, .data.u64 = key};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

/// Tells, with `key`, as long as there is something to read.
static inline int parley_httpd_epoll_watch_input(int epoll, int socket, uint64_t key) {
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = key};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

/// Something that epoll has told.
typedef struct {
  uint64_t key;
  /// 1 when the connection is gone in both directions or failed, 0 otherwise.
  int is_gone;
} parley_httpd_event;

/// Waits for events; returns how many came. -1 milliseconds waits for ever.
static inline int parley_httpd_epoll_wait(
    int epoll, parley_httpd_event *told, int capacity, int milliseconds) {
  struct epoll_event events[64];
  int count = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, milliseconds);
  for (int i = 0; i < count; i++) {
    told[i].key = events[i].data.u64;
    told[i].is_gone = (events[i].events & (EPOLLHUP | EPOLLERR)) != 0;
  }
  return count;
}

/// Raises the limit of open files to the most that is allowed; returns the limit then in force.
static inline unsigned long parley_httpd_raise_file_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  if (limit.rlim_cur < limit.rlim_max) {
    rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = before;
  }
  return (unsigned long)limit.rlim_cur;
}
