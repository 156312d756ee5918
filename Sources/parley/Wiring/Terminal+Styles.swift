extension Terminal {
  /// Data that matters more: names and headings.
  func strong(_ text: String) -> String { styled(text, .strong, colour: outputColour) }

  /// Data that matters less: sources, costs.
  func faint(_ text: String) -> String { styled(text, .faint, colour: outputColour) }
}
