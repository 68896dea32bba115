import Decisions
import Declarations
import Providers
import Simulation
import Tables
import Traffic

/// How far a log was reproduced, as text for a terminal of 80 columns.
package struct CalibrationReport: Sendable {
  private let calibration: Calibration
  /// The share of the recorded bill below which the report warns.
  private let least: Double
  /// What was really billed, where somebody says so, in dollars.
  private let invoice: Double?

  /// A report.
  package init(_ calibration: Calibration, least: Double, invoice: Double?) {
    self.calibration = calibration
    self.least = least
    self.invoice = invoice
  }

  private func dollars(_ amount: Int128) -> String {
    let value = Double(amount) / 1e12
    return "$"
      + (value >= 1000 ? NumberText.fixed(value, decimals: 2) : NumberText.significant(value, digits: 6))
  }

  private func count(_ number: Int) -> String { number.grouped }

  /// Whether what-ifs on the log can be trusted: enough of the bill is reproduced.
  package var isTrustworthy: Bool { (calibration.reproducedShare ?? 1) >= least && !isShort }

  /// Whether the log's spend is less than the invoice, beyond a hundredth.
  private var isShort: Bool {
    guard let invoice else { return false }
    return abs(bill - invoice) > 0.01 * invoice
  }

  /// Dollars of the log: recorded where they are, by the price book elsewhere.
  private var bill: Double {
    Double(calibration.total.recorded + calibration.total.unrecorded) / 1e12
  }

  /// The whole report.
  package var text: String {
    func wrapped(_ sentences: [String]) -> [String] {
      sentences.flatMap { $0.wrapped(to: 80, indent: "  ") }
    }
    var lines = wrapped([headline] + reasons)
    lines +=
      [""] + table("model", calibration.models + (calibration.models.count > 1 ? [calibration.total] : []))
    if let days = calibration.days, days.count > 1 {
      lines += [""] + table("day", Array(days.prefix(Self.most)))
      if days.count > Self.most {
        lines.append(
          "\(NumberText.count(days.count - Self.most, "more day is", "more days are")) in the JSON.")
      }
    }
    lines += [""] + wrapped(gateway)
    if let cache = calibration.promptCache { lines += wrapped(PromptCacheLines(cache).sentences) }
    if !calibration.latencies.isEmpty { lines += [""] + latency }
    lines += [""] + wrapped(facts)
    return lines.joined(separator: "\n") + "\n"
  }

  private static let most = 31

  private var headline: String {
    let total = calibration.total
    guard let share = calibration.reproducedShare else {
      let isWhole = total.unpriced == 0 || total.unpriced == total.calls
      let calls = isWhole ? total.calls : total.calls - total.unpriced
      return "Share of the bill that was reproduced: n/a, the log records no spend; by the price book its "
        + "\(NumberText.count(calls, "call"))\(isWhole ? "" : " with a price") \(calls == 1 ? "costs" : "cost") "
        + (total.unpriced == total.calls ? NumberText.missing : dollars(total.unrecorded)) + "."
    }
    return
      "Share of the bill that was reproduced: \(NumberText.percent(share, decimals: share == 1 ? 0 : 2)) of "
      + "\(dollars(total.recorded)) recorded (the price book gives \(dollars(total.reproduced)))."
  }

  /// Why the rest was not.
  private var reasons: [String] {
    var found: [String] = []
    if let invoice {
      let known =
        "the log holds $\(NumberText.significant(bill, digits: 6)) of the \(NumberText.dollars(invoice)) billed"
      if isShort { found.append("Calls are missing or were billed otherwise: \(known).") }
    }
    if let total = calibration.runningTotal {
      found.append(
        "The recorded spend is a running total of \(total == .log ? "the" : "each") \(total.rawValue): it grows from call to call by what the price book "
          + "gives, and its sum is no bill. Each call's own spend is wanted, or none.")
    }
    for group in calibration.models where group.matched < group.recorded || group.unpriced > 0 {
      let name = group.name.singleLine
      let missed = Double(group.recorded - group.matched) / 1e12
      if group.unpriced > 0 {
        let spend = group.billed > 0 ? ", \(NumberText.dollars(missed)) recorded," : ""
        found.append(
          "\(name): \(NumberText.count(group.unpriced, "call"))\(spend) \(group.unpriced == 1 ? "has" : "have") no price: "
            + "\((group.note ?? "").singleLine).")
      } else if group.forNothing > 0 {
        found.append(
          "\(name): \(dollars(group.forNothing)) lie on calls that failed or that a cache answered, which by their tokens "
            + "cost nothing.")
      }
      if group.unpriced == 0, group.matched + group.forNothing < group.recorded, let ratios = group.ratios {
        let why =
          calibration.total.tokens.cached == 0 && ratios.lowerBound < 0.995
          ? "; the log has no cached tokens, which would make calls cheaper" : ""
        if !group.priceSteps.isEmpty {
          found.append(
            "\(name): \(NumberText.dollars(missed)) lie on calls billed at other prices than the book's, "
              + "\(CalibrationReport.changes(group.priceSteps)): prices or a discount changed within the log."
          )
          continue
        }
        let isConstant =
          group.matched == 0 && ratios.upperBound - ratios.lowerBound < 0.01 * ratios.upperBound
        found.append(
          isConstant
            ? "\(name): every call is billed at \(NumberText.significant(ratios.lowerBound)) times the price book: "
              + "a discount, or other prices (`--prices`)\(CalibrationReport.likeness(ratios))."
            : "\(name): \(NumberText.dollars(missed)) lie on calls billed at "
              + "\(NumberText.significant(ratios.lowerBound)) to \(NumberText.significant(ratios.upperBound)) times the "
              + "price book\(why).")
      }
    }
    for group in calibration.models where group.unbilled.calls > 0 {
      found.append(
        "\(group.name.singleLine): the log records $0 for \(NumberText.count(group.unbilled.calls, "call that costs", "calls that cost")) "
          + "\(dollars(group.unbilled.cost)) by the price book, as where a gateway knew no price, or its cache answered and "
          + "the log does not say so.")
    }
    let total = calibration.total
    let silent = total.calls - total.billed
    if total.billed > 0, total.unrecorded > 0 {
      found.append(
        "\(count(silent)) of \(NumberText.count(total.calls, "call")) \(silent == 1 ? "records" : "record") no spend: by the "
          + "price book \(silent == 1 ? "it costs" : "they cost") \(dollars(total.unrecorded)), which stand under "
          + "'reproduced' and are compared with nothing.")
    }
    if let gateway = calibration.gateway, gateway.orphans > 0 {
      found.append(
        "\(count(gateway.orphans)) of \(NumberText.count(gateway.recorded, "recorded cache hit")) "
          + "\(gateway.orphans == 1 ? "has no equal call before it" : "have no equal call before them"): "
          + "calls are missing from the log, or were cached before it begins.")
    }
    if let gateway = calibration.gateway, gateway.agreement < least {
      found.append(
        "What-ifs on caching cannot be trusted: \(NumberText.percent(gateway.agreement)) of the cache's hits are "
          + "reproduced; `--cache` states the layer that the gateway runs.")
    }
    if !isTrustworthy {
      found.insert(
        "What-ifs on this log cannot be trusted (at least \(NumberText.percent(least)) of the bill was expected):",
        at: 0)
    }
    return found
  }

  /// From which day to which, both among them, calls were billed at which multiple of the price book, where that is not 1.
  private static func changes(_ steps: [Calibration.PriceStep]) -> String {
    let parts = steps.indices.filter { steps[$0].isOff }.map { place -> String in
      let step = steps[place]
      let span =
        if place == steps.count - 1 {
          "from \(step.day) on"
        } else if place == 0 {
          "until \(step.lastDay)"
        } else {
          step.day == step.lastDay ? "on \(step.day)" : "from \(step.day) to \(step.lastDay)"
        }
      return "\(span) at \(NumberText.significant(step.ratio)) times"
    }
    return parts.joined(separator: ", ")
  }

  /// What a constant ratio is like, behind a semicolon; nothing where it is like nothing known.
  private static func likeness(_ ratios: ClosedRange<Double>) -> String {
    let known: [(ratio: Double, text: String)] = [
      (0.5, "batch and flex calls cost half"), (1.1, "regional endpoints cost a tenth more"),
      (100, "the log may count cents"), (1_000_000, "the log may count millionths of a dollar"),
    ]
    let middle = (ratios.lowerBound + ratios.upperBound) / 2
    let found = known.first { abs(middle - $0.ratio) <= Calibration.tolerance * $0.ratio }
    return found.map { "; " + $0.text } ?? ""
  }

  private func table(_ heading: String, _ groups: [Calibration.Group]) -> [String] {
    func column(_ heading: String, _ value: (Calibration.Group) -> String) -> TextBlock.Column {
      TextBlock.Column(heading: heading, cells: groups.map(value))
    }
    var columns = [column("calls") { count($0.calls) }]
    if calibration.total.hits > 0 { columns.append(column("cache hits") { count($0.hits) }) }
    if calibration.total.failed > 0 { columns.append(column("failed") { count($0.failed) }) }
    columns += [
      column("recorded $") { $0.billed > 0 ? plain($0.recorded) : NumberText.missing },
      column("reproduced $") {
        $0.unpriced == $0.calls ? NumberText.missing : plain($0.reproduced + $0.unrecorded)
      },
      column("input tokens") { count($0.tokens.input) },
    ]
    let kinds: [(String, KeyPath<TokenUsage, Int>)] = [
      ("cached", \.cached), ("written", \.written), ("written 1 h", \.writtenForAnHour),
      ("reasoning", \.reasoning), ("audio in", \.audioInput), ("images in", \.imageInput),
      ("audio out", \.audioOutput), ("images out", \.imageOutput),
    ]
    columns.append(column("output") { count($0.tokens.answer) })
    for (name, path) in kinds where calibration.total.tokens[keyPath: path] > 0 {
      columns.append(column(name) { count($0.tokens[keyPath: path]) })
    }
    let names = TextBlock.Column(heading: heading, cells: groups.map { $0.name.singleLine })
    return TextBlock(names: names, columns: columns).lines(width: 80, style: TextStyle(isANSI: false))
  }

  private func plain(_ amount: Int128) -> String { String(dollars(amount).dropFirst()) }

  private var gateway: [String] {
    guard calibration.total.hits > 0 else { return ["Gateway's cache: no hit recorded."] }
    let near = calibration.total.nearHits
    let nearLines =
      near > 0
      ? [
        "\(count(near)) of \(count(calibration.total.hits)) recorded cache hits went by meaning: a replay of equal "
          + "requests cannot reproduce them, and they are left out of the comparison."
      ] : []
    if near == calibration.total.hits { return nearLines }
    guard let gateway = calibration.gateway else {
      return [
        "Gateway's cache: \(NumberText.count(calibration.total.hits, "hit")) recorded, not replayed: that wants the text of "
          + "the calls, and all of them."
      ] + nearLines
    }
    let how = gateway.isStated ? "the stated" : "the likeliest of those tried,"
    let agreement =
      gateway.isExact
      ? "every one reproduced, and no other"
      : "\(count(gateway.both)) reproduced, \(count(gateway.replayed - gateway.both)) more replayed that are not in the log"
    return [
      "Gateway's cache: \(NumberText.count(gateway.recorded, "hit")) recorded, \(agreement) (\(how) \(gateway.layer))."
    ] + nearLines
  }

  private var latency: [String] {
    let rows = calibration.latencies
    func text(_ values: [Double], _ place: Int) -> String {
      NumberText.significant(values[place] / 1000, digits: 3)
    }
    let names = TextBlock.Column(heading: "latency, s", cells: rows.map { $0.model.singleLine })
    var columns = [TextBlock.Column(heading: "calls", cells: rows.map { count($0.calls) })]
    for (place, level) in ["p50", "p95", "p99"].enumerated() {
      columns.append(.init(heading: "\(level) log", cells: rows.map { text($0.recorded, place) }))
      columns.append(.init(heading: "model", cells: rows.map { text($0.modelled, place) }))
    }
    return TextBlock(names: names, columns: columns).lines(width: 80, style: TextStyle(isANSI: false))
  }

  private var facts: [String] {
    let profile = calibration.profile
    var facts: [String] = []
    let variation = profile.interarrivalVariation
    facts.append(
      "Arrivals: \(NumberText.significant(profile.meanRate)) a second, \(NumberText.significant(profile.peakMinuteRate)) in "
        + "the busiest minute; gaps vary by \(NumberText.significant(variation)) (1 is a Poisson process).")
    if (profile.reading?.reading.texts ?? 0) > 0 {
      let zipf =
        calibration.zipfExponent.map { "; Zipf exponent \(NumberText.significant(abs($0) < 1e-6 ? 0 : $0))" }
        ?? ""
      facts.append(
        "Repeats: \(NumberText.percent(profile.repeatedShare)) of the requests have a text that came before\(zipf)."
      )
    }
    if calibration.total.failed > 0 {
      let share = Double(calibration.total.failed) / Double(max(1, calibration.total.calls))
      facts.append("Failures: \(NumberText.percent(share)) of the calls.")
    }
    facts += (profile.reading?.untoldTokens ?? []).map { "Assumed: \($0)." }
    return facts + (profile.reading?.reading.notes.map { "Note: \($0)." } ?? [])
  }
}
