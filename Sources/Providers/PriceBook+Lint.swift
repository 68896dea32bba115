import Declarations

extension PriceBook {
  /// What cannot be right in a book in LiteLLM's schema, in the order of the file.
  ///
  /// - Throws: a `Diagnostic` at what cannot be read at all.
  public static func lint(_ bytes: [UInt8]) throws(Diagnostic) -> [Diagnostic] {
    let root = try PriceBook.root(bytes)
    var findings: [Diagnostic] = []
    for member in PriceBookForm.entries(root) {
      var lint = EntryLint(model: member.key, node: member.node)
      try lint.check()
      findings += lint.findings
    }
    return findings
  }
}

/// The checks of one entry.
private struct EntryLint {
  let model: String
  let node: JSONNode
  var findings: [Diagnostic] = []

  init(model: String, node: JSONNode) {
    self.model = model
    self.node = node
  }

  private func price(_ key: String) -> Double? { node[key]?.number }

  /// A ratio to three decimals.
  private static func times(_ price: Double, _ base: Double) -> String {
    ((price / base * 1000).rounded() / 1000).short
  }

  private mutating func report(_ key: String, _ text: String) {
    findings.append(Diagnostic("'\(model).\(key)' \(text)", position: node[key]?.position ?? node.position))
  }

  mutating func check() throws(Diagnostic) {
    for member in node.members ?? [] {
      checkKey(member.key)
      guard PriceFields.isTokenPrice(member.key), let dollars = member.node.number else { continue }
      _ = try PriceFields.price(member.node, member.key, model)
      if dollars > PriceBook.greatestPlausible {
        report(
          member.key,
          "is \(dollars.short) dollars a token; at most \(PriceBook.greatestPlausible.short) was expected, and "
            + "\(dollars.short) a million is \(dollars.short)e-06")
      }
      checkAgainstBase(member.key, dollars)
    }
    checkCache()
    checkOutput()
    try checkRanges()
    let extras = try PriceExtras(node, model: model)
    if node["off_peak_pricing"]?.members != nil, extras.offPeak == nil {
      report(
        "off_peak_pricing",
        "has days or hours that are not understood; hours_utc as HH:MM-HH:MM, weekdays from 1 to 7 and a weekday_timezone of UTC or Asia/Shanghai were expected, and calls cost the usual price at every hour"
      )
    }
    if node["mode"]?.string == "chat", let input = price("input_cost_per_token"), input > 0,
      price("output_cost_per_token") == nil
    {
      report("input_cost_per_token", "stands without a price of output")
    }
  }

  /// Prices of services and above bounds beside the usual price.
  private mutating func checkAgainstBase(_ key: String, _ dollars: Double) {
    var base = key
    for (ending, least, greatest) in [("_priority", 1.0, 4.0), ("_batches", 0.25, 1.0), ("_flex", 0.25, 1.0)]
    where key.hasSuffix(ending) {
      base = String(key.dropLast(ending.count))
      guard let usual = price(base), usual > 0 else { continue }
      let ratio = dollars / usual
      if ratio > greatest * 1.001 || ratio < least * 0.999 {
        let bound = ratio > greatest ? "at most \(greatest.short)" : "at least \(least.short)"
        report(key, "is \(EntryLint.times(dollars, usual)) times '\(base)'; \(bound) times was expected")
      }
    }
    guard let bound = PriceFields.bound(of: base), base == key,
      let below = price(String(key.dropLast("_above_\(bound.text)_tokens".count))), dollars < below
    else { return }
    report(key, "is below the price of shorter input, \(below.short); at least that was expected")
  }

  private mutating func checkCache() {
    let write = "cache_creation_input_token_cost"
    let hourWrite = write + "_above_1hr"
    let read = "cache_read_input_token_cost"
    guard let input = price("input_cost_per_token"), input > 0 else { return }
    if let cost = price(read) {
      if cost > input {
        report(read, "is above the price of input, \(input.short); at most that was expected")
      } else if cost == 0 {
        report(read, "is 0; about a tenth of the price of input, \(input.short), was expected")
      } else if cost == input, let writing = price(write), writing > input {
        report(read, "is the price of input beside a dearer write, \(writing.short); less was expected")
      }
    }
    for member in node.members ?? [] where member.key.hasPrefix(read + "_above_") {
      let own = "input_cost_per_token" + member.key.dropFirst(read.count)
      if let cost = member.node.number, let input = price(own), cost > input {
        report(member.key, "is above '\(own)', \(input.short); at most that was expected")
      }
    }
    if let cost = price(write) {
      if cost == 0 {
        report(write, "is 0; it is read as the price of input, \(input.short)")
      } else if let reading = price(read), cost < reading {
        report(write, "is below '\(read)', \(reading.short); at least the price of input was expected")
      } else if cost < input {
        report(write, "is below the price of input, \(input.short); at least that was expected")
      } else if cost > 1.5 * input {
        report(
          write, "is \(EntryLint.times(cost, input)) times the price of input; at most 1.5 times was expected"
        )
      }
    }
    if let cost = price(hourWrite) {
      if cost > 2.5 * input {
        report(
          hourWrite, "is \(EntryLint.times(cost, input)) times the price of input; about 2 times was expected"
        )
      } else if let usual = price(write), cost < usual {
        report(hourWrite, "is below '\(write)', \(usual.short); at least that was expected")
      }
    }
  }

  /// The price of output beside that of input.
  private mutating func checkOutput() {
    guard let output = price("output_cost_per_token"), output > 0,
      let input = price("input_cost_per_token")
    else { return }
    if input == 0 {
      report("input_cost_per_token", "is 0 beside a price of output, \(output.short); more was expected")
    } else if output < input, ["chat", "completion", "responses"].contains(node["mode"]?.string ?? "") {
      report(
        "output_cost_per_token", "is below the price of input, \(input.short); at least that was expected")
    }
  }

  private mutating func checkRanges() throws(Diagnostic) {
    _ = try ModelPrices.tiers(node, model: model)
    var last: (end: Double, input: Double)?
    for element in node["tiered_pricing"]?.elements ?? [] {
      guard let ends = element["range"]?.elements, ends.count == 2, let start = ends[0].number,
        let end = ends[1].number, let input = element["input_cost_per_token"]?.number
      else { continue }
      func report(_ text: String) {
        findings.append(Diagnostic("'\(model).tiered_pricing' \(text)", position: element.position))
      }
      if let last, start != last.end {
        report("has a range from \(start.short); one from \(last.end.short) was expected next")
      }
      if let last, input < last.input {
        report("is cheaper from \(start.short) on than below; at least \(last.input.short) was expected")
      }
      last = (end, input)
    }
  }

  /// Prices that no code reads are likely misspelt.
  private mutating func checkKey(_ key: String) {
    guard key.contains("cost") || key.contains("pric"), !EntryLint.isKnown(key) else { return }
    let hint = key.nearest(in: PriceFields.tokenKeys).map { " (did you mean '\($0)'?)" } ?? ""
    report(key, "is an unknown price\(hint)")
  }

  private static let others = [
    "_per_second", "_per_image", "_per_character", "_per_pixel", "_per_query", "_per_page", "_per_request",
    "_per_text_message", "_per_session", "_per_credit", "_per_unit", "_per_video", "_per_1k_", "_per_gb_",
    "_dbu_", "_per_audio_per_second", "search_context_cost", "off_peak_pricing", "tiered_pricing",
    "citation_cost_per_token", "explicit_cache_read", "input_cost_per_token_cache_hit",
    "cache_read_input_image_token_cost", "cache_creation_input_audio_token_cost",
  ]
  private static let endings = ["_batches", "_flex", "_priority", "_balanced", "_ultrafast", "_decisions"]

  private static func isKnown(_ key: String) -> Bool {
    if others.contains(where: { key.contains($0) }) || key == "cost_per_second" { return true }
    var stem = key[...]
    for ending in endings where stem.hasSuffix(ending) { stem = stem.dropLast(ending.count) }
    if let bound = PriceFields.bound(of: String(stem)) {
      stem = stem.dropLast("_above_\(bound.text)_tokens".count)
    }
    if stem.hasSuffix("_above_12hr") { return true }
    return PriceFields.tokenKeys.contains(String(stem))
  }
}
