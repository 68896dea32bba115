import CacheTraces

/// A replay of a stream that comes in chunks, for traces larger than memory.
///
/// The chunks share one space of dense keys. The policy keeps its state between them, so that the counts are those of
/// the whole stream in one piece.
public final class ReplaySession {
  /// What was counted so far.
  public private(set) var counts = ReplayCounts()

  /// The upper bound of keys.
  public let keys: Int

  /// Sends a chunk, which follows so many requests, through the policy; made where the policy is known, so that the loop
  /// is specialised for it.
  private let body: (CacheTrace, Int) -> ReplayCounts
  /// Tells the policy the 64-bit keys of a chunk's new dense keys; nil where it reads none.
  private let learn: (([UInt64], Int) -> Void)?
  private var known = 0

  init<Policy: ReplacementPolicy & ~Copyable>(_ type: Policy.Type, _ setup: PolicySetup) {
    var setup = setup
    let learns = Policy.reads.contains(.identity) && Policy.learnsKeys(setup.variant)
    setup.learnsKeys = learns
    keys = setup.keys
    let box = SharedPolicy<Policy>(setup)
    body = { chunk, earlier in box.policy.pointee.replay(chunk, after: earlier) }
    learn = learns ? { box.policy.pointee.learn($0.span, from: $1) } : nil
  }

  /// Sends the requests of the next chunk through the policy.
  ///
  /// - Throws: `EvictionError.tooManyKeys(limit:)` when the keys so far go beyond the bound.
  /// - Complexity: O(requests) for policies with constant-time operations.
  public func replay(_ chunk: CacheTrace) throws(EvictionError) {
    guard chunk.keyCount <= keys else { throw .tooManyKeys(limit: keys) }
    if let learn, known < chunk.keyCount {
      // Dense keys without others behind them stand for themselves.
      let isTold = chunk.newIdentities.count == chunk.keyCount - known
      learn(isTold ? chunk.newIdentities : (known..<chunk.keyCount).map(UInt64.init), known)
      known = chunk.keyCount
    }
    counts += body(chunk, counts.requests)
  }
}

/// A ``PolicyBox`` that closures can share.
private final class SharedPolicy<Policy: ReplacementPolicy & ~Copyable> {
  let policy: UnsafeMutablePointer<Policy>
  private let box: PolicyBox<Policy>

  init(_ setup: PolicySetup) {
    box = PolicyBox(setup)
    policy = box.policy
  }
}

extension PolicyKind {
  /// Whether a variant reads what only the whole trace tells: the future, or the keys behind the dense ones where it cannot
  /// learn them on the way.
  public func needsWholeTrace(_ variant: PolicyVariant) -> Bool {
    reads.contains(.future) || reads.contains(.identity) && !learnsKeys(variant)
  }

  /// Begins a replay in chunks through an empty cache.
  ///
  /// `setup.keys` bounds the keys of all chunks; a generous bound costs address space and hardly any memory.
  ///
  /// - Throws: `EvictionError.readsFuture(policy:)` for a policy that reads what no chunk holds.
  public func session(_ setup: PolicySetup) throws(EvictionError) -> ReplaySession {
    guard !needsWholeTrace(setup.variant) else { throw .readsFuture(policy: rawValue) }
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
