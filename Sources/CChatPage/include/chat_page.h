#pragma once
#include <stddef.h>

/// One file of the chat page, inside the program.
struct chat_page_file {
  /// Its name in Files/, for example "page.js".
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

/// The files, in no order; nothing behind the last. They live as long as the program.
const struct chat_page_file *chat_page_file_at(size_t index);
