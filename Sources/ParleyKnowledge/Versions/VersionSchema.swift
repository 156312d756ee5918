/// The tables of a version file.
enum VersionSchema {
  /// The number of the schema that versions are built with.
  static let number = 4
  /// The schemas that are read. In 3, `words` may hold words of rare signs otherwise than `postings`
  /// would now.
  static let readable = 3...4

  /// `words` is the full-text index; `postings` holds the same words packed, a row for each stem, so
  /// that a search touches only the rows of its own words. `blocks` holds what is read whole when a
  /// version is opened (``IndexBlock``), and `field_values` each distinct value of a text field
  /// (``FieldValueTable``). ``RecordRows`` tells of the row ids of facets and numbers.
  ///
  /// Words are stems already: the tokenizer only has to cut at spaces. To `ascii` every sign beyond
  /// ASCII belongs to a word; `14.99`, `c++` and `c#` stay whole too.
  static let tables = """
    CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE records(
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
      document TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE TABLE facets(
      field TEXT NOT NULL, value TEXT NOT NULL, stems TEXT NOT NULL, record INTEGER NOT NULL) STRICT;
    CREATE TABLE numbers(
      field TEXT NOT NULL, value REAL NOT NULL, record INTEGER NOT NULL) STRICT;
    CREATE TABLE field_values(
      field TEXT NOT NULL, value TEXT NOT NULL, stems TEXT NOT NULL, records INTEGER NOT NULL,
      first INTEGER NOT NULL, PRIMARY KEY(field, value)) STRICT, WITHOUT ROWID;
    CREATE TABLE outlines(record INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT;
    CREATE TABLE postings(
      stem TEXT PRIMARY KEY, records INTEGER NOT NULL, list BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE blocks(name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
    CREATE VIRTUAL TABLE words USING fts5(
      title, people, labels, body, content='', tokenize="ascii tokenchars '.+#'");
    """

  /// For a table that is filled at once and optimized at the end: its parts are as long as memory has
  /// room for, and are joined once.
  static let filling = """
    INSERT INTO words(words, rank) VALUES ('automerge', 0), ('hashsize', 8388608);
    """

  /// Made after the rows, which is faster and packs better.
  static let indexes = """
    CREATE INDEX facets_by_stems ON facets(field, stems);
    CREATE INDEX numbers_by_value ON numbers(field, value);
    """
}
