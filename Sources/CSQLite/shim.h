#pragma once
#include <sqlite3.h>
#include <stddef.h>

// What Swift cannot call: variadic functions and the casts behind SQLITE_TRANSIENT.

/// Turns a switch of the connection on (1) or off (0).
static inline int parley_db_switch(sqlite3 *db, int option, int on) {
  int now = 0;
  return sqlite3_db_config(db, option, on, &now);
}

/// Binds a copy of `size` bytes of UTF-8, NUL bytes included.
static inline int parley_bind_text(sqlite3_stmt *statement, int index, const char *text, size_t size) {
  return sqlite3_bind_text64(
      statement, index, size ? text : "", (sqlite3_uint64)size, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds a copy of `size` bytes; no bytes stay an empty blob instead of becoming NULL.
static inline int parley_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, size_t size) {
  if (size == 0) return sqlite3_bind_zeroblob(statement, index, 0);
  return sqlite3_bind_blob64(statement, index, bytes, (sqlite3_uint64)size, SQLITE_TRANSIENT);
}

/// Keeps what a savepoint may have to take back in memory up to `spill` bytes, and leaves out
/// counting of memory. Works before the first connection only.
static inline void parley_configure(int spill) {
  sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, spill);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
