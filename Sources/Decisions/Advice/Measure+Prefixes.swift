import Providers
import Simulation
import Traffic

/// Measures on the prompt cache of a provider.
extension Measure {
  /// Moves what changes behind what does not.
  static let stableHead = Measure(
    name: "stable_head", title: "move what changes with every call to the end of the prompt"
  ) { facts in
    guard let blocks = facts.stream.prefixBlocks, !blocks.lengths.isEmpty else {
      return .lacks("the messages of its calls")
    }
    let stream = facts.stream
    let lifetime = Int64(facts.prefixLifetime) * 1_000_000_000
    // Heads by model and length: a time or a number in them changes the text and hardly the length.
    var seen: [UInt32: Int] = [:]
    var kinds: [UInt64: [Int]] = [:]
    for request in 0..<stream.count where !blocks.places(of: request).isEmpty {
      let place = blocks.places(of: request).lowerBound
      seen[blocks.ids[place], default: 0] += 1
      // A twentieth apart: tokens of messages are shares of a count of the whole.
      let length = UInt64(20 * Transcendental.log(Double(max(1, blocks.tokens(at: place)))))
      kinds[UInt64(stream.recorded.model[request] ?? .max) << 32 | length, default: []].append(request)
    }
    var saved = [Double](repeating: 0, count: stream.count)
    var calls = 0
    var tokens = 0
    for (_, requests) in kinds.sorted(by: { $0.key < $1.key }) {
      let single = requests.filter { seen[blocks.ids[blocks.places(of: $0).lowerBound]] == 1 }
      guard single.count >= 20, single.count * 10 >= requests.count * 8 else { continue }
      var last: Int64?
      for request in single {
        let now = stream.arrival[request].nanoseconds
        let head = blocks.tokens(at: blocks.places(of: request).lowerBound)
        defer { last = now }
        // A head that is shorter than what the provider keeps is not read, whatever stands in it.
        let kept = facts.prefixLimits(request).read(head)
        guard facts.isBilled(request), kept > 0, let list = facts.list(request), let former = last,
          now - former <= lifetime
        else { continue }
        var usage = stream.recordedUsage(of: request)
        let moved = min(kept, usage.uncached)
        guard usage.cached < kept, moved > 0 else { continue }
        let before = list.cost(of: usage).total.picodollars
        usage.uncached -= moved
        usage.cached += moved
        saved[request] = Double(before - list.cost(of: usage).total.picodollars)
        calls += 1
        tokens = max(tokens, head)
      }
    }
    guard calls > 0 else { return .nothing }
    return .found(
      Finding(
        sight: .unstableHead(calls: calls, tokens: tokens), saving: facts.perMonth(saved),
        share: facts.shareOfBill(saved)))
  }

  /// Lets the provider read what it has seen before.
  static let promptCache = Measure(
    name: "prompt_cache", title: "use the provider's prompt cache for prefixes that repeat"
  ) { facts in
    guard let blocks = facts.stream.prefixBlocks else { return .lacks("the prefixes of its calls") }
    let stream = facts.stream
    var input = 0
    for request in 0..<stream.count where facts.isBilled(request) { input += stream.inputTokens(request) }
    guard input > 0 else { return .lacks("billed calls with a price") }
    let recorded: Double? =
      stream.recorded.cachedTokens.isEmpty
      ? nil
      : Double((0..<stream.count).reduce(0) { $0 + stream.recordedUsage(of: $1).cached }) / Double(input)
    let trials = [300, 3600].map { seconds in
      Trial(facts, blocks, seconds: seconds, input: input, recorded: recorded)
    }
    guard let best = trials.max(by: { $0.finding.saving.mean < $1.finding.saving.mean }),
      best.finding.saving.mean > 0
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
        share: facts.shareOfBill(saved), isEnding: true))
  }

  /// A prompt cache of one lifetime, replayed in the order of arrival.
  private struct Trial {
    private(set) var finding: Finding

    init(_ facts: LogFacts, _ blocks: PrefixBlocks, seconds: Int, input: Int, recorded: Double?) {
      let stream = facts.stream
      let lifetime = Int64(seconds) * 1_000_000_000
      let models = max(1, stream.recorded.modelNames.count)
      var lastUse = [Int64](repeating: .min, count: blocks.blockCount * models)
      var saved = [Double](repeating: 0, count: stream.count)
      var repeated = 0
      var isExplicit = false
      for request in 0..<stream.count {
        let model = stream.recorded.model[request].map(Int.init) ?? 0
        let now = stream.arrival[request].nanoseconds
        var (warm, isWarm) = (0, true)
        for place in blocks.places(of: request) {
          let slot = Int(blocks.ids[place]) * models + model
          isWarm = isWarm && lastUse[slot] > .min && now - lastUse[slot] <= lifetime
          if isWarm { warm += blocks.tokens(at: place) }
          lastUse[slot] = now
        }
        let whole = stream.inputTokens(request)
        let limits = facts.prefixLimits(request)
        warm = limits.read(min(warm, whole))
        guard facts.isBilled(request), let list = facts.list(request) else { continue }
        repeated += warm
        var usage = stream.recordedUsage(of: request)
        let more = min(max(0, warm - usage.cached), usage.uncached)
        let before = list.cost(of: usage).total.picodollars
        usage.uncached -= more
        usage.cached += more
        // Who charges for writes charges for what is new; who caches by itself does not.
        let isWriting = list.cacheWrite.picodollars > list.input.picodollars
        isExplicit = isExplicit || isWriting
        if isWriting, whole >= limits.least {
          let new = usage.uncached
          usage.uncached = 0
          if seconds > 300 { usage.writtenForAnHour += new } else { usage.written += new }
        }
        saved[request] = Double(before - list.cost(of: usage).total.picodollars)
      }
      finding = Finding(
        sight: .repeatedPrefix(
          lifetime: seconds, share: Double(repeated) / Double(input), recorded: recorded),
        saving: facts.perMonth(saved), share: facts.shareOfBill(saved))
      finding.isAutomatic = !isExplicit
      // Who caches by itself has read what it could; whether it did is not known where no spend was reproduced.
      finding.isUncertain =
        !isExplicit && ((recorded ?? 0) > 0 || recorded == nil && facts.calibration.reproducedShare == nil)
    }
  }
}
