import Traffic

/// Which spans of a trace lie in which, so that a call that an agent's span tells of again counts once.
///
/// Spans come in any order: children often end, and are written, before their parents.
struct SpanTree {
  /// A span that became a request, with what was noted of it.
  struct Call {
    private(set) var request: Int
    let span: UInt64
    let hasUsage: Bool
    let isAgent: Bool
    /// Its tokens, where they alone tell whether it sums up the calls within it; nil where its format does.
    let tokens: Tokens?
    /// Its trace; 0 where it names none.
    let trace: UInt64
    let inputRule: RecordedReading.TokenRule
    let outputRule: RecordedReading.TokenRule
    let hasTemperature: Bool
    let hasUser: Bool
    let hasText: Bool
    let remarks: [RecordedReading.Remark]

    /// What is noted of a row that becomes a request.
    init(_ row: RecordedRow, request: Int) {
      self.request = request
      span = row.span ?? 0
      hasUsage = row.tellsUsage
      isAgent = row.isAgent
      let input = Int(row.systemTokens) + Int(row.contextTokens) + Int(row.userTokens)
      tokens = row.isBareSpan && !row.isAgent ? Tokens(input: input, output: Int(row.outputTokens)) : nil
      trace = row.trace ?? 0
      (inputRule, outputRule) = (row.inputRule, row.outputRule)
      hasTemperature = row.hasTemperature
      hasUser = !row.userKey.isEmpty
      hasText = row.hasText || row.hadText
      remarks = row.remarks
    }

    /// The same call, some requests nearer to the first.
    fileprivate func moved(by requests: Int) -> Call {
      var call = self
      call.request -= requests
      return call
    }
  }

  /// The tokens of a call, or of several together.
  struct Tokens {
    var input = 0
    var output = 0

    /// Whether they are as many as others, but for a twentieth.
    func isNear(_ other: Tokens) -> Bool {
      abs(input - other.input) * 20 <= max(input, other.input)
        && abs(output - other.output) * 20 <= max(output, other.output)
    }
  }

  /// The parent of each span, and how many requests there were when it was told.
  private var parents: [UInt64: (span: UInt64, requests: Int)] = [:]
  private var calls: [Call] = []
  /// The traces in which a row that told a usage was no agent's, and how many requests there were when it came.
  private var traces: [UInt64: Int] = [:]
  /// Whether any row named the span that it lies in.
  private var hasParents = false

  /// Whether no row that is held told a span.
  var isEmpty: Bool { calls.isEmpty && parents.isEmpty }

  /// Notes in which span a row's lies.
  ///
  /// - Parameter requests: how many there are so far.
  mutating func link(_ row: RecordedRow, requests: Int) {
    if let span = row.span, let parent = row.parentSpan {
      parents[span] = (parent, requests)
      hasParents = true
    }
  }

  /// Forgets the first requests, and what was told of spans before the others.
  ///
  /// - Complexity: O(spans).
  mutating func drop(_ requests: Int) {
    calls = calls.filter { $0.request >= requests }.map { $0.moved(by: requests) }
    parents = parents.compactMapValues { parent in
      parent.requests >= requests ? (parent.span, parent.requests - requests) : nil
    }
    traces = traces.compactMapValues { $0 >= requests ? $0 - requests : nil }
  }

  /// Notes a span that becomes a request.
  mutating func add(_ row: RecordedRow, request: Int) {
    if row.span != nil || row.isAgent { calls.append(Call(row, request: request)) }
    if !hasParents, !row.isAgent, row.tellsUsage { traces[row.trace ?? 0] = request }
  }

  /// The calls, by request, whose span lies around that of another call which tells the usage, or around one that
  /// knows no less. Where no span names its parent, agents sum up what others of their trace tell of.
  ///
  /// - Complexity: O(spans).
  func superseded() -> [Int: Call] {
    if parents.isEmpty {
      let agents = hasParents ? [] : calls.filter { $0.isAgent && traces[$0.trace] != nil }
      return Dictionary(agents.map { ($0.request, $0) }, uniquingKeysWith: { _, last in last })
    }
    let callOfSpan = Dictionary(calls.map { ($0.span, $0) }, uniquingKeysWith: { _, last in last })
    let own = ownCalls(callOfSpan)
    var gone: [Int: Call] = [:]
    for needsUsage in [true, false] {
      var seen: Set<UInt64> = []
      for call in calls where call.hasUsage || !needsUsage {
        var span = call.span
        while let parent = parents[span]?.span, seen.insert(span).inserted {
          // A span within itself is no parent of its call.
          if let outer = callOfSpan[parent], parent != call.span, needsUsage || !outer.hasUsage,
            !own.contains(parent)
          {
            gone[outer.request] = outer
          }
          span = parent
        }
      }
    }
    return gone
  }

  /// The spans around calls that are calls themselves, as that which started an agent, or that before in a chain: the calls
  /// next within them do not make their tokens together.
  ///
  /// - Complexity: O(spans).
  private func ownCalls(_ callOfSpan: [UInt64: Call]) -> Set<UInt64> {
    guard calls.contains(where: { $0.tokens != nil }) else { return [] }
    var within: [UInt64: Tokens] = [:]
    // The next call around each span that was passed; nil where there is none.
    var around: [UInt64: UInt64?] = [:]
    for call in calls where call.hasUsage {
      guard let tokens = call.tokens else { continue }
      var passed: [UInt64] = []
      var outer: UInt64?
      var span = call.span
      while let parent = parents[span]?.span {
        if callOfSpan[parent]?.hasUsage == true {
          outer = parent
          break
        }
        if let known = around[parent] {
          outer = known
          break
        }
        // Spans may lie in a circle.
        around.updateValue(nil, forKey: parent)
        passed.append(parent)
        span = parent
      }
      for span in passed { around.updateValue(outer, forKey: span) }
      guard let outer, outer != call.span else { continue }
      within[outer, default: Tokens()].input += tokens.input
      within[outer, default: Tokens()].output += tokens.output
    }
    return Set(
      within.keys.filter { span in
        guard let tokens = callOfSpan[span]?.tokens, let sum = within[span] else { return false }
        return !tokens.isNear(sum)
      })
  }
}
