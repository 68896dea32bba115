/// What a request tells a policy, beside its key.
public struct Access: Sendable {
  /// The size of the entry, in the unit of the capacity.
  public var size: UInt32

  /// The index of the next request to the key, `.max` for never; only bounds read it.
  public var next: UInt32

  /// What a hit saves, in any unit that all requests share: dollars, milliseconds.
  public var cost: Float

  /// When the request arrives, in milliseconds since any start; a replay without times counts its requests.
  public var time: Int64

  /// Creates the request of a unit-sized entry unless stated.
  public init(size: UInt32 = 1, next: UInt32 = .max, cost: Float = 1, time: Int64 = 0) {
    self.size = size
    self.next = next
    self.cost = cost
    self.time = time
  }
}

/// What a policy reads of an ``Access`` beside its size; a replay loads no other column.
public struct AccessColumns: OptionSet, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The next request to the key.
  public static let future = AccessColumns(rawValue: 1)

  /// What a hit saves.
  public static let cost = AccessColumns(rawValue: 2)

  /// When the request arrives.
  public static let time = AccessColumns(rawValue: 4)

  /// The 64-bit key behind the dense one, which the policy hashes.
  public static let identity = AccessColumns(rawValue: 8)
}
