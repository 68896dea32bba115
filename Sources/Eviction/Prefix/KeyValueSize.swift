import CacheTraces

/// The memory that the keys and values of one token take in an engine.
public struct KeyValueSize: Hashable, Sendable {
  /// Bytes a token, over all layers; positive and finite.
  public let bytesPerToken: Double

  /// Creates a size of so many bytes a token.
  ///
  /// - Throws: `EvictionError.badParameter(_:value:allowed:)` when it is not positive and finite.
  public init(bytesPerToken: Double) throws(EvictionError) {
    guard bytesPerToken > 0, bytesPerToken.isFinite else {
      throw .badParameter("kv", value: "\(bytesPerToken)", allowed: Self.allowed)
    }
    self.bytesPerToken = bytesPerToken
  }

  /// Creates the size of attention with a key and a value for each KV head of each layer.
  ///
  /// - Throws: `EvictionError.badParameter(_:value:allowed:)` when the product is not positive and finite.
  public init(layers: Int, keyValueHeads: Int, headSize: Int, bytesPerValue: Double = 2) throws(EvictionError)
  {
    try self.init(
      bytesPerToken: Double(layers) * Double(keyValueHeads) * Double(headSize) * 2 * bytesPerValue)
  }

  /// Reads bytes a token, `131072`, or the name of a ``KeyValueModel``, `llama-3.1-8b`.
  ///
  /// - Throws: `EvictionError.badParameter(_:value:allowed:)` when `text` is neither.
  public init(parsing text: String) throws(EvictionError) {
    if let model = KeyValueModel(rawValue: text) {
      self = model.size
      return
    }
    guard let bytes = Double(text), bytes > 0, bytes.isFinite else {
      throw .badParameter("kv", value: text, allowed: Self.allowed)
    }
    try self.init(bytesPerToken: bytes)
  }

  fileprivate init(values: Int, bytesPerValue: Int) {
    bytesPerToken = Double(values * bytesPerValue)
  }

  private static var allowed: String {
    "a positive number of bytes a token or one of "
      + KeyValueModel.allCases.map(\.rawValue).joined(separator: ", ")
  }
}

/// Models whose keys and values have a published size, in 16-bit numbers.
///
/// Layers, KV heads and head sizes: Dubey et al., "The Llama 3 Herd of Models", 2024, table 3 (head size:
/// model dimension by attention heads); Qwen Team, "Qwen2.5 Technical Report", 2024; DeepSeek-AI,
/// "DeepSeek-V3 Technical Report", 2024, section 4.2. The bytes a token of the last three are those of table
/// 1 in Zhao et al., "Insights into DeepSeek-V3", ISCA, 2025.
public enum KeyValueModel: String, CaseIterable, Sendable {
  /// 32 layers, 8 KV heads of 128: 131,072 bytes a token.
  case llama8B = "llama-3.1-8b"

  /// 80 layers, 8 KV heads of 128: 327,680 bytes a token.
  case llama70B = "llama-3.1-70b"

  /// 126 layers, 8 KV heads of 128: 516,096 bytes a token.
  case llama405B = "llama-3.1-405b"

  /// 80 layers, 8 KV heads of 128: 327,680 bytes a token.
  case qwen72B = "qwen-2.5-72b"

  /// 61 layers, each a compressed vector of 512 and a rotary key of 64 in place of heads: 70,272 bytes a
  /// token.
  case deepSeekV3 = "deepseek-v3"

  /// The size of a token.
  public var size: KeyValueSize {
    switch self {
    case .llama8B: KeyValueSize(values: 32 * 8 * 128 * 2, bytesPerValue: 2)
    case .llama70B, .qwen72B: KeyValueSize(values: 80 * 8 * 128 * 2, bytesPerValue: 2)
    case .llama405B: KeyValueSize(values: 126 * 8 * 128 * 2, bytesPerValue: 2)
    case .deepSeekV3: KeyValueSize(values: 61 * (512 + 64), bytesPerValue: 2)
    }
  }
}
