import Glibc
import ParleyCrypto
package import ParleyDomain

/// The secret of this installation, from which the fence words of chats are drawn.
///
/// 32 random bytes in `secret.key` under the storage folder, readable by its user alone. Whoever
/// loses the file loses nothing stored: a chat keeps its fence word.
package struct InstallationSecret: FenceSource {
  private let hash: KeyedHash

  private static let size = 32
  /// Hexadecimal digits of a fence word: 48 bits.
  private static let fenceLength = 12

  /// Reads the secret, or makes it on first use. Reads a file: not for the cooperative pool.
  ///
  /// Throws ``StoreError`` when others can read the file or when it is not what we wrote.
  package init(directory: String) throws {
    let folder = try StorageFolder(making: directory)
    do {
      let key = try InstallationSecret.read(folder) ?? InstallationSecret.make(folder)
      hash = try KeyedHash(key: key)
    } catch let error as SystemError {
      throw error.storeError(file: folder.secret)
    }
  }

  /// Twelve hexadecimal digits.
  package func fence(owner: OwnerID, persona: String, firstMessage: String) -> String {
    // Each text goes with its length: no two triples make the same input.
    let input = [owner.rawValue, persona, firstMessage].map { "\($0.utf8.count):\($0)" }.joined()
    return String(hash.hex(of: input).prefix(InstallationSecret.fenceLength))
  }

  /// The key in the file, or `nil` when there is no file.
  private static func read(_ folder: StorageFolder) throws -> [UInt8]? {
    let status: stat
    let key: [UInt8]
    do throws(SystemError) {
      let file = try Descriptor(folder.secret, O_RDONLY | O_NONBLOCK)
      status = try file.status()
      key = try file.read(count: size + 1)
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
    guard status.permissions & 0o077 == 0 else {
      let mode = "0" + String(status.permissions, radix: 8)
      throw StoreError(
        .unreadable,
        "\(folder.secret): has mode \(mode), so others may read or change it. Run "
          + "`chmod 600 \(folder.secret)`, or remove the file to get a new secret.")
    }
    guard status.isRegularFile, key.count == size else {
      throw StoreError(
        .unreadable,
        "\(folder.secret): is not a secret of \(size) bytes. Restore it, or remove it to get a new "
          + "one.")
    }
    return key
  }

  /// Writes a new key under another name and links it to its place, so that nobody ever sees half
  /// of it and two that start together agree on one.
  private static func make(_ folder: StorageFolder) throws -> [UInt8] {
    let key = SecureRandom.bytes(size)
    let draft = "\(folder.secret).\(RandomIdentifiers().next())"
    let file = try Descriptor(draft, O_WRONLY | O_CREAT | O_EXCL)
    defer { unlink(draft) }
    try file.write(key[...])
    try file.synchronize()
    guard link(draft, folder.secret) == 0 else {
      let error = SystemError("link")
      if error.code == EEXIST, let other = try read(folder) { return other }
      throw error
    }
    try folder.synchronize()
    return key
  }
}
