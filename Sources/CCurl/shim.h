#pragma once
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

// libcurl's setters are variadic macros and Glibc's Swift module hides epoll and eventfd: both are
// reached through the functions below.

static inline CURLcode parley_easy_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode parley_easy_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

/// For options of which libcurl keeps a copy: every `char *` but POSTFIELDS.
static inline CURLcode parley_easy_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

/// For options of which libcurl keeps the pointer.
static inline CURLcode parley_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

typedef size_t (*parley_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode parley_easy_set_data_callback(
    CURL *easy, CURLoption option, parley_data_callback callback) {
  return curl_easy_setopt(easy, option, callback);
}

static int parley_refuse_rewind(void *context, curl_off_t offset, int origin) {
  (void)context, (void)offset, (void)origin;
  return CURL_SEEKFUNC_FAIL;
}

/// Keeps libcurl from sending a body again, which it does by itself when a kept connection dies. What
/// the other side made of the first one is not known then.
static inline CURLcode parley_easy_forbid_rewind(CURL *easy) {
  return curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, parley_refuse_rewind);
}

typedef curl_socket_t (*parley_open_socket_callback)(
    void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode parley_easy_set_open_socket(
    CURL *easy, parley_open_socket_callback callback, void *context) {
  CURLcode result = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
  return result ? result : curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

/// Copies an IP address into `bytes` (room for 16); returns its length, 0 for other families.
static inline int parley_address_bytes(const struct curl_sockaddr *address, uint8_t *bytes) {
  if (address->family == AF_INET) {
    const struct sockaddr_in *internet = (const struct sockaddr_in *)(const void *)&address->addr;
    memcpy(bytes, &internet->sin_addr, 4);
    return 4;
  }
  if (address->family == AF_INET6) {
    const struct sockaddr_in6 *internet = (const struct sockaddr_in6 *)(const void *)&address->addr;
    memcpy(bytes, &internet->sin6_addr, 16);
    return 16;
  }
  return 0;
}

static inline curl_socket_t parley_open_socket(const struct curl_sockaddr *address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline long parley_easy_get_long(CURL *easy, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

/// What was set as CURLOPT_PRIVATE.
static inline void *parley_easy_get_context(CURL *easy) {
  char *context = NULL;
  return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &context) == CURLE_OK ? context : NULL;
}

static inline CURLMcode parley_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
  return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode parley_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

typedef int (*parley_socket_callback)(
    CURL *easy, curl_socket_t socket, int what, void *context, void *socket_context);

static inline CURLMcode parley_multi_set_socket_callback(
    CURLM *multi, parley_socket_callback callback) {
  return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
}

typedef int (*parley_timer_callback)(CURLM *multi, long milliseconds, void *context);

static inline CURLMcode parley_multi_set_timer_callback(
    CURLM *multi, parley_timer_callback callback) {
  return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
}

/// Takes the next finished transfer; NULL when there is none.
static inline CURL *parley_multi_next_finished(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

/// Names the calling thread, for debuggers and `top -H`.
static inline void parley_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

static inline int parley_event_counter(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

/// Adds one to an event counter.
static inline void parley_event_signal(int counter) {
  uint64_t one = 1;
  ssize_t written;
  do written = write(counter, &one, sizeof one); while (written < 0 && errno == EINTR);
}

/// Sets an event counter to zero.
static inline void parley_event_clear(int counter) {
  uint64_t count;
  ssize_t taken;
  do taken = read(counter, &count, sizeof count); while (taken < 0 && errno == EINTR);
}

static inline int parley_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

/// Watches a socket for what libcurl asks (CURL_POLL_…), whether or not it was watched before.
static inline int parley_epoll_watch(int epoll, int socket, int what) {
  struct epoll_event event = {0};
  event.data.fd = socket;
  if (what & CURL_POLL_IN) event.events |= EPOLLIN;
  if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
  if (epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0) return 0;
  return errno == ENOENT ? epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) : -1;
}

static inline void parley_epoll_forget(int epoll, int socket) {
  epoll_ctl(epoll, EPOLL_CTL_DEL, socket, NULL);
}

/// A socket that is ready, with libcurl's words for what it is ready for (CURL_CSELECT_…).
typedef struct {
  int socket;
  int ready;
} parley_ready_socket;

/// Waits for sockets; returns how many are ready. -1 milliseconds waits for ever.
static inline int parley_epoll_wait(
    int epoll, parley_ready_socket *ready, int capacity, int milliseconds) {
  struct epoll_event events[64];
  int count = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, milliseconds);
  for (int i = 0; i < count; i++) {
    ready[i].socket = events[i].data.fd;
    ready[i].ready = 0;
    // An error is found by reading. CURL_CSELECT_ERR alone would hide which one it was.
    if (events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP)) ready[i].ready |= CURL_CSELECT_IN;
    if (events[i].events & EPOLLOUT) ready[i].ready |= CURL_CSELECT_OUT;
  }
  return count;
}
