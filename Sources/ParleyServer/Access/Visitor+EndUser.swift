import ParleyCrypto
import ParleyDomain
import ParleyPlugin

extension Visitor {
  /// The longest name of an end user, in characters.
  static let longestEndUser = 512

  /// Whom a chat belongs to that a program holds for one of its own users.
  ///
  /// Programs of OpenAI's interface may say for whom they ask (`user`, `safety_identifier`). Where the
  /// caller is an operator, each such name is an owner of its own, so that memories of one are never
  /// used for another; without a name, chats and memories are the caller's. Names that guests give mean
  /// nothing: whoever is unknown cannot vouch for others, and could step around limits.
  func owner(for endUser: String?) -> OwnerID {
    guard isOperator, let endUser, !endUser.isEmpty else { return owner }
    return OwnerID("client-" + ContentHash.hex(of: endUser))
  }
}

extension Call {
  /// For routes where a program may say for whom it asks.
  static let endUser = FieldSpec(
    "user", .text(atMost: Visitor.longestEndUser),
    "for operators: of the user whom their program names so under /v1")

  /// Whom a request speaks for: the caller, or, with `?user=`, one whom the caller's programs serve.
  func ownerOrEndUser() throws -> OwnerID {
    let name = request.queryValue("user")
    guard (name?.count ?? 0) <= Visitor.longestEndUser else {
      throw Problem.query(
        "user", "has \(name?.count ?? 0) characters; the limit is \(Visitor.longestEndUser)")
    }
    guard name == nil || visitor.isOperator else {
      throw Problem(403, "operators_only", "Only operators may speak for somebody else.")
    }
    return visitor.owner(for: name)
  }
}
