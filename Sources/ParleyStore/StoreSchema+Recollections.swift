import ParleySQLite

extension StoreSchema {
  /// Summaries, memories and findings get tables of their own. What was drawn from messages goes with
  /// them: a summary with the first of those it covers, a memory with the last.
  static let recollections = Migration(version: 5, sql: summaries + memories + findings)

  private static let summaries = """
    CREATE TABLE summaries (
      number INTEGER PRIMARY KEY,
      chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
      plugin TEXT NOT NULL,
      version INTEGER NOT NULL,
      text TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (chat, version)
    ) STRICT;

    CREATE TABLE summary_messages (
      summary INTEGER NOT NULL REFERENCES summaries (number) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      message TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      PRIMARY KEY (summary, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX summary_messages_by_message ON summary_messages (message);
    CREATE TRIGGER summary_lost_a_message AFTER DELETE ON summary_messages BEGIN
      DELETE FROM summaries WHERE number = OLD.summary;
    END;

    """

  private static let memories = """
    CREATE TABLE memories (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      owner TEXT NOT NULL,
      text TEXT NOT NULL,
      -- The text without case and punctuation: the same twice is one memory.
      folded TEXT NOT NULL,
      importance REAL NOT NULL,
      confidence REAL NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      expires_at INTEGER,
      superseded_by TEXT REFERENCES memories (id) ON DELETE SET NULL,
      corrected INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX memories_by_owner ON memories (owner, updated_at) WHERE superseded_by IS NULL;
    CREATE INDEX memories_by_successor ON memories (superseded_by) WHERE superseded_by IS NOT NULL;
    CREATE INDEX memories_by_expiry ON memories (expires_at) WHERE expires_at IS NOT NULL;

    CREATE TABLE memory_evidence (
      memory TEXT NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
      message TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      PRIMARY KEY (memory, message)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX memory_evidence_by_message ON memory_evidence (message);
    CREATE TRIGGER memory_lost_its_evidence AFTER DELETE ON memory_evidence
    WHEN NOT EXISTS (SELECT 1 FROM memory_evidence WHERE memory = OLD.memory) BEGIN
      DELETE FROM memories WHERE id = OLD.memory;
    END;

    -- How much each message tells about its owner, until memories have been drawn from it.
    CREATE TABLE observations (
      message TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
      owner TEXT NOT NULL,
      importance INTEGER NOT NULL,
      is_reflected INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX observations_open ON observations (owner) WHERE is_reflected = 0;

    """

  private static let findings = """
    CREATE TABLE findings (
      number INTEGER PRIMARY KEY,
      owner TEXT NOT NULL,
      reply TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      persona TEXT NOT NULL,
      plugin TEXT NOT NULL,
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX findings_by_kind ON findings (kind, created_at);
    CREATE INDEX findings_by_reply ON findings (reply);
    """
}
