import ParleyDomain
import ParleyPlugin
import Synchronization

/// The jobs that have been taken from the queue and not ended: what each must wait for, and which
/// plugins have enough to do.
///
/// Two orders are kept. Jobs of one reply run as their plugins are configured; those of one plugin for
/// one chat run as the replies came. Nothing else waits for anything.
final class JobsUnderWay: Sendable {
  /// What only one job at a time may be about.
  private enum Strand: Hashable {
    case reply(MessageID)
    case plugin(String, in: ChatID)

    static func all(of job: Job) -> [Strand] {
      [.reply(job.reply), .plugin(job.plugin, in: job.chat)]
    }
  }

  private struct State {
    var open = 0
    /// How many jobs of each plugin have come first of those of their reply.
    var counts: [String: Int] = [:]
    var counted: Set<ObjectIdentifier> = []
    var retrying: [String: Int] = [:]
    /// The end of the last job on each strand.
    var ends: [Strand: JobEnd] = [:]
  }

  private let state = Mutex(State())

  var isEmpty: Bool { state.withLock { $0.open == 0 } }

  /// Whose jobs are to wait.
  var busy: BusyPlugins {
    state.withLock { state in
      BusyPlugins(
        full: Set(state.counts.filter { $0.value >= JobRunner.mostOfOnePlugin }.keys),
        retrying: Set(state.retrying.keys))
    }
  }

  /// Takes in jobs in the order in which they were claimed; those of one reply come together.
  func begin(_ jobs: [Job]) -> [[JobStep]] {
    state.withLock { state in
      var replies: [MessageID] = []
      var steps: [MessageID: [JobStep]] = [:]
      for job in jobs {
        let strands = Strand.all(of: job)
        let step = JobStep(
          job: job, earlier: strands.compactMap { state.ends[$0] }, end: JobEnd(), underWay: self)
        for strand in strands { state.ends[strand] = step.end }
        state.open += 1
        if steps[job.reply] == nil { JobsUnderWay.count(job, step.end, in: &state) }
        if job.isRetried { state.retrying[job.plugin, default: 0] += 1 }
        if steps[job.reply] == nil { replies.append(job.reply) }
        steps[job.reply, default: []].append(step)
      }
      return replies.compactMap { steps[$0] }
    }
  }

  fileprivate func comesFirst(_ job: Job, _ end: JobEnd) {
    state.withLock { JobsUnderWay.count(job, end, in: &$0) }
  }

  fileprivate func ended(_ job: Job, _ end: JobEnd) {
    state.withLock { state in
      state.open -= 1
      for strand in Strand.all(of: job) where state.ends[strand] === end {
        state.ends[strand] = nil
      }
      if state.counted.remove(ObjectIdentifier(end)) != nil {
        JobsUnderWay.countDown(job.plugin, in: &state.counts)
      }
      if job.isRetried { JobsUnderWay.countDown(job.plugin, in: &state.retrying) }
    }
  }

  private static func count(_ job: Job, _ end: JobEnd, in state: inout State) {
    guard state.counted.insert(ObjectIdentifier(end)).inserted else { return }
    state.counts[job.plugin, default: 0] += 1
  }

  private static func countDown(_ plugin: String, in counts: inout [String: Int]) {
    let left = (counts[plugin] ?? 0) - 1
    counts[plugin] = left > 0 ? left : nil
  }
}

/// A job that has been taken, with those that go before it.
struct JobStep: Sendable {
  let job: Job
  fileprivate let earlier: [JobEnd]
  fileprivate let end: JobEnd
  fileprivate let underWay: JobsUnderWay

  /// Returns when it may begin.
  func mayBegin() async {
    underWay.comesFirst(job, end)
    for end in earlier { await end.reached() }
  }

  /// Says that the job has ended or has been put back; saying so again changes nothing.
  func ended() {
    if end.reach() { underWay.ended(job, end) }
  }
}

extension Job {
  /// Whether this try, which has been counted, is not the first.
  fileprivate var isRetried: Bool { attempts > 1 }
}
