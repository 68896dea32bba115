import Providers
import Simulation
import Traffic

/// The measure on what changes at the head of prompts.
extension Measure {
  /// Moves what changes behind what does not.
  static let stableHead = Measure(
    name: "stable_head", title: "move what changes with every call to the end of the prompt"
  ) { facts in
    guard let blocks = facts.stream.prefixBlocks, !blocks.lengths.isEmpty else {
      return .lacks("the messages of its calls")
    }
    return facts.stream.recorded.headRest.isEmpty
      ? ofOneLength(facts, blocks) : stamped(facts, blocks)
  }

  /// First messages that are others but for dates, numbers and ids in them.
  private static func stamped(_ facts: LogFacts, _ blocks: PrefixBlocks) -> Outcome {
    let recorded = facts.stream.recorded
    var shapes: [HeadKey: HeadUse] = [:]
    var heads: [HeadKey: Int64] = [:]
    // What is certain, and what the provider may have read before the stamp where the log does not tell.
    var (sure, unsure) = (HeadSavings(facts.count), HeadSavings(facts.count))
    let lifetime = Int64(facts.prefixLifetime) * 1_000_000_000
    for request in 0..<facts.count where facts.isSent(request) && !blocks.places(of: request).isEmpty {
      guard let rest = recorded.headRest[request], let bits = recorded.headStamps[request] else { continue }
      let place = blocks.places(of: request).lowerBound
      let model = recorded.model[request] ?? .max
      let (shape, head) = (
        HeadKey(model: model, id: rest), HeadKey(model: model, id: UInt64(blocks.ids[place]))
      )
      let now = facts.stream.arrival[request].nanoseconds
      let use = HeadUse(time: now, stamps: HeadStamps(bits: bits), start: recorded.headStart[request])
      let before = shapes[shape].flatMap { now - $0.time <= lifetime ? $0 : nil }
      let isRead = heads[head].map { now - $0 <= lifetime } ?? false
      shapes[shape] = use
      heads[head] = now
      let tokens = blocks.tokens(at: place)
      guard !isRead,
        let saved = saving(of: request, head: tokens, isWarm: before != nil, facts)
      else { continue }
      let limits = facts.prefixLimits(request)
      // Tokens are told, or the provider reads what is marked alone, or what is other stands too early to read anything.
      let isSure =
        recorded.cachedTokens[request] != nil || facts.isAsked(request)
        || limits.least >= 1024 && before.map { $0.isOtherStart(than: use) } ?? true
      if isSure {
        sure.add(request, saved, of: shape, after: before, use, tokens: tokens)
      } else {
        unsure.add(request, saved, of: shape, after: before, use, tokens: tokens)
      }
    }
    return sure.outcome(facts, isUncertain: false) ?? unsure.outcome(facts, isUncertain: true) ?? .nothing
  }

  /// First messages that are as long as others and never the same, where what is other in them was not looked at.
  private static func ofOneLength(_ facts: LogFacts, _ blocks: PrefixBlocks) -> Outcome {
    let stream = facts.stream
    let lifetime = Int64(facts.prefixLifetime) * 1_000_000_000
    // Heads by model and length: a time or a number in them changes the text and hardly the length.
    var seen: [UInt32: Int] = [:]
    var kinds: [UInt64: [Int]] = [:]
    for request in 0..<stream.count where facts.isSent(request) && !blocks.places(of: request).isEmpty {
      let place = blocks.places(of: request).lowerBound
      seen[blocks.ids[place], default: 0] += 1
      // A twentieth apart: tokens of messages are shares of a count of the whole.
      let length = UInt64(20 * Transcendental.log(Double(max(1, blocks.tokens(at: place)))))
      kinds[UInt64(stream.recorded.model[request] ?? .max) << 32 | length, default: []].append(request)
    }
    var saved = [Double](repeating: 0, count: stream.count)
    var (calls, tokens) = (0, 0)
    for (_, requests) in kinds.sorted(by: { $0.key < $1.key }) {
      let single = requests.filter { seen[blocks.ids[blocks.places(of: $0).lowerBound]] == 1 }
      guard single.count >= 20, single.count * 10 >= requests.count * 8 else { continue }
      var last: Int64?
      for request in single {
        let now = stream.arrival[request].nanoseconds
        let head = blocks.tokens(at: blocks.places(of: request).lowerBound)
        let isWarm = last.map { now - $0 <= lifetime } ?? false
        last = now
        guard let own = saving(of: request, head: head, isWarm: isWarm, facts) else { continue }
        saved[request] = own
        if isWarm { calls += 1 }
        tokens = max(tokens, head)
      }
    }
    guard calls > 0, saved.reduce(0, +) > 0 else { return .nothing }
    return .found(
      Finding(
        sight: .unstableHead(calls: calls, tokens: tokens, stamps: nil), saving: facts.perMonth(saved),
        share: facts.shareOfBill(saved), byCall: saved, isUncertain: true))
  }

  /// Picodollars that a call saves whose head is read from the cache, or costs more whose head is written to it; nil where
  /// nothing changes.
  private static func saving(of request: Int, head: Int, isWarm: Bool, _ facts: LogFacts) -> Double? {
    // A head that is shorter than what the provider keeps is not read, whatever stands in it.
    let kept = facts.prefixLimits(request).read(head)
    guard facts.isBilled(request), kept > 0, let list = facts.list(request) else { return nil }
    var usage = facts.stream.recordedUsage(of: request)
    let before = list.cost(of: usage).total.picodollars
    if isWarm {
      var left = max(0, kept - usage.cached)
      // What was written anew with each call is read as well.
      for part in [\TokenUsage.written, \.writtenForAnHour, \.uncached] {
        let moved = min(left, usage[keyPath: part])
        usage[keyPath: part] -= moved
        usage.cached += moved
        left -= moved
      }
    } else {
      // Who charges for writes charges for each head that has been forgotten.
      guard list.cacheWrite.picodollars > list.input.picodollars else { return nil }
      let known = usage.cached + usage.written + usage.writtenForAnHour
      let moved = min(max(0, kept - known), usage.uncached)
      usage.uncached -= moved
      usage.written += moved
    }
    let saved = before - list.cost(of: usage).total.picodollars
    return saved == 0 ? nil : Double(saved)
  }
}

/// A first message, or what of it stays, of the prompts of a model.
private struct HeadKey: Hashable {
  var model: UInt32
  var id: UInt64
}

/// When prompts began with a first message of a shape, and with which stamps.
private struct HeadUse {
  var time: Int64
  var stamps: HeadStamps
  var start: UInt64?

  /// Whether it is known to begin otherwise than another.
  func isOtherStart(than other: HeadUse) -> Bool {
    guard let start, let own = other.start else { return false }
    return start != own
  }
}

/// What calls would save by shape.
private struct HeadSavings {
  private var byShape: [HeadKey: [(request: Int, saved: Double)]] = [:]
  private var helped: [HeadKey: (calls: Int, tokens: Int, stamps: [HeadStamps.Kind: Int])] = [:]
  private let count: Int

  init(_ count: Int) { self.count = count }

  /// Takes a call.
  ///
  /// - Parameter before: the use of the shape that the call would read; nil where it is forgotten.
  mutating func add(
    _ request: Int, _ saved: Double, of shape: HeadKey, after before: HeadUse?, _ use: HeadUse, tokens: Int
  ) {
    byShape[shape, default: []].append((request, saved))
    guard let before else { return }
    var own = helped[shape] ?? (calls: 0, tokens: 0, stamps: [:])
    own.calls += 1
    own.tokens = max(own.tokens, tokens)
    for kind in HeadStamps.Kind.allCases where use.stamps.differs(from: before.stamps, in: kind) {
      own.stamps[kind, default: 0] += 1
    }
    helped[shape] = own
  }

  /// What all shapes save that save something; nil where none does.
  func outcome(_ facts: LogFacts, isUncertain: Bool) -> Measure.Outcome? {
    var saved = [Double](repeating: 0, count: count)
    var (calls, tokens) = (0, 0)
    var stamps: [HeadStamps.Kind: Int] = [:]
    for (shape, own) in helped {
      guard let parts = byShape[shape], parts.reduce(0, { $0 + $1.saved }) > 0 else { continue }
      for part in parts { saved[part.request] = part.saved }
      calls += own.calls
      tokens = max(tokens, own.tokens)
      stamps.merge(own.stamps) { $0 + $1 }
    }
    guard calls > 0 else { return nil }
    return .found(
      Measure.Finding(
        sight: .unstableHead(
          calls: calls, tokens: tokens,
          stamps: Measure.Stamps(
            dates: stamps[.dates] ?? 0, numbers: stamps[.numbers] ?? 0, ids: stamps[.ids] ?? 0)),
        saving: facts.perMonth(saved), share: facts.shareOfBill(saved), byCall: saved,
        isUncertain: isUncertain))
  }
}
