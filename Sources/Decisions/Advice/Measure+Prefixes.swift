import Providers
import Simulation
import Traffic

/// Measures on the prompt cache of a provider.
extension Measure {
  /// Lets the provider read what it has seen before.
  static let promptCache = Measure(
    name: "prompt_cache", title: "use the provider's prompt cache for prefixes that repeat"
  ) { facts in
    guard let blocks = facts.stream.prefixBlocks else { return .lacks("the prefixes of its calls") }
    let stream = facts.stream
    guard (0..<stream.count).contains(where: { facts.isBilled($0) && stream.inputTokens($0) > 0 }) else {
      return .lacks("billed calls with a price")
    }
    let trials = [false, true].flatMap { marksHead in
      [300, 3600].map { Trial(facts, blocks, seconds: $0, marksHead: marksHead) }
    }
    // What is sure goes before what is perhaps done already, however much that would be.
    func rank(_ trial: Trial) -> (Int, Double) {
      let finding = trial.finding
      return (finding.isUncertain ? 0 : finding.isUnexplained ? 1 : 2, finding.saving.mean)
    }
    guard let best = trials.max(by: { rank($0) < rank($1) }), best.finding.saving.mean > 0
    else { return .nothing }
    return .found(best.finding)
  }

  /// Ends writing what is not read.
  static let endWrites = Measure(
    name: "end_writes", title: "stop paying for prompt-cache writes that are not read"
  ) { facts in
    let stream = facts.stream
    guard !stream.recorded.writtenTokens.isEmpty || !stream.recorded.writtenHourTokens.isEmpty else {
      return .lacks("tokens written to a prompt cache")
    }
    var saved = [Double](repeating: 0, count: stream.count)
    var (written, read) = (0, 0)
    for request in 0..<stream.count where facts.isBilled(request) {
      guard let list = facts.list(request) else { continue }
      var usage = stream.recordedUsage(of: request)
      written += usage.written + usage.writtenForAnHour
      read += usage.cached
      let before = list.cost(of: usage).total.picodollars
      usage.uncached += usage.written + usage.writtenForAnHour + usage.cached
      usage.written = 0
      usage.writtenForAnHour = 0
      usage.cached = 0
      saved[request] = Double(before - list.cost(of: usage).total.picodollars)
    }
    guard saved.reduce(0, +) > 0 else { return .nothing }
    return .found(
      Finding(
        sight: .unreadWrites(written: written, read: read), saving: facts.perMonth(saved),
        share: facts.shareOfBill(saved), byCall: saved, isEnding: true))
  }

  /// Calls of models whose caches are of one kind: those that charge for writes and are asked, or those that read by
  /// themselves.
  private struct Part {
    var saved: [Double]
    /// Tokens of their prompts, of the prefixes that repeat, and of those that the log has as read; nil where it has none.
    var input = 0
    var repeated = 0
    var recorded: Int?
    /// Seconds that a prefix lives.
    var lifetime: Int
    /// Whether prompts are marked behind their first message, and not at their end.
    var marksHead: Bool

    var whole: Double { saved.reduce(0, +) }

    /// Takes the calls of another part in.
    mutating func add(_ other: Part) {
      for request in saved.indices { saved[request] += other.saved[request] }
      input += other.input
      repeated += other.repeated
      if let more = other.recorded { recorded = (recorded ?? 0) + more }
      if other.input > 0, input == other.input { lifetime = other.lifetime }
    }

    func finding(_ facts: LogFacts, isPart: Bool) -> Finding {
      let all = Double(max(1, input))
      return Finding(
        sight: .repeatedPrefix(
          lifetime: lifetime, share: Double(repeated) / all, recorded: recorded.map { Double($0) / all },
          isPart: isPart, marksHead: marksHead),
        saving: facts.perMonth(saved), share: facts.shareOfBill(saved), byCall: saved)
    }
  }

  /// A prompt cache of one lifetime, where the client chooses it, replayed in the order of arrival: prompts are marked at
  /// their end, or behind their first message, so that nothing is paid for writing what comes once.
  private struct Trial {
    private(set) var finding: Finding

    init(_ facts: LogFacts, _ blocks: PrefixBlocks, seconds: Int, marksHead: Bool) {
      let stream = facts.stream
      let models = max(1, stream.recorded.modelNames.count)
      var lastUse = [Int64](repeating: .min, count: blocks.blockCount * models)
      let nothing = Part(
        saved: [Double](repeating: 0, count: stream.count), lifetime: seconds, marksHead: marksHead)
      // Who caches by itself is split by whether the log tells what was read.
      var (asked, told, untold) = (nothing, nothing, nothing)
      for request in 0..<stream.count where facts.isSent(request) {
        let model = stream.recorded.model[request].map(Int.init) ?? 0
        let now = stream.arrival[request].nanoseconds
        let limits = facts.prefixLimits(request)
        let lifetime = Int64(limits.lifetime ?? seconds) * 1_000_000_000
        let prices = facts.list(request)
        // Who charges for writes charges for what is new; who caches by itself does not.
        let isWriting = prices.map { $0.cacheWrite.picodollars > $0.input.picodollars } ?? false
        let isAsked = facts.isAsked(request)
        var places = blocks.places(of: request)
        if isAsked, marksHead { places = places.prefix(1) }
        var (warm, isWarm, marked) = (0, true, 0)
        for place in places {
          let slot = Int(blocks.ids[place]) * models + model
          isWarm = isWarm && lastUse[slot] > .min && now - lastUse[slot] <= lifetime
          marked += blocks.tokens(at: place)
          if isWarm { warm += blocks.tokens(at: place) }
          lastUse[slot] = now
        }
        let whole = stream.inputTokens(request)
        warm = limits.read(min(warm, whole))
        guard facts.isBilled(request), let list = prices else { continue }
        var usage = stream.recordedUsage(of: request)
        let cached = stream.recorded.cachedTokens[request].map { _ in usage.cached }
        let before = list.cost(of: usage).total.picodollars
        if isAsked, marksHead {
          // Marks behind the head are instead of those that the log had.
          usage.uncached += usage.cached + usage.written + usage.writtenForAnHour
          (usage.cached, usage.written, usage.writtenForAnHour) = (0, 0, 0)
        }
        let more = min(max(0, warm - usage.cached), usage.uncached)
        usage.uncached -= more
        usage.cached += more
        if isWriting, (isAsked && marksHead ? marked : whole) >= limits.least {
          let new = isAsked && marksHead ? min(max(0, marked - more), usage.uncached) : usage.uncached
          usage.uncached -= new
          let isForAnHour = limits.lifetime == nil && seconds > 300
          if isForAnHour { usage.writtenForAnHour += new } else { usage.written += new }
        }
        func add(to part: inout Part) {
          part.input += whole
          part.repeated += warm
          if let cached { part.recorded = (part.recorded ?? 0) + cached }
          if let own = limits.lifetime { part.lifetime = own }
          part.saved[request] = Double(before - list.cost(of: usage).total.picodollars)
        }
        if isAsked { add(to: &asked) } else if cached != nil { add(to: &told) } else { add(to: &untold) }
      }
      // Who caches by itself has read what it could, unless the log tells that nothing was read. A spend that is reproduced
      // without cached tokens tells nothing else: a gateway that does not log them sums up without them, and the provider's
      // bill may be the smaller one.
      // Prefixes that differ or are too short save nothing here, so that what is left is not why nothing was read.
      guard asked.whole > 0 else {
        let isUnread = told.recorded == 0 && told.whole > 0
        if !isUnread { told.add(untold) }
        finding = told.finding(facts, isPart: asked.input > 0 || isUnread && untold.input > 0)
        finding.isAutomatic = true
        finding.isUncertain = !isUnread
        finding.isUnexplained = isUnread
        return
      }
      // What is sure is not mixed with what is perhaps done already, or was not done for a reason that nobody knows.
      finding = asked.finding(facts, isPart: told.input > 0 || untold.input > 0)
    }
  }
}
