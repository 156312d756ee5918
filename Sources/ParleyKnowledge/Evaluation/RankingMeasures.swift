#if canImport(Glibc)
  import Glibc
#endif

/// What a ranked list of record ids is worth for one question, each from 0 to 1.
///
/// The measures are those of trec_eval, so that they agree with ir-measures: `nDCG@10` with grades as
/// gains, `R@20` and `RR` with a record counting as relevant from grade 1.
package struct RankingMeasures: Sendable, Hashable {
  /// Discounted cumulative gain of the first ten, as a share of the best possible (Järvelin and
  /// Kekäläinen 2002): grades divided by the logarithm of the rank.
  package var ndcg: Double
  /// The share of the relevant records among the first twenty.
  package var recall: Double
  /// One over the rank of the first relevant record; 0 when none was found.
  package var reciprocalRank: Double

  /// - Parameters:
  ///   - ranking: Record ids, best first, none twice.
  ///   - grades: Of the judged records; all others count as 0.
  package init(of ranking: [String], grades: [String: Double]) {
    let gains = ranking.prefix(10).map { max(0, grades[$0] ?? 0) }
    let ideal = grades.values.filter { $0 > 0 }.sorted(by: >).prefix(10)
    let best = RankingMeasures.discounted(Array(ideal))
    ndcg = best == 0 ? 0 : RankingMeasures.discounted(gains) / best

    let relevant = Set(grades.filter { $0.value >= 1 }.keys)
    let found = ranking.prefix(20).count(where: relevant.contains)
    recall = relevant.isEmpty ? 0 : Double(found) / Double(relevant.count)
    reciprocalRank =
      ranking.firstIndex(where: relevant.contains).map { 1 / Double($0 + 1) } ?? 0
  }

  private static func discounted(_ gains: [Double]) -> Double {
    gains.enumerated().reduce(0) { $0 + $1.element / log2(Double($1.offset) + 2) }
  }
}
