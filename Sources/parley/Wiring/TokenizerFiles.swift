import ParleyConfig
import ParleyModels

/// The tokenizers that upstreams name, each file read once.
struct TokenizerFiles {
  private var read: [Configuration.Upstream.Tokenizer: BytePairTokenizer] = [:]

  /// The tokenizer of a configuration. Blocks while the file is read. Throws
  /// ``CommandFailure`` that names the upstream, the file and the line.
  mutating func tokenizer(
    _ settings: Configuration.Upstream.Tokenizer, of upstream: String
  ) throws -> BytePairTokenizer {
    if let known = read[settings] { return known }
    guard let encoding = TokenEncoding(rawValue: settings.encoding) else {
      throw failure(upstream, settings, "there is no encoding '\(settings.encoding)'")
    }
    let tokenizer: BytePairTokenizer
    do {
      let content = try FileContents.read(settings.file, limit: RankFile.limit)
      tokenizer = BytePairTokenizer(
        try RankFile.parse(content, encoding: encoding), encoding: encoding)
    } catch let error as FileError {
      throw failure(upstream, settings, error.reason)
    } catch let error as RankFileError {
      throw failure(upstream, settings, error.description)
    }
    read[settings] = tokenizer
    return tokenizer
  }

  private func failure(
    _ upstream: String, _ settings: Configuration.Upstream.Tokenizer, _ reason: String
  ) -> CommandFailure {
    CommandFailure(
      .config,
      messages: [
        "upstream '\(upstream)': tokenizer \(settings.file): \(reason)",
        "name a file of ranks such as tiktoken's \(settings.encoding).tiktoken, or leave 'tokenizer' out to have tokens estimated",
      ])
  }
}
