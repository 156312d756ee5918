import ParleyPlugin

extension ConfigurationSchema {
  static let storage = OptionSchema([
    Option(
      "directory", .path, .otherwise("data"),
      "The folder for all that Parley writes; the environment variable `PARLEY_DATA_DIR` goes before it."
    ),
    section("retention", retention, "How long things are kept after their last use."),
  ])

  private static let retention = OptionSchema([
    Option(
      "chats", .duration(kept), .otherwise("180d"),
      "Chats of the local user and of accounts, with all that was made from them."),
    Option("guest_chats", .duration(kept), .otherwise("30d"), "Chats of guests."),
    Option(
      "logs", .duration(kept), .otherwise("30d"),
      "Lines that plugins have written to log files, by their `ts`."),
    Option(
      "traces", .duration(kept), .otherwise("90d"),
      "What happened in turns: prompts, searches, attempts. Replies stay without it."),
    Option(
      "jobs", .duration(kept), .otherwise("7d"),
      "Jobs that are done. What they found out stays with its chat."),
    Option(
      "findings", .duration(kept), .otherwise("90d"),
      "What plugins found for operators, such as unanswered questions; with its chat it goes earlier."
    ),
  ])

  private static let kept: ClosedRange<Duration> = .seconds(3600) ... .seconds(36_500 * 86_400)
}
