import CacheTraces

/// A replay of a stream that comes in chunks, for traces larger than memory.
///
/// The chunks share one space of dense keys. The policy keeps its state between them, so that the counts are those of
/// the whole stream in one piece.
public class ReplaySession {
  /// What was counted so far.
  public fileprivate(set) var counts = ReplayCounts()

  /// The upper bound of keys.
  public let keys: Int

  fileprivate init(keys: Int) {
    self.keys = keys
  }

  /// Sends the requests of the next chunk through the policy.
  ///
  /// - Throws: ``EvictionError/tooManyKeys(limit:)`` when the keys so far go beyond the bound.
  /// - Complexity: O(requests) for policies with constant-time operations.
  public func replay(_ chunk: CacheTrace) throws(EvictionError) {
    guard chunk.keyCount <= keys else { throw .tooManyKeys(limit: keys) }
    counts += replayChecked(chunk)
  }

  fileprivate func replayChecked(_ chunk: CacheTrace) -> ReplayCounts {
    preconditionFailure("A session has a policy.")
  }
}

/// A ``ReplaySession`` of one policy.
final class PolicyReplaySession<Policy: ReplacementPolicy & ~Copyable>: ReplaySession {
  private let box: PolicyBox<Policy>

  init(_ setup: PolicySetup) {
    box = PolicyBox(setup)
    super.init(keys: setup.keys)
  }

  override func replayChecked(_ chunk: CacheTrace) -> ReplayCounts {
    box.policy.pointee.replay(chunk, after: counts.requests)
  }
}

extension PolicyKind {
  /// Whether the policy reads what only the whole trace tells: the future, or the keys behind the dense ones.
  public var needsWholeTrace: Bool { !reads.isDisjoint(with: [.future, .identity]) }

  /// Begins a replay in chunks through an empty cache.
  ///
  /// `setup.keys` bounds the keys of all chunks; a generous bound costs address space and hardly any memory.
  ///
  /// - Throws: ``EvictionError/readsFuture(policy:)`` for a policy that reads what no chunk holds.
  public func session(_ setup: PolicySetup) throws(EvictionError) -> ReplaySession {
    guard !needsWholeTrace else { throw .readsFuture(policy: rawValue) }
    return makeSession(setup)
  }
}

extension ReplayCounts {
  /// Adds the counts of another part of a stream.
  public static func += (left: inout ReplayCounts, right: ReplayCounts) {
    left.requests += right.requests
    left.hits += right.hits
    left.misses += right.misses
    left.expired += right.expired
    left.requestBytes += right.requestBytes
    left.missBytes += right.missBytes
    left.requestTokens += right.requestTokens
    left.missTokens += right.missTokens
    left.requestCost += right.requestCost
    left.missCost += right.missCost
  }
}
