import Traffic

/// Why a turn read less from the provider's prompt cache than the turn before it had written.
package enum CacheBreaker: String, CaseIterable, Sendable {
  case changedModel, compaction, expiry, changedTools, changedHead, changedSettings, editedHistory
  case unexplained

  /// The reason in words.
  package var text: String {
    switch self {
    case .changedModel: "another model than the turn before"
    case .compaction: "a compaction: less than half of the prompt before"
    case .expiry: "a gap longer than the lifetime"
    case .changedTools: "another tool list or other settings"
    case .changedHead: "a changed head, as a time stamp in the system prompt"
    case .changedSettings: "other settings behind the same head, as another effort"
    case .editedHistory: "an edited history"
    case .unexplained: "nothing in the log"
    }
  }

  /// The key in JSON.
  package var key: String {
    switch self {
    case .changedModel: "changed_model"
    case .compaction: "compaction"
    case .expiry: "expiry"
    case .changedTools: "changed_tools"
    case .changedHead: "changed_head"
    case .changedSettings: "changed_settings"
    case .editedHistory: "edited_history"
    case .unexplained: "unexplained"
    }
  }
}

/// Finds the turns of a log that read less than they could have.
struct BreakerSearch {
  let stream: QueryStream
  /// Prefix blocks of the log itself; nil where it has none.
  let blocks: PrefixBlocks?
  /// What holds for each model, the last for all others.
  let limits: [CacheRule.Limits]
  /// What a count of cached tokens may differ by.
  let step: Int
  /// Turns that begin a thread beside another.
  let starts: Set<Int>

  /// Turns that begin a thread beside another: from those that are joined, back to the turn that started them, and of
  /// several that follow one turn all but that which others join, or else the longest. Where that one begins with
  /// nothing of the turn, its own thread did not go on before the log ends.
  static func starts(of stream: QueryStream) -> Set<Int> {
    var starts: Set<Int> = []
    for join in stream.joins {
      let parent = stream.predecessor(of: Int(join.request))
      var turn = Int(join.predecessor)
      while let before = stream.predecessor(of: turn), before != parent { turn = before }
      if stream.predecessor(of: turn) != nil { starts.insert(turn) }
    }
    var main = [UInt32](repeating: UInt32.max, count: stream.count)
    let joining = Set(stream.joins.map { Int($0.request) })
    func rank(_ turn: Int) -> (Int, Int) { (joining.contains(turn) ? 1 : 0, stream.inputTokens(turn)) }
    for turn in 0..<stream.count where !starts.contains(turn) {
      guard let before = stream.predecessor(of: turn) else { continue }
      let other = Int(main[before])
      guard main[before] != UInt32.max else {
        main[before] = UInt32(turn)
        continue
      }
      if rank(turn) > rank(other) {
        starts.insert(other)
        main[before] = UInt32(turn)
      } else {
        starts.insert(turn)
      }
    }
    guard let blocks = stream.prefixBlocks else { return starts }
    let parents = Set(starts.compactMap { stream.predecessor(of: $0) })
    for turn in main where turn != UInt32.max && !joining.contains(Int(turn)) {
      guard let before = stream.predecessor(of: Int(turn)), parents.contains(before),
        blocks.commonTokens(Int(turn), before) == 0
      else { continue }
      starts.insert(Int(turn))
    }
    return starts
  }

  /// The turns whose recorded cached tokens are fewer than the prompt before them, each with the likeliest reason.
  ///
  /// A turn is measured by the turn before it, and where that one was broken itself by the last that was not: who goes
  /// back to an old head finds it warm.
  /// - Complexity: O(requests + prefix blocks).
  func turns() -> [(request: Int, breaker: CacheBreaker)] {
    var found: [(Int, CacheBreaker)] = []
    /// The last turn of each thread that was not broken, by turn.
    var sound = [UInt32](repeating: UInt32.max, count: stream.count)
    for request in 0..<stream.count {
      sound[request] = UInt32(request)
      guard let before = stream.predecessor(of: request), !starts.contains(request),
        let cached = stream.recorded.cachedTokens[request], stream.recorded.failed[request] != 1,
        stream.recorded.gatewayHit[request] != 1
      else { continue }
      let reference = Int(sound[before])
      let expected = min(stream.inputTokens(before), stream.inputTokens(reference))
      guard expected >= limits(of: request).least, Int(cached) + step < expected,
        !isOther(request, than: before)
      else {
        continue
      }
      found.append((request, breaker(of: request, after: before, cached: Int(cached))))
      sound[request] = UInt32(reference)
    }
    return found
  }

  /// Whether a prompt is so much shorter than the one before, and begins so differently, that it is another thread's.
  private func isOther(_ request: Int, than before: Int) -> Bool {
    guard let blocks, 2 * stream.inputTokens(request) < stream.inputTokens(before),
      stream.recorded.model[request] == stream.recorded.model[before]
    else { return false }
    return blocks.commonTokens(request, before) == 0
  }

  private func breaker(of request: Int, after before: Int, cached: Int) -> CacheBreaker {
    let recorded = stream.recorded
    if let own = recorded.model[request], let other = recorded.model[before], own != other {
      return .changedModel
    }
    let (tokens, former) = (stream.inputTokens(request), stream.inputTokens(before))
    let head = stream.systemTokens[before] > 0 ? Int(stream.systemTokens[before]) : 1024
    let common = blocks.map {
      $0.begins(request, with: before) ? former : min($0.commonTokens(request, before), former)
    }
    if 2 * tokens < former { return .compaction }
    if let common, common + step < former {
      return change(at: common < headTokens(before, or: head), of: request, after: before)
    }
    let gap = stream.arrival[request].nanoseconds - stream.arrival[before].nanoseconds
    if gap > limits(of: request).lifetime { return .expiry }
    if common != nil, !hasOtherSettings(request, before) { return .unexplained }
    // What was read is rounded down to a step.
    return change(at: cached + step < head, of: request, after: before)
  }

  /// What changed in the head of a prompt, or behind it.
  private func change(at isHead: Bool, of request: Int, after before: Int) -> CacheBreaker {
    let isOther = hasOtherSettings(request, before)
    if isHead { return isOther ? .changedTools : .changedHead }
    return isOther ? .changedSettings : .editedHistory
  }

  private func limits(of request: Int) -> CacheRule.Limits {
    limits[min(Int(stream.recorded.model[request] ?? 0), limits.count - 1)]
  }

  private func hasOtherSettings(_ request: Int, _ before: Int) -> Bool {
    stream.variants.variant(of: request) != stream.variants.variant(of: before)
  }

  /// Tokens of a prompt's head: its system prompt, or its first block.
  private func headTokens(_ request: Int, or head: Int) -> Int {
    guard stream.systemTokens[request] == 0, let blocks, let first = blocks.places(of: request).first else {
      return head
    }
    return max(1, blocks.tokens(at: first))
  }
}
