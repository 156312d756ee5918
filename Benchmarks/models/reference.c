// The reference of `make bench-models`: libcurl's multi interface with epoll and nothing else.
//
//   reference URL STREAMS PROBES
//
// Holds STREAMS - 1 replies open at 20 tokens a second and asks PROBES times, one after the other, for a
// short reply. Prints the microseconds from each request to the first token. No JSON is read: the
// first bytes of the body count.

#define _GNU_SOURCE
#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  CURL *easy;
  uint64_t begun, first;
  bool done;
} Reply;

static int poller, timer;
static CURLM *multi;
static long begun_replies;

static uint64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes;
  Reply *reply = context;
  if (!reply->first) reply->first = now_us(), begun_replies++;
  return size * count;
}

static int on_socket(CURL *easy, curl_socket_t socket, int what, void *context, void *own) {
  (void)easy, (void)context, (void)own;
  if (what == CURL_POLL_REMOVE) {
    epoll_ctl(poller, EPOLL_CTL_DEL, socket, NULL);
    return 0;
  }
  struct epoll_event event = {
      .events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0),
      .data.fd = socket};
  if (epoll_ctl(poller, EPOLL_CTL_MOD, socket, &event) != 0)
    epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event);
  return 0;
}

static int on_timer(CURLM *all, long milliseconds, void *context) {
  (void)all, (void)context;
  struct itimerspec when = {0};
  if (milliseconds >= 0) {
    when.it_value.tv_sec = milliseconds / 1000;
    when.it_value.tv_nsec = milliseconds ? milliseconds % 1000 * 1000000 : 1;
  }
  timerfd_settime(timer, 0, &when, NULL);
  return 0;
}

static void work(void) {
  struct epoll_event events[64];
  int running, count = epoll_wait(poller, events, 64, 1000);
  for (int i = 0; i < count; i++) {
    if (events[i].data.fd == timer) {
      uint64_t expirations;
      if (read(timer, &expirations, sizeof expirations) > 0)
        curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
    } else {
      int ready = (events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP) ? CURL_CSELECT_IN : 0) |
                  (events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0);
      curl_multi_socket_action(multi, events[i].data.fd, ready, &running);
    }
  }
  int left;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    Reply *reply = NULL;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&reply);
    reply->done = true;
    curl_multi_remove_handle(multi, reply->easy);
    curl_easy_cleanup(reply->easy);
  }
}

static void ask(Reply *reply, const char *url, struct curl_slist *headers, const char *model) {
  char body[512];
  snprintf(body, sizeof body,
      "{\"max_tokens\":100,\"messages\":[{\"content\":\"How are you?\",\"role\":\"user\"}],"
      "\"model\":\"%s\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}", model);
  memset(reply, 0, sizeof *reply);
  reply->begun = now_us();
  reply->easy = curl_easy_init();
  curl_easy_setopt(reply->easy, CURLOPT_URL, url);
  curl_easy_setopt(reply->easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(reply->easy, CURLOPT_COPYPOSTFIELDS, body);
  curl_easy_setopt(reply->easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(reply->easy, CURLOPT_WRITEDATA, reply);
  curl_easy_setopt(reply->easy, CURLOPT_PRIVATE, reply);
  curl_easy_setopt(reply->easy, CURLOPT_NOSIGNAL, 1L);
  curl_multi_add_handle(multi, reply->easy);
}

int main(int count, char **arguments) {
  if (count != 4) return 64;
  char url[512];
  snprintf(url, sizeof url, "%s/chat/completions", arguments[1]);
  long streams = atol(arguments[2]), probes = atol(arguments[3]);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  poller = epoll_create1(EPOLL_CLOEXEC);
  timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = timer};
  epoll_ctl(poller, EPOLL_CTL_ADD, timer, &event);
  multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
  struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
  Reply *open = calloc((size_t)streams, sizeof *open);
  for (long i = 0; i < streams - 1; i++) ask(&open[i], url, headers, "ok-100000-20");
  while (begun_replies < streams - 1) work();
  for (long i = 0; i < probes; i++) {
    Reply probe;
    ask(&probe, url, headers, "ok-2-0");
    while (!probe.done) work();
    printf("%lu\n", (unsigned long)(probe.first - probe.begun));
  }
  return 0;
}
