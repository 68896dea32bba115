import Files
import Declarations

/// Which counts of tokens in a Codex transcript are copies of those of the session that it was forked from.
///
/// A fork's file names its parent in `session_meta.forked_from_id`, or as the thread that spawned a sub-agent, and
/// repeats the parent's lines, its `session_meta` among them, with the time of the fork. Known from the parent's own
/// lines where they stand in the same file, as of files that were joined; from the time elsewhere.
struct CodexForks {
  /// Counts of each session, in their order.
  private var counts: [[UInt8]: [String]] = [:]
  private var current: [UInt8] = []
  private var ancestors: Set<[UInt8]> = []
  /// The parent's counts that the copy has not passed yet, last first; nil behind the copy.
  private var expected: [String]?
  /// Until when lines are copies of a parent that is not in the file.
  private var copiedUntil: Int128?

  /// How long after its session's beginning a copied line is written at most, in nanoseconds.
  private static let copyTime: Int128 = 1_000_000_000

  /// Takes the beginning of a session.
  ///
  /// - Returns: false when it is the current one's again, or an ancestor's, which a fork repeats.
  mutating func begin(_ payload: JSONNode, id: ArraySlice<UInt8>, at time: Cell?) -> Bool {
    let id = Array(id)
    let parent = (payload.cell("forked_from_id") ?? CodexForks.spawner(payload)).map { Array($0.text) }
    if id == current || ancestors.contains(id) {
      if let parent { ancestors.insert(parent) }
      return false
    }
    // Older forks do not name their parent, but repeat its first line.
    if !current.isEmpty, counts[current, default: []].isEmpty, expected == nil, let known = counts[id] {
      ancestors.insert(id)
      expected = known.reversed()
      return false
    }
    current = id
    ancestors = parent.map { [$0] } ?? []
    expected = parent.flatMap { counts[$0] }?.reversed()
    let start = time.flatMap { try? Timestamp.read($0).time }
    copiedUntil = parent != nil && expected == nil ? start.map { $0 + CodexForks.copyTime } : nil
    return true
  }

  /// Notes a count of the current session; whether it is a copy of its parent's.
  mutating func isCopy(_ count: String, at time: Cell?) -> Bool {
    counts[current, default: []].append(count)
    if let next = expected?.popLast() {
      if next == count { return true }
      expected = nil
    }
    guard let end = copiedUntil else { return false }
    if let time = time.flatMap({ try? Timestamp.read($0).time }), time <= end { return true }
    copiedUntil = nil
    return false
  }

  private static func spawner(_ payload: JSONNode) -> Cell? {
    payload.at("source.subagent.thread_spawn.parent_thread_id").flatMap { Cell($0) }
  }
}
