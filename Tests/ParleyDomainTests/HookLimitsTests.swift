import ParleyDomain
import ParleyPlugin
import Testing

struct HookLimitsTests {
  private func part(_ bytes: Int) -> Part {
    Part(.data, text: String(repeating: "x", count: bytes))
  }

  @Test func whatKeepsTheLimitsPasses() {
    #expect(HookLimits.excess(of: PrePromptOutcome.unchanged) == nil)
    let many = PrePromptOutcome.parts(Array(repeating: part(1), count: 1000))
    #expect(HookLimits.excess(of: many) == nil)
    let large = PrePromptOutcome.parts(Array(repeating: part(256 << 10), count: 4))
    #expect(HookLimits.excess(of: large) == nil)
  }

  @Test func eachLimitIsNamed() {
    #expect(
      HookLimits.excess(of: PrePromptOutcome.parts(Array(repeating: part(1), count: 1001)))
        == "returned 1001 parts; the limit is 1000")
    #expect(
      HookLimits.excess(of: PrePromptOutcome.parts([part(1), part(262_145)]))
        == "parts[1] has 262145 bytes; the limit is 262144")
    #expect(
      HookLimits.excess(of: PrePromptOutcome.parts(Array(repeating: part(262_144), count: 5)))
        == "returned 1310720 bytes in all; the limit is 1048576")
    #expect(
      HookLimits.excess(of: PrePromptOutcome.refuse(reason: String(repeating: "x", count: 300_000)))
        == "reasons[0] has 300000 bytes; the limit is 262144")
  }

  @Test func aValueWithoutBottomIsRefusedAndNotWalked() {
    var value = JSONValue.integer(1)
    for _ in 0..<5000 { value = .array([value]) }
    #expect(
      HookLimits.excess(of: [Effect.finding(kind: "deep", value: value)])
        == "effects[0] nests deeper than 64 levels")
  }
}
