import Decisions
import Declarations
import Experiments
import Metrics
import Tables

/// What became of a strategy, in a line: the few metrics that moved most and matter.
struct Headline {
  /// What the line says in a word.
  enum Verdict: String {
    case regressed, better, changed
    /// It moved within what is allowed.
    case held
    case same
  }

  /// The strategy.
  let strategy: String
  /// What the line says in a word.
  let verdict: Verdict
  /// What it says, without the strategy's name.
  let text: String

  private static let most = 3
  /// How many losses stand beside them; what is left of them is counted.
  private static let mostLosses = 2
  fileprivate static let leading: [Metric] = Gate.headlines
  /// What more of is no gain to whoever asks, though it may be wanted.
  fileprivate static let lost: [Metric] = [.unknownHitShare, .deferredShare, .throttledShare]
  /// Times to the end of an answer, and to its beginning, that matter where the 95th percentile of the latency does not
  /// show them.
  private static let times: (ends: [Metric], beginnings: [Metric]) = (
    [.latencyP50, .latencyP99], [.firstTokenP95, .firstTokenP50]
  )

  /// The headline of each strategy that was compared, in order.
  static func all(_ check: Check) -> [Headline] {
    var order: [String] = []
    var lines: [String: [Check.Line]] = [:]
    for line in check.lines where line.kind != .rule {
      if lines[line.strategy] == nil { order.append(line.strategy) }
      lines[line.strategy, default: []].append(line)
    }
    return order.map { Headline($0, lines[$0] ?? [], check.reference) }
  }

  private init(_ strategy: String, _ lines: [Check.Line], _ reference: String) {
    self.strategy = strategy
    let open = lines.filter { $0.verdict != .pass }
    if open.contains(where: { $0.verdict == .fail }) {
      verdict = .regressed
    } else if open.contains(where: { $0.isGated && $0.effect == .better }) {
      // A gain is not all that is to be said where something was lost for it.
      verdict = open.contains(where: \.isLoss) || !Headline.later(open).isEmpty ? .changed : .better
    } else if open.isEmpty {
      verdict = lines.contains { $0.effect != .same } ? .held : .same
    } else {
      verdict = .changed
    }
    text =
      Headline.text(lines.filter { $0.verdict != .pass || $0.effect != .same }, reference)
      + (Headline.savesBlindly(lines) ? "; quality n/a" : "")
  }

  private static func text(_ lines: [Check.Line], _ reference: String) -> String {
    if let line = lines.first(where: { $0.kind == .strategy }) { return line.rule }
    let bill = lines.first { $0.metric == Metric.costPerMonth.rawValue }
    // What failed first, then what gates, then what leads; the greatest change first among them.
    func rank(_ line: Check.Line) -> Int {
      if line.verdict == .fail { return 0 }
      let isLeading = leading.contains { $0.rawValue == line.metric }
      return line.isGated ? 1 : isLeading ? 2 : 3
    }
    // Where errors have no prices, the cost in all is the bill.
    let known = lines.filter {
      $0.effect != .appeared
        && !($0.metric == Metric.totalCostPerMonth.rawValue && $0.value == bill?.value
          && $0.expected == bill?.expected)
    }
    let ranked = known.enumerated().sorted {
      let (left, right) = ($0.element, $1.element)
      if rank(left) != rank(right) { return rank(left) < rank(right) }
      let (first, second) = (left.size, right.size)
      return first != second ? first > second : $0.offset < $1.offset
    }
    let least = ranked.first.map { rank($0.element) } ?? 0
    // What merely follows is not listed beside what matters.
    let chosen = ranked.filter { rank($0.element) <= max(2, least) }.prefix(most).map(\.element)
    let later = Set(Headline.later(known).map(\.metric))
    let losses = ranked.map(\.element).filter { line in
      (line.isLoss || later.contains(line.metric)) && !chosen.contains { $0.metric == line.metric }
    }.sorted { $0.size > $1.size }
    let shown = (chosen + losses.prefix(mostLosses)).sorted { $0.place < $1.place }
    // What failed decides, and stands before what merely moved beside it.
    let failed = shown.filter { $0.verdict == .fail }
    let beside = shown.filter { $0.verdict != .fail }
    let moreFailed = known.count { $0.verdict == .fail } - failed.count
    let left = losses.dropFirst(mostLosses).count { $0.verdict != .fail }
    if shown.isEmpty {
      let new = lines.count { $0.effect == .appeared }
      let place = reference == "baseline" ? "the baseline" : reference
      return new == 0
        ? "as before" : "\(NumberText.count(new, "figure is", "figures are")) new, not in \(place)"
    }
    var groups: [String] = []
    if !failed.isEmpty {
      groups.append(words(failed) + (moreFailed > 0 ? ", and \(moreFailed) more that fail" : ""))
    }
    if !beside.isEmpty { groups.append((failed.isEmpty ? "" : "beside that ") + words(beside)) }
    return groups.joined(separator: "; ")
      + (left > 0 ? ", and \(NumberText.count(left, "more loss", "more losses"))" : "")
  }

  /// Whether a month costs less by more than a trifle, and nobody stated how good answers are, before or now.
  private static func savesBlindly(_ lines: [Check.Line]) -> Bool {
    let figures = lines.filter { $0.kind == .figure }
    return !figures.contains { $0.metric == Metric.quality.rawValue }
      && figures.contains {
        $0.metric == Metric.costPerMonth.rawValue && $0.effect == .better && $0.size >= 0.01
      }
  }

  /// The times that got longer by more than the 95th percentile of the latency tells: those to the end of an answer, else
  /// one to its beginning.
  private static func later(_ lines: [Check.Line]) -> [Check.Line] {
    let tail = lines.first { $0.metric == Metric.latencyP95.rawValue && $0.isLoss }
    // Without a value there is no knowing by how much.
    let told = tail.map { ($0.value ?? .infinity) - ($0.expected ?? 0) } ?? 0
    func longer(_ metrics: [Metric]) -> [Check.Line] {
      metrics.compactMap { metric in
        lines.first { line in
          guard line.metric == metric.rawValue, line.kind == .figure, line.effect == .worse,
            let value = line.value, let expected = line.expected
          else { return false }
          return Loss.isLonger(by: value - expected, than: expected, told: told)
        }
      }
    }
    let ends = longer(times.ends)
    return ends.isEmpty ? Array(longer(times.beginnings).prefix(1)) : ends
  }

  /// The ways of some figures, one behind another.
  private static func words(_ lines: [Check.Line]) -> String {
    lines.map { line -> String in
      let name = FigureText.name(line.metric)
      let way = FigureText(line.metric, [line.expected, line.value]).text(
        from: line.expected, to: line.value)
      return name.isEmpty ? way : name + " " + way
    }.joined(separator: ", ")
  }
}

extension Check.Line {
  /// How much a figure moved: in its unit for shares and qualities, relative for the rest.
  fileprivate var size: Double {
    guard let expected, let value else { return 2 }
    let change = abs(value - expected)
    switch Metric(rawValue: metric)?.unit {
    case .share, .quality: return change
    default: return expected == 0 ? (change == 0 ? 0 : 1) : min(1, change / abs(expected))
    }
  }

  /// Whether something got worse that matters to everyone, or more of what nobody wants for itself, by more than a trifle.
  fileprivate var isLoss: Bool {
    guard kind == .figure, let metric = Metric(rawValue: metric) else { return false }
    // A month of fewer requests costs less whatever one costs.
    if metric == .requests { return (value ?? 0) < (expected ?? 0) && size >= 0.01 }
    if Headline.leading.contains(metric) {
      guard effect == .worse else { return effect == .gone }
    } else {
      guard Headline.lost.contains(metric), let expected, let value, value > expected else { return false }
    }
    // A hundredth of a time or of a price is no loss to anybody, nor is a thousandth of a share.
    return verdict == .fail || size >= (metric.unit == .share || metric.unit == .quality ? 0.001 : 0.01)
  }

  /// The place of the metric in a headline: the leading ones first.
  fileprivate var place: Int {
    if let place = Gate.headlines.firstIndex(where: { $0.rawValue == metric }) { return place }
    let all = Metric.allCases.firstIndex { $0.rawValue == metric } ?? Metric.allCases.count
    return Gate.headlines.count + all
  }
}
