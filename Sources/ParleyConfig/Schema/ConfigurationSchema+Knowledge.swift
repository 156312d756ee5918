import ParleyPlugin

extension ConfigurationSchema {
  static let collection = OptionSchema([
    Option("name", .name, .required, "Names the collection for plugins and commands."),
    Option(
      "kind", .choice(["products", "books", "documents"]), .required,
      "Chooses weights and presentation, not which fields a record may have."),
    Option(
      "currency", .text, .optional, "Of prices that name none; three letters of ISO 4217."),
    Option("language", .name, .otherwise("en"), "Of the texts, as a BCP 47 tag."),
    list("sources", source, "Where the records come from."),
    Option(
      "gate", .object(gate), .optional,
      "What a new version must be worth on judged questions; below, the version in use stays."),
    Option(
      "max_age", .object(maximumAge), .optional,
      "How old figures may be; older ones are said with the day they were last confirmed."),
    Option(
      "keep_versions", .integer(1...100), .otherwise(3),
      "How many built versions stay on disk for a rollback."),
  ])

  private static let gate = OptionSchema([
    Option("questions", .path, .optional, "Questions with ids of records, CSV; this or `queries`."),
    Option("queries", .path, .optional, "Queries as TREC writes them, with `qrels`."),
    Option("qrels", .path, .optional, "Judgments as TREC writes them."),
    Option("ndcg@10", .number(0...1), .optional, "The least nDCG@10."),
    Option("recall@20", .number(0...1), .optional, "The least recall@20."),
    Option("mrr", .number(0...1), .optional, "The least mean reciprocal rank."),
  ])

  private static let source = OptionSchema([
    Option("path", .path, .optional, "A file or folder to read; this or `command`."),
    Option(
      "command", .list(.text), .optional,
      "A program, absolute or beside the configuration, and its arguments, whose output is read; no "
        + "shell; this or `path`."),
    Option(
      "environment", .list(.name), .otherwise([]),
      "Environment variables that the command gets; it sees no others."),
    Option(
      "timeout", .duration(.seconds(1) ... .seconds(86_400)), .otherwise("10m"),
      "How long the command may take."),
    Option("format", .name, .optional, "Of the data, for example `csv`; files tell by their name."),
    Option(
      "every", .duration(.seconds(1) ... .seconds(31 * 86_400)), .optional,
      "How often the source is read again while Parley serves."),
    Option(
      "update", .boolean, .otherwise(false),
      "Merge what comes into the collection instead of replacing it; a row without a title changes only "
        + "the fields that it has."),
  ])

  private static let maximumAge = OptionSchema([
    Option("price", .duration(age), .optional, "Of a record's price."),
    Option("stock", .duration(age), .optional, "Of a record's stock."),
  ])

  private static let age: ClosedRange<Duration> = .seconds(1) ... .seconds(36_500 * 86_400)
}
