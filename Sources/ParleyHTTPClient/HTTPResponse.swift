/// A response whose headers are complete and whose body is on its way.
package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: HTTPHeaders
  /// Dropping it unread closes the connection.
  package var body: HTTPBody
}
