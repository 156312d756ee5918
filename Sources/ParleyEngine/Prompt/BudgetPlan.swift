import ParleyDomain
import ParleyPlugin

/// Divides what instructions and message leave of a context among knowledge, memory and history.
///
/// In tokens, and pure: first the minimums, by priority; then the shares, all cut alike when there is
/// not enough for all; then what is left over, by priority, up to each one's maximum. Nobody gets more
/// than it wants, so room that one share does not use is left over for the others.
struct BudgetPlan {
  private struct Claim {
    let section: BudgetSection
    let least: Int
    let share: Int
    let most: Int
    let priority: Int
  }

  /// What there is to divide.
  let room: Int
  /// The highest priority first.
  private let claims: [Claim]

  /// - Parameters:
  ///   - whole: What percentages are of: the context without the reply.
  ///   - room: What there is to divide, at most `whole`.
  init(_ budget: PromptBudget, whole: Int, room: Int) {
    let room = max(0, room)
    self.room = room
    claims = BudgetSection.allCases.map { section in
      let rule = budget[section]
      let least = min(rule.least?.tokens(of: whole) ?? 0, room)
      let share = max(rule.share.tokens(of: whole), least)
      let most = min(max(rule.most?.tokens(of: whole) ?? share, share), room)
      return Claim(
        section: section, least: least, share: share, most: most,
        priority: rule.priority ?? section.usualPriority)
    }.enumerated().sorted {
      ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset)
    }.map(\.element)
  }

  /// The most that a section can ever get.
  func most(for section: BudgetSection) -> Int {
    claims.first { $0.section == section }?.most ?? 0
  }

  /// What each section may take when they want this many tokens.
  func limits(wanted: [BudgetSection: Int]) -> [BudgetSection: Int] {
    var granted: [BudgetSection: Int] = [:]
    var left = room
    func grant(_ claim: Claim, _ tokens: Int) {
      granted[claim.section, default: 0] += tokens
      left -= tokens
    }
    func lacking(_ claim: Claim, below limit: Int) -> Int {
      max(0, min(limit, wanted[claim.section] ?? 0) - (granted[claim.section] ?? 0))
    }
    for claim in claims { grant(claim, min(left, lacking(claim, below: claim.least))) }
    let needs = claims.map { lacking($0, below: $0.share) }
    let needed = needs.reduce(0, +)
    let available = min(left, needed)
    for (claim, need) in zip(claims, needs) where needed > 0 {
      grant(claim, BudgetPlan.part(need, of: needed, from: available))
    }
    // What rounding down left, then what nobody claimed.
    for claim in claims { grant(claim, min(left, lacking(claim, below: claim.share))) }
    for claim in claims { grant(claim, min(left, lacking(claim, below: claim.most))) }
    return granted
  }

  /// What a section could have taken beside what the others took, for people.
  func limit(of section: BudgetSection, in limits: [BudgetSection: Int]) -> Int {
    let others = limits.reduce(0) { $1.key == section ? $0 : $0 + $1.value }
    let share = claims.first { $0.section == section }?.share ?? 0
    return max(limits[section] ?? 0, min(share, room - others))
  }

  /// `available * need / needed` without overflow, rounded down.
  private static func part(_ need: Int, of needed: Int, from available: Int) -> Int {
    let product = available.multipliedFullWidth(by: need)
    // The quotient is at most `available`, since `need` is at most `needed`.
    return needed.dividingFullWidth(product).quotient
  }
}
