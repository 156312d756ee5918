import ParleySQLite

/// The tables of `parley.sqlite`. Times are milliseconds since 1970; JSON is text.
enum StoreSchema {
  /// `PRAGMA application_id` of our files: the letters "Prly".
  static let applicationID: Int32 = 0x5072_6c79

  /// What the file is, for errors.
  static let name = "the store of chats"

  /// Steps are only ever added: a file in the field has run those before.
  static let migrations = [
    Migration(version: 1, sql: chats + turns + sessions + words + jobs),
    Migration(version: 2, sql: outgoing),
    Migration(version: 3, sql: spending),
    Migration(version: 4, sql: messageTree),
    recollections,
    Migration(version: 6, sql: usage + estimates),
    Migration(version: 7, sql: summaryEnds),
  ]

  private static let chats = """
    CREATE TABLE chats (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      owner TEXT NOT NULL,
      persona TEXT NOT NULL,
      title TEXT NOT NULL,
      fence TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX chats_by_use ON chats (owner, updated_at, id);

    -- A tree by parent: another version of a message is a sibling, nothing is overwritten.
    CREATE TABLE messages (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      parent TEXT,
      role TEXT NOT NULL,
      content TEXT NOT NULL,
      status TEXT NOT NULL,
      finish_reason TEXT,
      upstream TEXT,
      model TEXT,
      usage TEXT,
      citations TEXT NOT NULL,
      notices TEXT NOT NULL,
      knowledge TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (chat, seq),
      UNIQUE (chat, id),
      FOREIGN KEY (chat, parent) REFERENCES messages (chat, id)
    ) STRICT;
    CREATE INDEX messages_by_parent ON messages (chat, parent);
    -- One reply of a chat is made at a time.
    CREATE UNIQUE INDEX messages_unfinished ON messages (chat)
      WHERE status IN ('pending', 'streaming');

    """

  private static let turns = """
    CREATE TABLE generations (
      id TEXT PRIMARY KEY,
      chat TEXT NOT NULL,
      reply TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      FOREIGN KEY (chat, reply) REFERENCES messages (chat, id) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX generations_by_reply ON generations (chat, reply);

    CREATE TABLE traces (
      generation TEXT PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
      value TEXT NOT NULL
    ) STRICT;

    -- Which turn a named request has made.
    CREATE TABLE idempotency_keys (
      owner TEXT NOT NULL,
      key TEXT NOT NULL,
      body_hash TEXT NOT NULL,
      generation TEXT NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (owner, key)
    ) STRICT;
    CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
    CREATE INDEX idempotency_keys_by_generation ON idempotency_keys (generation);

    """

  private static let sessions = """
    -- The chat need not be there yet.
    CREATE TABLE sessions (
      id TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      chat TEXT NOT NULL,
      persona TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_active_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sessions_by_use ON sessions (owner, last_active_at, id);
    CREATE INDEX sessions_by_chat ON sessions (chat);
    CREATE INDEX sessions_by_end ON sessions (expires_at);

    """

  /// See ``WordIndex``.
  private static let words = """
    CREATE VIRTUAL TABLE words USING fts5 (
      owner, text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
    );

    """

  private static let jobs = """
    CREATE TABLE jobs (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      owner TEXT NOT NULL,
      chat TEXT NOT NULL,
      reply TEXT NOT NULL,
      plugin TEXT NOT NULL,
      status TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      payload TEXT NOT NULL,
      failure TEXT,
      done_at INTEGER,
      FOREIGN KEY (chat, reply) REFERENCES messages (chat, id) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX jobs_by_due ON jobs (status, due_at, number);
    CREATE INDEX jobs_by_reply ON jobs (chat, reply);

    -- What jobs wanted done, for those who do it.
    CREATE TABLE effects (
      job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (job, seq)
    ) STRICT;
    CREATE INDEX effects_by_kind ON effects (kind, created_at);

    -- Log lines on their way to their files. AUTOINCREMENT: a number never comes twice.
    CREATE TABLE outgoing_log_lines (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      file TEXT NOT NULL,
      line TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outgoing_log_lines_by_file ON outgoing_log_lines (file, number);
    """
}
