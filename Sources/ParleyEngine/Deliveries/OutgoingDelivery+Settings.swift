import ParleyDomain
import ParleyPlugin

extension OutgoingDelivery {
  /// The request as the plugin's settings are now. Throws ``PluginError`` when something that it needs
  /// no longer stands in them.
  func request(settings: JSONValue?) throws -> DeliveryRequest {
    guard let settings else {
      throw PluginError(
        "the configuration has no plugin '\(plugin)'; add it again, or delete the chat")
    }
    let url = try text(at: address, in: settings)
    guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
      throw PluginError("'\(address)' of plugin '\(plugin)' is no address any more")
    }
    return DeliveryRequest(
      id: id, url: url,
      headers: try headers.mapValues { header in
        switch header {
        case .written(let text): text
        case .setting(let place): try text(at: place, in: settings)
        }
      }, secret: try secret.map { try text(at: $0, in: settings) }, body: body)
  }

  private func text(at place: JSONPointer, in settings: JSONValue) throws -> String {
    guard let text = settings[place]?.string else {
      throw PluginError("plugin '\(plugin)' has no setting '\(place)' any more; add it again")
    }
    return text
  }
}
