import ParleyPlugin

extension ConfigurationSchema {
  static let telemetry = OptionSchema([
    section("log", log, "The program's own log, on standard error.")
  ])

  private static let log = OptionSchema([
    Option(
      "format", .choice(["json", "text"]), .otherwise("json"), "One JSON object per line, or text."),
    Option(
      "level", .choice(["debug", "info", "warning", "error"]), .otherwise("info"),
      "The least important messages that are written."),
  ])
}
