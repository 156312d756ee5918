import Dispatch
import FoundationEssentials
import Glibc
import ParleyExternal

/// The program, from the process's arguments to its exit status.
///
/// A type of its own because closures in `main.swift` would belong to the main actor, which never
/// gets to run while the main thread waits here.
enum Parley {
  static func run() -> Never {
    // Before there is a thread or an open file: this may be the start of a child.
    LimitedRun.becomeCommandIfAsked()
    // A closed pipe is an error that `write` returns, not a reason to die.
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    let terminal = Terminal.standard(environment: environment)
    let runner = CommandRunner(table: verbTable, terminal: terminal, environment: environment)
    let arguments = Array(CommandLine.arguments.dropFirst())
    let work = Task(executorPreference: VerbExecutor()) { await runner.run(arguments) }
    let interruption = Interruption(
      first: { number in
        if number == SIGINT && terminal.redraws {
          terminal.talk("\nStopping; press Ctrl-C again to stop at once.")
        }
        work.cancel()
      },
      second: { _exit(ExitStatus.interrupted.rawValue) })
    interruption.listen(to: [SIGINT, SIGTERM])
    Task {
      let status = await work.value
      let isEnd = status == .ok && runner.endsOnSignal(arguments)
      exit((isEnd ? .ok : interruption.status(after: status)).rawValue)
    }
    dispatchMain()
  }
}
