extension StoreSchema {
  /// Summaries know between which messages they lie, so that a long chat need not be gone through to
  /// find those that hold.
  static let summaryEnds = """
    ALTER TABLE summaries ADD COLUMN first TEXT;
    ALTER TABLE summaries ADD COLUMN last TEXT;
    UPDATE summaries SET
      first = (
        SELECT messages.id FROM summary_messages CROSS JOIN messages
          ON messages.id = summary_messages.message
        WHERE summary_messages.summary = summaries.number ORDER BY messages.seq LIMIT 1),
      last = (
        SELECT messages.id FROM summary_messages CROSS JOIN messages
          ON messages.id = summary_messages.message
        WHERE summary_messages.summary = summaries.number ORDER BY messages.seq DESC LIMIT 1);
    CREATE INDEX summaries_by_end ON summaries (chat, plugin, last);
    """
}
