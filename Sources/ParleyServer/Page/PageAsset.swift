/// One file of the chat page, ready to be sent.
package struct PageAsset: Sendable, Hashable {
  /// For the `Content-Type` header, with the character set where there is one.
  package var contentType: String
  package var bytes: [UInt8]
  /// For the `ETag` header, with its quotes: a hash of the bytes. To be sent with
  /// `Cache-Control: no-cache`, so that a new version of Parley is seen at once.
  package var etag: String

  package init(contentType: String, bytes: [UInt8], etag: String) {
    self.contentType = contentType
    self.bytes = bytes
    self.etag = etag
  }
}
