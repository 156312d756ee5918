/// A store as the third schema kept it. Frozen: files like it are in the field.
enum SchemaThree {
  /// What it adds to the tables of the second.
  static let changes = """
    CREATE TABLE spending (
      upstream TEXT NOT NULL,
      day TEXT NOT NULL,
      nanos INTEGER NOT NULL,
      PRIMARY KEY (upstream, day)
    ) STRICT, WITHOUT ROWID;


    PRAGMA user_version = 3;
    """

  static let rows = "INSERT INTO spending VALUES ('main', '2026-11-20', 12000);"
}
