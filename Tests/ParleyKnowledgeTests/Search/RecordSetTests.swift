import Testing

@testable import ParleyKnowledge

/// Sets of records, and the columns of numbers that make them.
struct RecordSetTests {
  @Test func setsHoldRecords() {
    var odd = RecordSet([1, 3, 5, 641])
    let small = RecordSet([1, 2, 3])
    #expect(odd.count == 4 && odd.contains(Int64(641)) && !odd.contains(Int64(2)))
    #expect(!odd.isDisjoint(with: small) && odd.isDisjoint(with: RecordSet([2, 640])))
    odd.formIntersection(small)
    #expect(odd.sorted() == [1, 3] && odd.count == 2)
    odd.formUnion(RecordSet([900]))
    #expect(odd.sorted() == [1, 3, 900])
    #expect(RecordSet([-1, .max]).isEmpty)
  }

  @Test func columnsFindRanges() {
    let prices = NumberColumn([(4.5, 9), (10, 1), (10, 2), (12, 9), (99, 3)])
    #expect(prices.records(from: nil, to: 10).sorted() == [1, 2, 9])
    #expect(prices.records(from: 10, to: 12).sorted() == [1, 2, 9])
    #expect(prices.records(from: 100, to: nil).isEmpty && prices.records(from: 5, to: 4).isEmpty)
    #expect(prices[9] == 4.5 && prices[3] == 99 && prices[4] == nil && prices[-1] == nil)
  }
}
