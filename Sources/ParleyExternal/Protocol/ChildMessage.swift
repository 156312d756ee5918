import ParleyJSON
import ParleyPlugin

/// A line that a child wrote, read.
enum ChildMessage: Sendable {
  case hello(hooks: Set<HookPoint>)
  case reply(id: Int, HookReply)
  /// A reply that can be attributed and not be used.
  case wrongReply(id: Int, ProtocolViolation)
  case call(HostCall)
  /// A call that can be answered, with an error.
  case wrongCall(id: String, request: Int, ProtocolViolation)

  /// The version of the protocol, counted up when old children would not understand a new host.
  static let version = 1

  /// Reads one line. Throws ``ProtocolViolation`` for what belongs to no request.
  init(_ line: [UInt8]) throws(ProtocolViolation) {
    let members: [String: JSONValue]
    do throws(JSONError) {
      members = try JSONParser.parseObject(line)
    } catch {
      throw ProtocolViolation("wrote a line that is no message: \(error)")
    }
    if let hello = members["hello"] {
      self = .hello(hooks: try ChildMessage.hooks(hello))
    } else if let call = members["call"] {
      guard let id = members["id"]?.string, let request = members["for"]?.integer else {
        self = .call(try HostCall(call, members))
        return
      }
      do {
        self = .call(try HostCall(call, members))
      } catch {
        self = .wrongCall(id: id, request: request, error)
      }
    } else if let id = members["id"]?.integer {
      do {
        self = .reply(id: id, try HookReply(members))
      } catch {
        self = .wrongReply(id: id, error)
      }
    } else {
      throw ProtocolViolation(
        "wrote a message that is neither 'hello', nor a 'call', nor a reply with the request's 'id'"
      )
    }
  }

  private static func hooks(_ hello: JSONValue) throws(ProtocolViolation) -> Set<HookPoint> {
    guard hello["version"]?.integer == version else {
      let theirs = hello["version"].map { JSONWriter.string($0) } ?? "none"
      throw ProtocolViolation(
        "speaks version \(theirs.prefix(20)) of the protocol; this program speaks \(version)")
    }
    guard let names = hello["hooks"]?.array else {
      throw ProtocolViolation("sent a 'hello' without 'hooks'")
    }
    var hooks: Set<HookPoint> = []
    for name in names {
      guard let hook = name.string.flatMap(HookPoint.init) else {
        throw ProtocolViolation(
          "offers a hook \(JSONWriter.string(name).prefix(40)); there are "
            + HookPoint.allCases.map(\.rawValue).joined(separator: ", "))
      }
      hooks.insert(hook)
    }
    return hooks
  }
}
