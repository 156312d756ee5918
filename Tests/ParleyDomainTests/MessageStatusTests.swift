import ParleyDomain
import Testing

@Suite struct MessageStatusTests {
  @Test func onlyWhatIsStillBeingMadeIsNotFinal() {
    let open = MessageStatus.allCases.filter { !$0.isFinal }
    #expect(open == [.pending, .streaming])
  }
}
