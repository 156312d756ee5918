import Glibc
import ParleyDomain
import ParleyHTTPClient
import ParleyModels

/// Takes a long reply slowly, so that its sender must wait.
struct SlowReader {
  private let http: HTTPClient
  private let url: String

  init(_ http: HTTPClient, _ url: String) {
    self.http = http
    self.url = url
  }

  /// Prints a line when the first piece has come.
  func run(bytesPerSecond: Int) async throws {
    let client = Measurement.client("wide-5120-1024", at: url, http)
    _ = try await client.generate(Measurement.request) { event in
      guard case .text(let text) = event else { return }
      print("took \(text.utf8.count)")
      fflush(nil)
      try await Task.sleep(for: .seconds(Double(text.utf8.count) / Double(bytesPerSecond)))
    }
  }
}
