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
    Option("chats", .duration(kept), .otherwise("180d"), "Chats of users with an account."),
    Option("guest_chats", .duration(kept), .otherwise("30d"), "Chats of guests."),
    Option("logs", .duration(kept), .otherwise("30d"), "Log files."),
  ])

  private static let kept: ClosedRange<Duration> = .seconds(3600) ... .seconds(36_500 * 86_400)
}
