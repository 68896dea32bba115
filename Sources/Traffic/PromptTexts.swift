/// Where the text of a prompt comes from.
public enum PromptTexts: Sendable {
  /// Only statistics are known.
  case none
  /// Generated: the grammar writes the text of an address.
  case generated(any PromptWriter)
  /// Recorded: one text a prompt.
  case recorded(RecordedTexts)

  /// Whether prompts have text.
  public var isPresent: Bool {
    if case .none = self { return false }
    return true
  }

  /// Appends the UTF-8 text of a prompt; nothing when there is none.
  public func append(_ prompt: Int, to buffer: inout [UInt8]) {
    switch self {
    case .none: break
    case .generated(let writer): writer.append(prompt, to: &buffer)
    case .recorded(let texts): texts.append(prompt, to: &buffer)
    }
  }

  /// The text of a prompt, or the empty text.
  public func text(_ prompt: Int) -> String {
    var buffer: [UInt8] = []
    append(prompt, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }
}

/// Writes the text of a prompt from its number alone.
public protocol PromptWriter: Sendable {
  /// Appends the UTF-8 text of a prompt.
  func append(_ prompt: Int, to buffer: inout [UInt8])
}

/// The distinct texts of a recorded stream, one after the other.
public struct RecordedTexts: Sendable {
  /// All texts.
  public var bytes: [UInt8] = []
  /// Where each text begins; one more than the texts.
  public var offsets: [Int] = [0]

  /// No texts.
  public init() {}

  /// Appends a text and returns its number.
  public mutating func append(_ text: some Sequence<UInt8>) -> Int {
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
    return offsets.count - 2
  }

  /// Appends the text of a prompt to a buffer.
  public func append(_ prompt: Int, to buffer: inout [UInt8]) {
    guard prompt >= 0, prompt + 1 < offsets.count else { return }
    buffer.append(contentsOf: bytes[offsets[prompt]..<offsets[prompt + 1]])
  }
}
