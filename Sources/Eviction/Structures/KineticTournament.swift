/// The resident entry with the largest product of size and time to its next request, kept as time goes on.
///
/// Every entry is a line that falls with its size as slope. A knock-out tournament over all keys keeps the winner
/// of each match and the first time at which one below has another outcome; only those are played again
/// (kinetic tournament: Basch, Guibas, Hershberger, "Data structures for mobile data", Journal of Algorithms,
/// 1999). Entries without a next request win against all others; equal products go to the larger size, then to
/// the lower key.
struct KineticTournament: ~Copyable {
  /// For each key its size, 0 when it takes no part, and its next request.
  private let lines: UnsafeMutablePointer<(size: UInt32, next: UInt32, isIn: Bool)>

  /// A binary tree with its root at 1 and the keys at `leaves`...; for each match the winner, or `.max` when nobody
  /// takes part, and the first time at which a match of the subtree is to be played again.
  private let matches: UnsafeMutablePointer<(winner: UInt32, until: UInt64)>
  private let leaves: Int

  private static let nobody = UInt32.max

  /// Creates a tournament without entries for the keys `0..<keys`.
  init(keys: Int) {
    var leaves = 1
    while leaves < keys { leaves *= 2 }
    self.leaves = leaves
    lines = .allocate(capacity: keys)
    lines.initialize(repeating: (size: 0, next: 0, isIn: false), count: keys)
    matches = .allocate(capacity: leaves)
    matches.initialize(repeating: (winner: Self.nobody, until: .max), count: leaves)
    leafCount = keys
  }

  private let leafCount: Int

  deinit {
    lines.deallocate()
    matches.deallocate()
  }

  /// Enters `key`, or changes it.
  ///
  /// - Complexity: O(log keys).
  func set(_ key: UInt32, size: UInt32, next: UInt32, at now: UInt64) {
    lines[Int(key)] = (size: size, next: next, isIn: true)
    replay(above: key, at: now)
  }

  /// Takes `key` out.
  ///
  /// - Complexity: O(log keys).
  func clear(_ key: UInt32, at now: UInt64) {
    lines[Int(key)].isIn = false
    replay(above: key, at: now)
  }

  /// Returns the winner at a time not before that of any other call, or `nil` without entries.
  ///
  /// - Complexity: O(log² keys) amortised over the changes of the winners.
  func winner(at now: UInt64) -> UInt32? {
    if leaves > 1 { refresh(1, at: now) }
    let winner = outcome(1).winner
    return winner == Self.nobody ? nil : winner
  }

  private func outcome(_ node: Int) -> (winner: UInt32, until: UInt64) {
    guard node >= leaves else { return matches[node] }
    let key = node - leaves
    let isIn = key < leafCount && lines[key].isIn
    return (winner: isIn ? UInt32(truncatingIfNeeded: key) : Self.nobody, until: .max)
  }

  private func refresh(_ node: Int, at now: UInt64) {
    guard node < leaves, matches[node].until <= now else { return }
    refresh(2 * node, at: now)
    refresh(2 * node + 1, at: now)
    play(node, at: now)
  }

  private func replay(above key: UInt32, at now: UInt64) {
    var node = (leaves + Int(key)) / 2
    while node > 0 {
      refresh(2 * node, at: now)
      refresh(2 * node + 1, at: now)
      play(node, at: now)
      node /= 2
    }
  }

  private func play(_ node: Int, at now: UInt64) {
    let left = outcome(2 * node)
    let right = outcome(2 * node + 1)
    let until = min(left.until, right.until)
    if left.winner == Self.nobody || right.winner == Self.nobody {
      matches[node] = (winner: left.winner == Self.nobody ? right.winner : left.winner, until: until)
      return
    }
    let leftWins = isAhead(left.winner, right.winner, at: now)
    let (ahead, behind) = leftWins ? (left.winner, right.winner) : (right.winner, left.winner)
    matches[node] = (winner: ahead, until: min(until, end(of: ahead, over: behind)))
  }

  private func isAhead(_ first: UInt32, _ second: UInt32, at now: UInt64) -> Bool {
    let (one, two) = (lines[Int(first)], lines[Int(second)])
    if one.next == .max || two.next == .max {
      if one.next != two.next { return one.next == .max }
    } else {
      let (left, right) = (value(one.size, one.next, at: now), value(two.size, two.next, at: now))
      if left != right { return left > right }
    }
    return one.size == two.size ? first < second : one.size > two.size
  }

  private func value(_ size: UInt32, _ next: UInt32, at now: UInt64) -> Int128 {
    Int128(size) * (Int128(next) - Int128(now))
  }

  /// Returns the first time at which `behind` is ahead: only the larger of two falls behind.
  private func end(of ahead: UInt32, over behind: UInt32) -> UInt64 {
    let (one, two) = (lines[Int(ahead)], lines[Int(behind)])
    guard one.next != .max, one.size > two.size else { return .max }
    let lead = UInt64(one.size) * UInt64(one.next)
    let chase = UInt64(two.size) * UInt64(two.next)
    guard lead >= chase else { return 0 }
    return (lead - chase) / UInt64(one.size - two.size) + 1
  }
}
