import Glibc
import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyServer
import ParleyStore

/// A shop that serves: the HTTP server with the loops that work beside it.
struct RunningServer: Sendable {
  /// How long replies in the making may go on after the server was told to end.
  static let drain = Duration.seconds(30)
  /// Kept of it for storing what was cut short, and telling its readers.
  private static let farewell = Duration.seconds(2)

  let http: HTTPServer
  private let generations: LiveGenerations
  private let store: SQLiteChatStore
  private let deliveries: DeliveryLoop
  private let loops: [Task<Void, Never>]

  /// Opens everything and begins to listen. Throws ``CommandFailure`` and what the rooms throw.
  static func start(_ shop: Shop, listen: ListenAddress) async throws -> RunningServer {
    // A limit of file sizes is an error that `write` returns, not a reason to die.
    signal(SIGXFSZ, SIG_IGN)
    let settings = try shop.applicationSettings(listen: listen)
    let store = try await shop.openStore()
    do {
      let engine = try await shop.startEngine(store: store, knowledge: shop.library())
      do {
        return try start(shop, settings, listen, engine, store)
      } catch {
        await engine.plugins.stop()
        throw error
      }
    } catch {
      await store.close()
      throw error
    }
  }

  private static func start(
    _ shop: Shop, _ settings: ApplicationSettings, _ listen: ListenAddress, _ engine: Engine,
    _ store: SQLiteChatStore
  ) throws -> RunningServer {
    let metrics = Metrics(startedAt: engine.clock.now)
    let jobs = JobLoop()
    let generations = LiveGenerations(
      engine: engine, jobs: jobs, onEnd: { metrics.generationEnded($0) })
    let deliveries = try shop.deliveries(
      in: store, engine: { generations.engine },
      onTry: { metrics.deliveryTried(plugin: $0, outcome: $1) })
    let application = Application(
      Services(
        settings: settings, generations: generations, chats: store, sessions: store,
        traces: store, backlog: store, log: shop.log, metrics: metrics,
        reload: { try await reload(shop, into: generations, store: store) },
        wake: {
          jobs.wake()
          deliveries.wake()
        }))
    let http = try application.serve(
      ServerSettings(
        host: listen.host, port: listen.port,
        unixSocketPath: shop.configuration.storage.directory + "/parley.sock"))
    let log = shop.log
    return RunningServer(
      http: http, generations: generations, store: store, deliveries: deliveries,
      loops: [
        Task {
          await jobs.run(engine: { generations.engine }, log: log, onRun: { deliveries.wake() })
        },
        Task { await deliveries.run() },
        Task {
          await SessionEndLoop(
            endings: store, engine: { generations.engine }, log: log, onJobs: { jobs.wake() }
          ).run()
        },
        Task { await CheckpointLoop(generations: generations, store: store, log: log).run() },
      ])
  }

  /// Builds an engine from the configuration as it is now and makes new turns with it; running turns
  /// end on the old one, whose plugins are stopped after them. Throws with nothing changed.
  private static func reload(
    _ shop: Shop, into generations: LiveGenerations, store: SQLiteChatStore
  ) async throws {
    let changed = try shop.readAgain()
    let engine = try await changed.startEngine(store: store, knowledge: changed.library())
    let old = generations.engine
    let running = generations.replace(engine)
    Task {
      for generation in running { await generation.finished() }
      await old.plugins.stop()
    }
  }

  /// Ends in order: takes nothing new, lets replies end, keeps the rest as interrupted, finishes
  /// jobs that run, sends what is due, closes the store.
  func stop() async {
    async let stopped: Void = http.stop(within: RunningServer.drain)
    await generations.drain(until: .after(RunningServer.drain - RunningServer.farewell))
    await stopped
    for loop in loops { loop.cancel() }
    for loop in loops { await loop.value }
    await deliveries.finish(within: Shop.deliveryFarewell)
    await generations.engine.plugins.stop()
    await store.close()
  }
}
