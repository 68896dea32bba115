import CacheTraces

/// A prefix policy and its order: `lru`, `lru:last-to-first`, `lru:kvcache-simulator`.
public struct PrefixChoice: Hashable, Sendable {
  /// The policy.
  public let policy: PrefixPolicy

  /// In which order it takes the blocks of a request.
  public let order: PrefixOrder

  /// Creates a choice with the policy's default order.
  public init(_ policy: PrefixPolicy) {
    self.init(checked: policy, .firstToLast)
  }

  /// Creates a choice.
  ///
  /// - Throws: `EvictionError.unknownVariant(_:policy:known:)` when the policy has no such order.
  public init(_ policy: PrefixPolicy, order: PrefixOrder) throws(EvictionError) {
    guard policy.orders.contains(order) else {
      throw .unknownVariant(
        order.rawValue, policy: policy.rawValue, known: policy.orders.map(\.rawValue))
    }
    self.init(checked: policy, order)
  }

  private init(checked policy: PrefixPolicy, _ order: PrefixOrder) {
    self.policy = policy
    self.order = order
  }

  /// Reads a choice: a name, then after a colon an order.
  ///
  /// - Throws: `EvictionError` that lists what is known where something is not.
  public init(parsing text: String) throws(EvictionError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let policy = PrefixPolicy(rawValue: parts[0]) else {
      throw .unknownPolicy(parts[0], known: PrefixPolicy.allCases.map(\.rawValue))
    }
    guard parts.count > 1 else {
      self.init(policy)
      return
    }
    guard let order = PrefixOrder(rawValue: parts[1]) else {
      throw .unknownVariant(parts[1], policy: policy.rawValue, known: policy.orders.map(\.rawValue))
    }
    try self.init(policy, order: order)
  }

  /// Whether blocks can have a lifetime under it: where they leave by their last use, or the future is known.
  public var hasLifetimes: Bool { policy == .belady || (policy == .lru && order != .kvcacheSimulator) }

  /// Every policy in every order that it has.
  public static let all = PrefixPolicy.allCases.flatMap { policy in
    policy.orders.map { PrefixChoice(checked: policy, $0) }
  }

  /// FIFO, LRU and the optimum as PyPI kvcache-simulator 0.1.3 runs them.
  public static let kvcacheSimulator = [
    PrefixChoice(.fifo), PrefixChoice(checked: .lru, .kvcacheSimulator), PrefixChoice(.belady),
  ]
}

extension PrefixChoice: LosslessStringConvertible {
  /// The name, then the order unless that is the policy's default.
  public var description: String {
    order == policy.orders.first ? policy.rawValue : "\(policy.rawValue):\(order.rawValue)"
  }

  /// Reads a choice in the form of ``description``.
  public init?(_ description: String) {
    guard let choice = try? PrefixChoice(parsing: description) else { return nil }
    self = choice
  }
}
