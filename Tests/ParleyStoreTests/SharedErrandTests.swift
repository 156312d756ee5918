import Testing

@testable import ParleyStore

@Suite struct SharedErrandTests {
  @Test func oneDoesIt() {
    let errand = SharedErrand()
    #expect(errand.begin())
    #expect(!errand.goesOn())
    #expect(errand.begin())
  }

  @Test func whoAsksMeanwhileIsServedByOneMoreRun() {
    let errand = SharedErrand()
    #expect(errand.begin())
    #expect(!errand.begin())
    #expect(!errand.begin())
    #expect(errand.goesOn())
    #expect(!errand.goesOn())
  }
}
