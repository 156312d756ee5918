import Glibc
import ParleyDomain
import ParleyKnowledge
import ParleyPlugin
import ParleySQLite

/// Does for `costs.py` what must not be timed with the start of a process.
///
/// - `search DIRECTORY COLLECTION`: searches a products collection below `DIRECTORY` (the folder of all
///   collections) for each line of standard input. Each is answered with a line: the seconds of the
///   search and reading its 100 best records took, and how many records came.
/// - `insert VERSION FOLDER`: the seconds that bare inserts of a version's rows take (``BareInserts``),
///   by the clock and of the processor.
enum KnowledgeService {
  static func run(arguments: [String]) async -> Int32 {
    do {
      switch (arguments.first, arguments.count) {
      case ("search", 3): try await search(in: arguments[1], collection: arguments[2])
      case ("insert", 3):
        let duration = try BareInserts(of: arguments[1], in: arguments[2]).duration()
        print("\(duration.elapsed) \(duration.processor)")
      default:
        print("usage: KnowledgeBenchmark search DIRECTORY COLLECTION | insert VERSION FOLDER")
        return 64
      }
      return 0
    } catch {
      print("\(error)")
      return 70
    }
  }

  private static func search(in directory: String, collection: String) async throws {
    let settings = CollectionSettings(
      name: collection, kind: "products", language: "en", sources: [String]())
    let library = KnowledgeLibrary(
      directory: directory, base: directory, collections: [settings], search: LexicalSearch(),
      clock: StoppedClock())
    let knowledge = try await library.snapshot()
    while let line = readLine() {
      let begin = ProcessorTime.now
      let result = try await knowledge.search(
        KnowledgeQuery(collection: collection, text: line, limit: 100, includesWeaker: true))
      print("\(ProcessorTime.now - begin) \(result.ranking.count)")
      fflush(nil)
    }
  }
}

/// Searches never ask for the time.
private struct StoppedClock: WallClock {
  let now = Timestamp(milliseconds: 0)
}

/// What all threads of this process have taken so far, in seconds. Other processes do not add to it.
enum ProcessorTime {
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
