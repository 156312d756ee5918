import ParleyConfig
import ParleyStore

extension Shop {
  /// The server that holds the storage folder; `nil` when none answers.
  func runningServer() async throws -> ServerClient? {
    let server = try ServerClient(storage: configuration.storage.directory)
    return await server.answers() ? server : nil
  }

  /// Opens the store for a piece of work and closes it again. Throws ``StoreError`` while another
  /// process holds it.
  func withStore<Result>(
    _ work: (SQLiteChatStore) async throws -> Result
  ) async throws -> Result {
    let store = try await openStore()
    do {
      let result = try await work(store)
      await store.close()
      return result
    } catch {
      await store.close()
      throw error
    }
  }
}
