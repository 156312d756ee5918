// An OpenAI-compatible upstream for measurements: one thread, epoll, a wheel of timers.
//
//   upstream            prints its base URL, then serves on loopback until it is killed
//
// The name of the model says what comes:
//   ok-TOKENS-RATE      the numbers 0, 1, 2 … as tokens, the first at once, then RATE a second; all as fast
//                       as the socket takes them when RATE is 0
//   wide-TOKENS-BYTES   pieces of so many bytes, as fast as the socket takes them
// A finish reason, the usage and [DONE] follow, and the connection is kept.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { WHEEL = 4096, INPUT = 256 * 1024, OUTPUT = 16 * 1024 };

typedef struct Connection {
  int socket;
  bool answering, waits, turns, dead;  // `waits`: for the socket; `turns`: stands in the wheel
  long tokens, rate, width, next;
  uint64_t begun;  // in microseconds
  size_t received, capacity, start, end;
  char *input, output[OUTPUT];
  struct Connection *later;  // in the same slot of the wheel
} Connection;

static int poller;
static Connection *wheel[WHEEL];
static uint64_t swept;  // the millisecond up to which the wheel has turned

static uint64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static void watch(Connection *c, bool for_room) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | (for_room ? EPOLLOUT : 0), .data.ptr = c};
  epoll_ctl(poller, EPOLL_CTL_MOD, c->socket, &event);
  c->waits = for_room;
}

// Sends what lies in the output; false when the socket takes no more.
static bool flush(Connection *c) {
  while (c->start < c->end) {
    ssize_t sent = send(c->socket, c->output + c->start, c->end - c->start, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EAGAIN) { if (!c->waits) watch(c, true); }
      else c->answering = false, c->start = c->end = 0;
      return false;
    }
    c->start += (size_t)sent;
  }
  c->start = c->end = 0;
  if (c->waits) watch(c, false);
  return true;
}

// Appends one chunk of the coding, with one event in it.
static void add_event(Connection *c, const char *json, size_t length) {
  c->end += (size_t)sprintf(c->output + c->end, "%zx\r\ndata: ", length + 8);
  memcpy(c->output + c->end, json, length);
  c->end += length;
  c->end += (size_t)sprintf(c->output + c->end, "\n\n\r\n");
}

static const char *HEAD =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
    "Transfer-Encoding: chunked\r\n\r\n";
static const char *CHUNK =
    "{\"id\":\"chatcmpl-7QyqpwdfhqwajicIEznoc6Q47XAyW\",\"object\":\"chat.completion.chunk\","
    "\"created\":1763600000,\"model\":\"fake\",\"choices\":[{\"index\":0,\"delta\":{";

static void add_next(Connection *c) {
  char json[OUTPUT / 2];
  size_t length;
  if (c->next < c->tokens) {
    length = (size_t)sprintf(json, "%s\"content\":\"", CHUNK);
    if (c->width) {
      memset(json + length, 'x', (size_t)c->width);
      length += (size_t)c->width;
    } else {
      length += (size_t)sprintf(json + length, "%ld ", c->next);
    }
    length += (size_t)sprintf(json + length, "\"},\"finish_reason\":null}]}");
  } else if (c->next == c->tokens) {
    length = (size_t)sprintf(json, "%s},\"finish_reason\":\"stop\"}]}", CHUNK);
  } else {
    length = (size_t)sprintf(
        json, "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":%ld}}", c->tokens);
  }
  add_event(c, json, length);
  if (++c->next < c->tokens + 2) return;
  add_event(c, "[DONE]", 6);
  c->end += (size_t)sprintf(c->output + c->end, "0\r\n\r\n");
  c->answering = false;
}

// Sends as fast as the socket takes it.
static void pour(Connection *c) {
  while (flush(c) && c->answering)
    while (c->answering && c->end + OUTPUT / 2 + 64 < OUTPUT) add_next(c);
}

static void await_turn(Connection *c) {
  uint64_t due = c->begun + (uint64_t)c->next * 1000000 / (uint64_t)c->rate;
  uint64_t slot = due / 1000 <= swept ? swept + 1 : due / 1000;
  c->turns = true;
  c->later = wheel[slot % WHEEL];
  wheel[slot % WHEEL] = c;
}

static void take_turn(Connection *c) {
  c->turns = false;
  if (c->dead) { close(c->socket); free(c->input); free(c); return; }
  if (!c->answering) return;
  if (c->end + OUTPUT / 2 + 64 < OUTPUT) {
    add_next(c);
    while (c->answering && c->next >= c->tokens) add_next(c);  // The end comes with the last token.
    flush(c);
  }
  if (c->answering) await_turn(c);
}

static void begin_reply(Connection *c) {
  const char *model = strstr(c->input, "\"model\":\"");
  c->tokens = c->rate = c->width = c->next = 0;
  if (!model || (sscanf(model + 9, "ok-%ld-%ld", &c->tokens, &c->rate) != 2 &&
                 sscanf(model + 9, "wide-%ld-%ld", &c->tokens, &c->width) != 2)) {
    static const char *refusal =
        "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 32\r\n\r\n"
        "{\"error\":{\"message\":\"no model\"}}\n";
    c->end += (size_t)sprintf(c->output, "%s", refusal);
    flush(c);
    return;
  }
  if (c->width > OUTPUT / 2 - 512) c->width = OUTPUT / 2 - 512;
  c->answering = true;
  c->begun = now_us();
  c->end += (size_t)sprintf(c->output + c->end, "%s", HEAD);
  if (c->rate) take_turn(c); else pour(c);
}

static void receive(Connection *c) {
  while (true) {
    if (c->capacity - c->received < 4096) {
      c->capacity = c->capacity ? c->capacity * 2 : 8192;
      if (c->capacity > INPUT) { c->dead = true; return; }
      c->input = realloc(c->input, c->capacity + 1);
    }
    ssize_t count = recv(c->socket, c->input + c->received, c->capacity - c->received, 0);
    if (count == 0 || (count < 0 && errno != EAGAIN)) { c->dead = true; return; }
    if (count < 0) break;
    c->received += (size_t)count;
  }
  c->input[c->received] = 0;
  char *body = strstr(c->input, "\r\n\r\n"), *length = strcasestr(c->input, "content-length:");
  if (!body || !length || c->answering) return;
  size_t whole = (size_t)(body + 4 - c->input) + strtoul(length + 15, NULL, 10);
  if (c->received < whole) return;
  c->received = 0;
  begin_reply(c);
}

static void accept_all(int listener) {
  int socket, on = 1;
  while ((socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Connection *c = calloc(1, sizeof *c);
    c->socket = socket;
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event);
  }
}

static void turn_wheel(void) {
  uint64_t now = now_us() / 1000;
  while (swept < now) {
    Connection *c = wheel[++swept % WHEEL];
    wheel[swept % WHEEL] = NULL;
    while (c) {
      Connection *later = c->later;
      take_turn(c);
      c = later;
    }
  }
}

int main(void) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 4096) != 0 ||
      getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
    perror("cannot listen");
    return 1;
  }
  poller = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  printf("http://127.0.0.1:%d/v1\n", ntohs(address.sin_port));
  fflush(stdout);
  swept = now_us() / 1000;
  while (true) {
    struct epoll_event events[256];
    int count = epoll_wait(poller, events, 256, 1);
    for (int i = 0; i < count; i++) {
      Connection *c = events[i].data.ptr;
      if (!c) { accept_all(listener); continue; }
      if (events[i].events & (EPOLLIN | EPOLLRDHUP | EPOLLERR | EPOLLHUP)) receive(c);
      if (c->dead) {
        epoll_ctl(poller, EPOLL_CTL_DEL, c->socket, NULL);
        // One that stands in the wheel is freed when its turn comes.
        if (!c->turns) { close(c->socket); free(c->input); free(c); }
        continue;
      }
      if (events[i].events & EPOLLOUT) { if (c->rate) flush(c); else pour(c); }
    }
    turn_wheel();
  }
}
