extension OwnerID {
  /// Whether the owner is known by a cookie (`guest-…`) or by the address of a program
  /// (`address-…`), and by no account.
  package var isGuest: Bool {
    rawValue.hasPrefix("guest-") || rawValue.hasPrefix("address-")
  }
}
