import ParleyPlugin

extension ConfigurationSchema {
  static let persona = OptionSchema([
    Option("name", .name, .required, "Names the persona for clients; it is their model id."),
    Option("label", .text, .optional, "What people see; left out, the name."),
    Option("language", .name, .otherwise("en"), "In which it speaks, as a BCP 47 tag."),
    Option("greeting", .text, .optional, "Said when a chat begins."),
    Option("samples", .list(.text), .otherwise([]), "Questions that a newcomer may ask."),
    Option(
      "instructions", .text, .otherwise(""),
      "What the model is told; `{{date}}`, `{{time}}`, `{{persona}}`, `{{label}}` and `variables` are filled in."
    ),
    Option("variables", .map(.text), .otherwise([:]), "Texts for `{{name}}` in the instructions."),
    Option(
      "upstreams", .list(.text), .optional,
      "Upstreams to try, in order; left out, all in their order."),
    Option(
      "plugins", .list(.text), .optional,
      "Plugins that take part, in the order of `plugins`; left out, all."),
    section("budget", budget, "How an upstream's context is divided."),
    Option(
      "placement", .choice(["system", "late"]), .otherwise("system"),
      "Where records stand: in the system message, or in a last one before the question, which keeps the provider's prompt cache."
    ),
    Option("contact", .text, .optional, "Said when it cannot help: `mailto:…` or a URL."),
  ])

  private static let budget = OptionSchema([
    Option("reply", .integer(1...1_000_000), .otherwise(800), "Tokens kept free for the reply."),
    Option("knowledge", .tokenShare, .otherwise("40%"), "For records."),
    Option("memory", .tokenShare, .otherwise("10%"), "For what is known from earlier chats."),
    Option(
      "history", .tokenShare, .otherwise("40%"),
      "For earlier messages of the chat, and summaries that stand in for them."),
  ])

  /// What may stand in place of one share of a budget.
  static let share = OptionSchema([
    Option("share", .tokenShare, .optional, "What the section gets; instead of `tokens`."),
    Option("tokens", .integer(0...16_777_216), .optional, "The same in tokens."),
    Option("min", .tokenShare, .optional, "Kept for it when the context is too small for all."),
    Option("max", .tokenShare, .optional, "How far it grows with room that the others leave."),
    Option("priority", .integer(0...100), .optional, "Who comes first; higher first."),
  ])

  /// Variables that the engine fills in, besides a persona's own.
  package static let builtinVariables = ["date", "time", "persona", "label"]
}
