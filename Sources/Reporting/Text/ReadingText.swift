import Experiments
import Recordings
import Simulation
import Tables
import Traffic

/// What was read of a recording, and what was assumed of it that moves the figures, in sentences.
struct ReadingText {
  private let reading: ReadingProfile
  private let result: RunResult
  /// Different users and prompts, as far as they are known.
  private let users: Int?
  private let prompts: Int?
  /// Requests a second.
  private let meanRate: Double

  /// The words of a result's recording; nil where nothing was read.
  init?(_ result: RunResult) {
    self.result = result
    if let profile = result.profile, let reading = profile.reading {
      self.reading = reading
      (users, prompts) = (profile.distinctUsers, profile.distinctPrompts)
      meanRate = profile.meanRate
    } else if let part = result.partReading {
      reading = part.profile
      (users, prompts) = (part.users, part.prompts)
      meanRate = Double(result.requests) / (result.provenance.measuredHours * 3600)
    } else {
      return nil
    }
  }

  /// What is to be said of what a result's stream was read from; of one that was drawn, what was assumed.
  static func sentences(of result: RunResult) -> [String] {
    ReadingText(result)?.sentences ?? result.assumptions.map { "Assumed: \($0)." }
  }

  /// What the log told, what it lacks, and each assumption with the share of rows that it touched.
  var sentences: [String] {
    [found, missing].compactMap { $0 } + assumptions.map { "Assumed: \($0)." }
      + reading.reading.notes.map { "Note: \($0)." }
  }

  private func count(_ number: Int) -> String { number.grouped }

  private var found: String {
    var parts = ["\(NumberText.count(reading.requests, "row")) as \(reading.reading.format)"]
    let dropped = result.dropped.reduce(0) { $0 + $1.count }
    if dropped > 0 { parts.append("\(count(dropped)) left out") }
    if !reading.models.isEmpty {
      let names = reading.models.prefix(3).map { "\($0.name.singleLine) \(count($0.calls))" }
      let more = reading.models.count > 3 ? " and \(reading.models.count - 3) more" : ""
      parts.append("calls of " + names.joined(separator: ", ") + more)
    }
    if let users, reading.reading.users > 0 { parts.append(NumberText.count(users, "user")) }
    if let distinct = prompts, reading.reading.texts > 0 {
      var prompts = NumberText.count(distinct, "distinct prompt")
      if let share = reading.commonestShare {
        prompts += ", \(NumberText.percent(share)) of all the commonest"
      }
      parts.append(prompts)
    }
    return "Read: \(parts.joined(separator: "; "))."
  }

  private var missing: String? {
    let own = reading.reading
    let lacks: [(String, Bool)] = [
      ("times", own.timeUnit == nil), ("text", own.texts == 0), ("users", own.users == 0),
      ("models", reading.models.isEmpty), ("temperature", own.temperatures == 0),
      ("cached tokens", reading.cached == nil), ("spend", reading.spend == nil),
      ("latency", reading.latencies == 0), ("failures", reading.failed == nil),
    ]
    let names = lacks.filter(\.1).map(\.0)
    return names.isEmpty ? nil : "Not recorded: \(names.joined(separator: ", "))."
  }

  /// What moves the figures and was not in the log.
  private var assumptions: [String] {
    let own = reading.reading
    let rows = Double(max(1, reading.requests))
    func share(_ count: Int) -> String { NumberText.percent(Double(count) / rows) + " of the rows" }
    var found: [String] = []
    if own.timeUnit == nil {
      // Between as many rows lies one gap less.
      let rate = NumberText.significant(meanRate * (rows - 1) / rows)
      found.append(
        (reading.requests > 1
          ? "\(rate) requests a second (rate_per_s), since the log has no times" : "one request")
          + "; every figure for a month follows from it")
    }
    found += reading.untoldTokens
    // Rows that are no calls of their own have remarks too.
    let warm = min(
      own.remarks[Int(RecordedReading.Remark.defaultTemperature.rawValue)],
      reading.requests - own.temperatures)
    let unheated = reading.requests - own.temperatures - warm
    if unheated > 0, usesCache {
      found.append(
        "temperature 0 for \(share(unheated)), which do not tell it, so that caches may answer them")
    }
    if warm > 0, usesCache {
      found.append(
        "the provider's own temperature, above 0, for \(share(warm)), whose requests state none: caches pass them by "
          + "unless temperature_zero_only is false")
    }
    found += result.assumptions
    if let unread { found.append(unread) }
    if let scaled { found.append(scaled) }
    if let share = reading.commonestShare, share > 0.5, own.texts > 0, reading.requests > 1 {
      found.append(
        "that the log's prompts are what was asked, though \(NumberText.percent(share)) of them are the same text"
      )
    }
    return found
  }

  /// Which strategies leave the cached tokens of the log out of the bill.
  private var unread: String? {
    let names = result.strategies.filter { strategy in
      !strategy.isBound && strategy.cells.contains { $0.unread > 0 }
    }.map(\.name.singleLine)
    guard !names.isEmpty, let cached = reading.cached?.sum else { return nil }
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    return
      "no cached tokens in \(names.prefix(3).joined(separator: ", "))\(more) for calls that go to a stated or to another "
      + "model, in a batch or in a shared prompt, although the log read \(count(cached)) of its input tokens from a provider's cache; "
      + "'prompt_cache' simulates that, and 'remap' keeps what was read"
  }

  private var usesCache: Bool {
    result.strategies.contains { $0.counters.contains { $0.contains(.hits) } }
  }

  /// How far the log is scaled to a month, and how its halves differ.
  private var scaled: String? {
    let hours = result.provenance.measuredHours
    guard hours > 0, hours < 720 * 0.999 || hours > 720 * 1.001,
      result.strategies.indices.contains(result.baseline),
      let cell = result.strategies[result.baseline].cells.first
    else { return nil }
    let span =
      hours < 48 ? "\(NumberText.significant(hours)) h" : "\(NumberText.significant(hours / 24)) days"
    var text = "a month is the log's \(span) times \(NumberText.significant(720 / hours))"
    let halves = [cell.halves.0, cell.halves.1].map { half -> Double in Double(half) / 1e12 * 2 * 720 / hours
    }
    if halves[0] + halves[1] > 0 {
      text += "; its first half alone gives \(NumberText.dollars(halves[0])) a month for "
      text +=
        "\(result.strategies[result.baseline].name.singleLine), its second \(NumberText.dollars(halves[1]))"
      text += ReadingText.comparison(of: halves, with: baselineCost)
    }
    return text
  }

  private var baselineCost: Estimate {
    result.estimate(.costPerMonth, of: result.strategies[result.baseline])
  }

  /// Whether two halves of a log differ by more than the interval of the whole allows.
  ///
  /// Each half has half of the log, so that the half-width of their difference is twice that of the whole.
  static func comparison(of halves: [Double], with whole: Estimate) -> String {
    guard halves.count == 2, whole.halfWidth.isFinite, whole.halfWidth > 0 else { return "" }
    let difference = (halves[0] - halves[1]).magnitude
    guard difference > 2 * whole.halfWidth else { return "" }
    return
      ", more apart than the interval allows (\(NumberText.dollars(2 * whole.halfWidth))): the log changes over its "
      + "time, and the month follows neither half"
  }
}
