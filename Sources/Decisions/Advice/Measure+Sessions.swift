import Providers
import Simulation
import Traffic

/// Measures on conversations whose turns read less from the provider's cache than the turn before had sent.
extension Measure {
  /// Sends reads that keep the prefix of an idle conversation warm.
  static let keepAlive = Measure(
    name: "keep_alive", title: "keep idle conversations warm with small reads"
  ) { facts in
    guard let broken = BrokenTurns(facts) else { return .lacks(BrokenTurns.lack) }
    let expired = broken.turns(.expiry)
    guard !expired.isEmpty else { return .nothing }
    let trials = [1, 2, 4, 8, 14].map { broken.keepingWarm(expired, most: $0) }
    guard let best = trials.max(by: { $0.saving.mean < $1.saving.mean }), best.saving.mean > 0 else {
      return .nothing
    }
    return .found(best)
  }

  /// Leaves a conversation with the model that has its prefix.
  static let stickyModel = Measure(
    name: "sticky_model", title: "leave a conversation with the model it began with"
  ) { facts in
    guard let broken = BrokenTurns(facts) else { return .lacks(BrokenTurns.lack) }
    let changed = broken.turns(.changedModel)
    guard !changed.isEmpty else { return .nothing }
    let saved = broken.staying(changed)
    // A cheaper model may be worth that it reads all anew.
    guard saved.reduce(0, +) > 0 else { return .nothing }
    var finding = Finding(
      sight: .changedModels(turns: changed.count), saving: facts.perMonth(saved),
      share: facts.shareOfBill(saved), byCall: saved)
    // Another model answers.
    finding.isUnmeasured = true
    return .found(finding)
  }

  /// Leaves what was sent as it was.
  static let stableHistory = Measure(
    name: "stable_history", title: "leave the head, the tools and the history of a conversation as they were"
  ) { facts in
    guard let broken = BrokenTurns(facts) else { return .lacks(BrokenTurns.lack) }
    let causes: [[CacheBreaker]] = [[.changedHead], [.changedTools, .changedSettings], [.editedHistory]]
    let turns = causes.map { $0.flatMap(broken.turns) }
    let all = turns.flatMap { $0 }
    guard !all.isEmpty else { return .nothing }
    let saved = broken.saved(all)
    return .found(
      Finding(
        sight: .brokenHistory(heads: turns[0].count, tools: turns[1].count, edits: turns[2].count),
        saving: facts.perMonth(saved), share: facts.shareOfBill(saved), byCall: saved))
  }

  /// Marks the end of each turn for the provider's cache, where that wants marks.
  static let breakpoints = Measure(
    name: "breakpoints", title: "set a breakpoint of the prompt cache at the end of each turn"
  ) { facts in
    guard let broken = BrokenTurns(facts) else { return .lacks(BrokenTurns.lack) }
    let unread = broken.turns(.unexplained).filter(broken.isMarked)
    guard !unread.isEmpty else { return .nothing }
    let saved = broken.marked(unread)
    guard saved.reduce(0, +) > 0 else { return .nothing }
    return .found(
      Finding(
        sight: .unmarkedTurns(turns: unread.count), saving: facts.perMonth(saved),
        share: facts.shareOfBill(saved), byCall: saved))
  }
}

/// The turns of a log that read less from a cache than they could have, by cause.
private struct BrokenTurns {
  /// What a log lacks that has none.
  static let lack = "conversations with their cached tokens"

  private let facts: LogFacts
  private let found: [(request: Int, breaker: CacheBreaker)]
  private let starts: Set<Int>

  /// Seconds that a prefix lives, and between two reads that keep it.
  private let lifetime, interval: Double

  /// Nil where the log does not tell conversations and cached tokens.
  init?(_ facts: LogFacts) {
    let stream = facts.stream
    guard stream.hasTurns, !stream.recorded.cachedTokens.isEmpty else { return nil }
    self.facts = facts
    starts = BreakerSearch.starts(of: stream)
    lifetime = facts.prefixLifetime
    // A fifth early, so that a read is never late.
    interval = lifetime * 0.8
    found =
      BreakerSearch(
        stream: stream, blocks: stream.prefixBlocks,
        limits: facts.limits.map {
          .init(lifetime: Int64(facts.prefixLifetime) * 1_000_000_000, least: $0.least)
        }, step: 128, starts: starts
      ).turns()
  }

  /// The turns that a cause broke.
  func turns(_ cause: CacheBreaker) -> [Int] {
    found.filter { $0.breaker == cause && facts.isBilled($0.request) }.map(\.request)
  }

  /// Whether the model of a turn charges for what it is asked to keep, so that a mark must be set.
  func isMarked(_ request: Int) -> Bool { facts.isAsked(request) }

  /// Picodollars by call that turns would save had they read what the turn before had sent.
  func saved(_ turns: [Int]) -> [Double] {
    var saved = [Double](repeating: 0, count: facts.count)
    for request in turns { saved[request] = saving(of: request) }
    return saved
  }

  /// Picodollars by call that threads would save had all their turns asked the model of the first: what a turn that changed
  /// it reads anew, and what each costs less or more there.
  func staying(_ changed: [Int]) -> [Double] {
    let stream = facts.stream
    let first = firstTurns
    let (isChanged, threads) = (Set(changed), Set(changed.map { first[$0] }))
    var saved = [Double](repeating: 0, count: stream.count)
    for request in first.indices where threads.contains(first[request]) && facts.isBilled(request) {
      guard let other = facts.list(first[request]) else { continue }
      saved[request] = saving(of: request, isRead: isChanged.contains(request), at: other)
    }
    return saved
  }

  /// The first turn of each turn's thread.
  private var firstTurns: [Int] {
    var first = Array(0..<facts.count)
    for request in first.indices where !starts.contains(request) {
      if let before = facts.stream.predecessor(of: request) { first[request] = first[before] }
    }
    return first
  }

  /// Picodollars by call that threads would save had each of their turns a mark at its end: those that are told read what the
  /// turn before had sent, and all write the rest at its price, also the last one, which nothing follows.
  func marked(_ unread: [Int]) -> [Double] {
    let stream = facts.stream
    let first = firstTurns
    let (isRead, threads) = (Set(unread), Set(unread.map { first[$0] }))
    var saved = [Double](repeating: 0, count: stream.count)
    for request in first.indices where threads.contains(first[request]) && facts.isBilled(request) {
      guard isMarked(request), stream.inputTokens(request) >= facts.prefixLimits(request).least,
        let list = facts.list(request)
      else { continue }
      var usage = stream.recordedUsage(of: request)
      let former = list.cost(of: usage).total.picodollars
      if isRead.contains(request) { readTurnBefore(request, &usage) }
      usage.written += usage.uncached
      usage.uncached = 0
      saved[request] = Double(former - list.cost(of: usage).total.picodollars)
    }
    return saved
  }

  /// Picodollars that a turn saves.
  ///
  /// - Parameters:
  ///   - isRead: whether it reads what the turn before had sent.
  ///   - other: the prices of another model that it would ask; nil for its own.
  private func saving(of request: Int, isRead: Bool = true, at other: ModelPrices? = nil) -> Double {
    guard let list = facts.list(request) else { return 0 }
    var usage = facts.stream.recordedUsage(of: request)
    let former = list.cost(of: usage).total.picodollars
    guard isRead else { return Double(former - (other ?? list).cost(of: usage).total.picodollars) }
    readTurnBefore(request, &usage)
    return Double(former - (other ?? list).cost(of: usage).total.picodollars)
  }

  /// Has a turn read what the turn before had sent.
  private func readTurnBefore(_ request: Int, _ usage: inout TokenUsage) {
    guard let before = facts.stream.predecessor(of: request) else { return }
    let known = min(facts.stream.inputTokens(before), usage.input)
    var left = max(0, known - usage.cached)
    for part in [\TokenUsage.written, \.writtenForAnHour, \.uncached] {
      let moved = min(left, usage[keyPath: part])
      usage[keyPath: part] -= moved
      usage.cached += moved
      left -= moved
    }
  }

  /// What reads save that go out while a conversation is idle, every one of them paid, those that nothing follows too.
  func keepingWarm(_ expired: [Int], most: Int) -> Measure.Finding {
    let stream = facts.stream
    var next = [Int?](repeating: nil, count: stream.count)
    for request in 0..<stream.count where !starts.contains(request) {
      guard let before = stream.predecessor(of: request), next[before] == nil else { continue }
      next[before] = request
    }
    let broken = Set(expired)
    var saved = [Double](repeating: 0, count: stream.count)
    var (kept, reads) = (0, 0)
    for request in 0..<stream.count where stream.session[request] != QueryStream.noSession {
      guard facts.isBilled(request), stream.inputTokens(request) >= facts.prefixLimits(request).least,
        let list = facts.list(request)
      else { continue }
      let gap = next[request].map { (stream.arrival[$0] - stream.arrival[request]).seconds } ?? .infinity
      let sent = min(Double(most), max(0, (gap / interval).rounded(.up) - 1))
      var read = TokenUsage(cached: stream.inputTokens(request))
      read.terms = stream.marks[request].terms
      saved[request] -= sent * Double(list.cost(of: read).total.picodollars)
      reads += Int(sent)
      guard let next = next[request], broken.contains(next),
        gap - sent * interval <= lifetime
      else { continue }
      saved[next] += saving(of: next)
      kept += 1
    }
    return Measure.Finding(
      sight: .idleConversations(
        turns: expired.count, kept: kept, reads: reads, most: most, interval: Int(interval)),
      saving: facts.perMonth(saved), share: facts.shareOfBill(saved), byCall: saved)
  }
}
