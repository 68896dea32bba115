import Declarations
import Experiments
import Metrics
import Simulation

extension Check {
  /// Settings that say how long the same traffic is measured: another value is another sample of it.
  private static let spans: Set = ["run.warmup_h", "run.measure_h"]
  /// The relative difference that may come from the order of a sum.
  private static let rounding = 1e-9

  /// Adds the lines that hold one run's figures to another's, by name.
  mutating func compare(_ before: Reference, _ after: Reference, _ gate: Gate) {
    reference = before.name
    editedFile = before.figures.editedFile
    changes = Change.all(from: before.figures, to: after.figures)
    // Two scenarios of different names are held to what each one states.
    if before.name == "baseline" || before.isOfCommit || before.figures.scenario == after.figures.scenario {
      loosened = Loosening.all(from: before.figures, to: after.figures)
    }
    let isOtherSpan = changes.contains { $0.kind == .setting && Check.spans.contains($0.subject) }
    let isOtherDraw =
      before.figures.seed != after.figures.seed
      || before.figures.replications != after.figures.replications || isOtherSpan
    let isOtherTrace = changes.contains { $0.kind == .trace }
    // One replication tells nothing of how another would differ.
    let hasNoise = isOtherDraw && before.figures.replications > 1 && after.figures.replications > 1
    // Sums of other requests differ in their last digits; of the same ones nothing may.
    let resolution = max(before.resolution, after.resolution, changes.isEmpty ? 0 : Check.rounding)
    for former in before.figures.strategies {
      guard let now = after.figures.strategy(former.name) else {
        lines.append(
          Line(
            .strategy, gate.isOn(former.name) ? .fail : .note, strategy: former.name,
            rule: "gone, but in \(before.words)"))
        continue
      }
      // Requests of another recording are no pairs, whatever the seed.
      let pair = isOtherDraw || isOtherTrace ? nil : Pairs(before.result, after.result, former.name)
      for figure in former.figures {
        compare(
          figure, now.figure(figure.metric), of: former.name, gate, hasNoise: hasNoise,
          resolution: resolution, pairs: pair)
      }
      for figure in now.figures where former.figure(figure.metric) == nil {
        var line = Line(.figure, .note, strategy: former.name, rule: "new, not in \(before.words)")
        line.metric = figure.metric
        line.isGated = false
        line.effect = .appeared
        line.value = figure.mean
        line.halfWidth = figure.halfWidth
        lines.append(line)
      }
    }
    for strategy in after.figures.strategies where before.figures.strategy(strategy.name) == nil {
      var line = Line(.strategy, .note, strategy: strategy.name, rule: "new, not in \(before.words)")
      line.effect = .appeared
      lines.append(line)
    }
    remarks =
      gate.oddities + gate.idleness(before.figures, after.figures) + improvements(gate)
      + remarks(before, after, isOtherDraw: isOtherDraw)
  }

  private mutating func compare(
    _ former: Baseline.Figure, _ now: Baseline.Figure?, of strategy: String, _ gate: Gate, hasNoise: Bool,
    resolution: Double, pairs: Pairs?
  ) {
    var line = Line(.figure, .pass, strategy: strategy, rule: "baseline")
    line.metric = former.metric
    line.expected = former.mean
    guard let metric = Metric(rawValue: former.metric) else {
      // What was accepted cannot be held any more.
      line.verdict = gate.isOn(strategy) ? .fail : .note
      line.effect = .gone
      line.rule = "unknown to this version, but in \(reference == "baseline" ? "the baseline" : reference)"
      lines.append(line)
      return
    }
    let rule = gate.rule(on: metric, of: strategy)
    line.isGated = rule != nil
    guard let now else {
      line.verdict = rule == nil ? .note : .fail
      line.effect = .gone
      lines.append(line)
      return
    }
    line.value = now.mean
    line.halfWidth = now.halfWidth
    line.difference = pairs?.difference(metric)
    let (half, other) = hasNoise ? (former.halfWidth ?? 0, now.halfWidth ?? 0) : (0, 0)
    let noise = max(
      (half * half + other * other).squareRoot(), max(abs(former.mean), abs(now.mean)) * resolution)
    let change = now.mean - former.mean
    let isSame = abs(change) <= noise || change == 0
    if !isSame {
      line.effect = metric.isMoreBetter.map { $0 == (change > 0) ? .better : .worse } ?? .other
    }
    // Without a gate on it a figure can only be noted.
    guard let rule else {
      line.verdict = isSame || abs(change) <= gate.tolerance.amount(around: former.mean) ? .pass : .note
      lines.append(line)
      return
    }
    let stated = (rule.slack ?? gate.tolerance).amount(around: former.mean)
    let worse: Gate.Direction = gate.failsOnImprovement ? .either : rule.worse
    // A tolerance that is wider leaves less to chance.
    if hasNoise, noise > stated, half > 0 || other > 0 {
      if worse == .either { withinIntervals.eitherSide += 1 } else { withinIntervals.oneSide += 1 }
    }
    // What comes of the order of sums is passed over and not shown.
    let shown = hasNoise ? max(stated, noise) : stated
    line.allowed = Allowed(
      least: worse == .more ? nil : former.mean - shown, most: worse == .less ? nil : former.mean + shown)
    let slack = max(stated, noise)
    let (low, high) = (former.mean - slack, former.mean + slack)
    let isBelow = now.mean < low
    let isAbove = now.mean > high
    if isBelow && worse != .more || isAbove && worse != .less {
      line.verdict = .fail
    } else if isBelow || isAbove {
      line.verdict = .note
    }
    if isBelow || isAbove { line.effect = effect(rule, metric, isAbove: isAbove) }
    lines.append(line)
  }

  /// What a change is by its rule, or where that says nothing, for everyone; nothing is better that is worse for everyone.
  private func effect(_ rule: Gate.Rule, _ metric: Metric, isAbove: Bool) -> Effect {
    switch rule.worse {
    case .less: isAbove ? (metric.isMoreBetter == false ? .other : .better) : .worse
    case .more: isAbove ? .worse : (metric.isMoreBetter == true ? .other : .better)
    case .either: metric.isMoreBetter.map { $0 == isAbove ? .better : .worse } ?? .other
    }
  }

  /// That figures fail although they got better, since that was asked for.
  private func improvements(_ gate: Gate) -> [String] {
    let count = lines.count { $0.verdict == .fail && $0.effect == .better }
    guard gate.failsOnImprovement, count > 0 else { return [] }
    return [
      "\(count) \(count == 1 ? "figure fails" : "figures fail") for being better: better is to fail as well"
    ]
  }

  private func remarks(_ before: Reference, _ after: Reference, isOtherDraw: Bool) -> [String] {
    var remarks: [String] = []
    if before.name == "baseline", before.figures.scenario != after.figures.scenario {
      remarks.append("the baseline is that of the scenario '\(before.figures.scenario)'")
    }
    if let place = before.formerPlace {
      remarks.append("the scenario was \(place) at \(before.name), and was moved since")
    }
    if let former = before.figures.recommendation, let now = after.figures.recommendation, former != now {
      remarks.append(
        "the recommended strategy was \(former.words) in \(before.words), and is \(now.words) now")
    }
    if isOtherDraw {
      let isKnown = before.figures.replications > 1 && after.figures.replications > 1
      remarks.append(
        isKnown
          ? "other draws: a difference within both intervals together is held"
          : "other draws, and one replication gives no interval: any difference counts")
      if isKnown, let confidence = after.result?.provenance.confidence {
        remarks += chance(confidence: confidence)
      }
    }
    if changes.contains(where: { $0.kind == .trace }), hasMoved {
      remarks.append("other requests: no interval says how much of a difference is by chance")
    }
    guard let former = before.figures.settings, after.figures.settings != nil else {
      if before.figures.settings != nil || before.figures.fileHash == nil {
        remarks.append("files of results do not say what they were run with: what changed is not named")
      } else if before.figures.fileHash == after.figures.fileHash {
        if !isOtherDraw { remarks += sameInputs(before, after) }
      } else {
        remarks.append(
          "the scenario's file is another one; a baseline of version 1 does not say what changed, one that is written "
            + "anew does")
      }
      return remarks
    }
    if changes.isEmpty, !former.isEmpty { remarks += sameInputs(before, after) }
    return remarks
  }

  /// How many figures are to fail by chance alone, where other draws are held within intervals.
  private func chance(confidence: Double) -> [String] {
    let count = withinIntervals.oneSide + withinIntervals.eitherSide
    guard count > 0, confidence > 0, confidence < 1 else { return [] }
    let outside = 1 - confidence
    let expected =
      Double(withinIntervals.oneSide) * outside / 2 + Double(withinIntervals.eitherSide) * outside
    let words = expected < 0.05 ? "less than 0.1" : "about \(((expected * 10).rounded() / 10).short)"
    return [
      "of \(count) \(count == 1 ? "figure that gates" : "figures that gate") within intervals of "
        + "\((confidence * 100).shortened) %, \(words) would fail by chance alone; on the same seed none would"
    ]
  }

  /// Whether any figure is another one.
  private var hasMoved: Bool { lines.contains { $0.kind == .figure && $0.effect != .same } }

  /// What is said where figures moved although nothing that they come from did.
  private func sameInputs(_ before: Reference, _ after: Reference) -> [String] {
    guard hasMoved else { return [] }
    // A default takes the place of a quality that is not stated, so that no setting tells of it; labels are the trace's.
    let quality = lines.filter { $0.kind == .figure && $0.metric == Metric.quality.rawValue }.map(\.effect)
    if quality.contains(.gone) { return ["the quality of a model is not stated any more"] }
    if quality.contains(.appeared) { return ["the quality of a model is stated now"] }
    let (former, now) = (before.figures.version, after.figures.version)
    let what = after.figures.trace == nil ? "the scenario is" : "the scenario and the trace are"
    let how = before.name == "baseline" ? "as accepted" : "the same as in \(before.name)"
    guard let former, let now else { return ["\(what) \(how); simbench itself or the machine changed"] }
    return former == now
      ? ["\(what) \(how), and so is the version \(now); another build or machine gives other figures"]
      : ["\(what) \(how); version \(former) -> \(now)"]
  }

  /// A strategy's replications in two runs on the same randomness.
  private struct Pairs {
    let before: (run: RunResult, own: StrategyResult)
    let after: (run: RunResult, own: StrategyResult)

    init?(_ before: RunResult?, _ after: RunResult?, _ strategy: String) {
      guard let before, let after, let former = before.strategy(strategy), let now = after.strategy(strategy)
      else { return nil }
      self.before = (before, former)
      self.after = (after, now)
    }

    func difference(_ metric: Metric) -> Estimate {
      let samples = after.own.cells.indices.map { place -> Double in
        guard place < before.own.cells.count else { return .nan }
        let bases = (
          before.run.strategies[before.run.baseline].cells[place],
          after.run.strategies[after.run.baseline].cells[place]
        )
        return RunResult.value(metric, of: after.own.cells[place], versus: bases.1)
          - RunResult.value(metric, of: before.own.cells[place], versus: bases.0)
      }
      return RunResult.overReplications(
        metric, samples, of: after.own.cells, versus: before.own.cells,
        confidence: after.run.provenance.confidence)
    }
  }
}
