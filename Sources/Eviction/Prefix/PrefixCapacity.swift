import CacheTraces

/// The room of a prefix cache, as a person states it: `5000blocks`, `2e6 tokens`, `64 GiB`.
public struct PrefixCapacity: Hashable, Sendable {
  /// What is counted.
  public enum Unit: String, CaseIterable, Sendable {
    /// Blocks of the trace.
    case blocks

    /// Tokens, of which a block takes as many as it can hold.
    case tokens

    /// 2^30 bytes of keys and values.
    case gibibytes = "GiB"
  }

  /// How many, not negative and finite.
  public let amount: Double

  /// Of what.
  public let unit: Unit

  /// Creates a capacity.
  ///
  /// - Throws: `EvictionError.badParameter(_:value:allowed:)` when `amount` is negative or not finite.
  public init(_ amount: Double, _ unit: Unit) throws(EvictionError) {
    guard amount >= 0, amount.isFinite else {
      throw .badParameter("capacity", value: "\(amount) \(unit.rawValue)", allowed: Self.allowed)
    }
    self.amount = amount
    self.unit = unit
  }

  /// Reads a number and a unit with or without blanks between them; a number alone is in `unit`.
  ///
  /// - Throws: `EvictionError.badParameter(_:value:allowed:)` when `text` is no such capacity.
  public init(parsing text: String, unit: Unit = .blocks) throws(EvictionError) {
    let stated = Unit.allCases.first { text.hasSuffix($0.rawValue) }
    let number = text.dropLast(stated?.rawValue.count ?? 0)
    guard let end = number.lastIndex(where: { $0 != " " }), let amount = Double(number[...end]), amount >= 0,
      amount.isFinite
    else {
      throw .badParameter("capacity", value: text, allowed: Self.allowed)
    }
    try self.init(amount, stated ?? unit)
  }

  /// Returns the whole blocks of `blockTokens` tokens that fit.
  ///
  /// - Throws: `EvictionError.badParameter(_:value:allowed:)` for gibibytes without a `size`.
  public func blocks(of blockTokens: Int, size: KeyValueSize? = nil) throws(EvictionError) -> Int {
    let blocks: Double
    switch unit {
    case .blocks: blocks = amount
    case .tokens: blocks = amount / Double(blockTokens)
    case .gibibytes:
      guard let size else {
        throw .badParameter(
          "capacity", value: description, allowed: "blocks or tokens, unless the bytes of a token are stated")
      }
      blocks = amount * 1_073_741_824 / (size.bytesPerToken * Double(blockTokens))
    }
    return Int(exactly: blocks.rounded(.down)) ?? .max
  }

  private static var allowed: String {
    "a number that is not negative, in \(Unit.allCases.map(\.rawValue).joined(separator: ", "))"
  }
}

extension PrefixCapacity: CustomStringConvertible {
  /// The number and the unit, as `64 GiB`.
  public var description: String { "\(plain(amount)) \(unit.rawValue)" }
}
