import Testing

@testable import ParleyKnowledge

@Suite struct LoadScheduleTests {
  private let start = ContinuousClock.now

  private func after(_ seconds: Int) -> LoadSchedule.Instant {
    start.advanced(by: .seconds(seconds))
  }

  private func collection(_ sources: CollectionSource...) -> CollectionSettings {
    CollectionSettings(name: "shop", kind: "products", language: "en", sources: sources)
  }

  @Test func sourcesAreDueAgainAndAgain() {
    let stock = CollectionSource(.path("stock.csv"), every: .seconds(100), isUpdate: true)
    var schedule = LoadSchedule()
    schedule.replace(with: [collection(CollectionSource(.path("k")), stock)], at: start)
    // Soon after the start, then after 90 to 110 seconds.
    #expect(schedule.takeDue(at: after(10))?.source == stock)
    #expect(schedule.takeDue(at: after(99)) == nil)
    #expect(schedule.takeDue(at: after(120))?.source == stock)
    #expect(schedule.takeDue(at: after(120)) == nil)
    // A load that took long is not made up for.
    #expect(schedule.takeDue(at: after(10_000))?.source == stock)
    #expect(schedule.takeDue(at: after(10_000)) == nil)
  }

  @Test func anotherConfigurationKeepsTheTimesOfWhatStays() {
    let stock = CollectionSource(.path("stock.csv"), every: .seconds(1000), isUpdate: true)
    let prices = CollectionSource(.path("prices.csv"), every: .seconds(10), isUpdate: true)
    var schedule = LoadSchedule()
    schedule.replace(with: [collection(stock)], at: start)
    #expect(schedule.takeDue(at: after(100)) != nil)
    schedule.replace(with: [collection(stock, prices)], at: after(100))
    #expect(schedule.takeDue(at: after(101))?.source == prices)
    #expect(schedule.takeDue(at: after(101)) == nil)
    schedule.replace(with: [collection(stock)], at: after(101))
    #expect(schedule.takeDue(at: after(900)) == nil)
    #expect(schedule.takeDue(at: after(1300))?.source == stock)
    schedule.replace(with: [], at: after(1300))
    #expect(schedule.takeDue(at: after(1_000_000)) == nil)
  }
}
