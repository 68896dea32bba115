import Declarations

extension PriceBook {
  /// Entries in LiteLLM's schema, with what could not be read under `_unread` by its reason.
  public func json(_ entries: [Entry]) -> JSONValue {
    var members: [(String, JSONValue)] = [("_date", .string(date)), ("_source", .string(source))]
    members += entries.map { ($0.model, $0.json) }
    let isWhole = entries.count == self.entries.count
    if isWhole, !unread.isEmpty {
      members.append(("_unread", JSONValue(members: unread.map { ($0.model, .string($0.reason)) })))
    }
    if isWhole, !warnings.isEmpty {
      members.append(("_warnings", JSONValue(warnings.map { .string($0.message) })))
    }
    return JSONValue(members: members)
  }

  /// Entries as a table in dollars per million tokens.
  public func table(_ entries: [Entry]) -> String {
    func cell(_ price: TokenPrice) -> String {
      let text = "\(price.dollarsPerMillion)"
      return String(repeating: " ", count: max(0, 10 - text.count)) + text
    }
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let width = max(5, entries.map(\.model.count).max() ?? 0)
    let providers = max(8, entries.map(\.provider.count).max() ?? 0)
    var books: [String] = []
    for entry in entries where !books.contains(entry.book) { books.append(entry.book) }
    var text = ""
    for book in books {
      text += (text.isEmpty ? "" : "\n") + "USD per million tokens, \(book)\n"
      text += padded("model", width) + "      input    output    cached     write  "
      text += padded("provider", providers) + "  also\n"
      for entry in entries where entry.book == book {
        let prices = entry.prices
        text += padded(entry.model, width) + " " + cell(prices.input) + cell(prices.output)
        text += cell(prices.cachedInput) + cell(prices.cacheWrite) + "  "
        text += padded(entry.provider, providers) + "  " + entry.remarks
        while text.hasSuffix(" ") { text.removeLast() }
        text += "\n"
      }
    }
    return text
  }
}

extension PriceBook.Entry {
  /// What a line of the table has no column for.
  fileprivate var remarks: String {
    var remarks: [String] = []
    for step in prices.standard.steps {
      let rates = step.rates
      remarks.append(
        "above \(step.bound) \(rates.input.dollarsPerMillion)/\(rates.output.dollarsPerMillion)/"
          + "\(rates.cachedInput.dollarsPerMillion)")
    }
    if let hour = prices.standard.base.hourWrite { remarks.append("1 h write \(hour.dollarsPerMillion)") }
    if let reasoning = prices.standard.base.reasoning {
      remarks.append("reasoning \(reasoning.dollarsPerMillion)")
    }
    for service in TokenUsage.Service.allCases where service != .standard {
      guard prices.own(service) != nil else { continue }
      let rates = prices.schedule(service).base
      remarks.append(
        "\(service.rawValue) \(rates.input.dollarsPerMillion)/\(rates.output.dollarsPerMillion)")
    }
    let extras = prices.extras
    if let search = extras.webSearch {
      remarks.append(
        "web searches \((Double(search.each.picodollars) / 1e9).short) per 1,000\(search.isByCall ? " calls that search" : "")"
      )
    }
    if extras.fastFactor != 1 { remarks.append("fast x\(extras.fastFactor.short)") }
    if extras.keptInUSFactor != 1 { remarks.append("kept in the US x\(extras.keptInUSFactor.short)") }
    if let offPeak = extras.offPeak {
      let rates = offPeak.rates(instead: prices.standard.base)
      remarks.append(
        "off-peak \(rates.input.dollarsPerMillion)/\(rates.output.dollarsPerMillion)/"
          + "\(rates.cachedInput.dollarsPerMillion)")
    }
    if !prices.statesCachedInput { remarks.append("no price of cached reads: as input") }
    return remarks.joined(separator: "; ")
  }

  /// The entry in LiteLLM's schema; reading it gives the same prices.
  var json: JSONValue {
    var members: [(String, JSONValue)] = []
    for service in TokenUsage.Service.allCases {
      guard let schedule = prices.own(service) else { continue }
      let isOwn = service != .standard || prices.statesCachedInput
      members += schedule.base.members("", service.suffix, readsHavePrice: isOwn, reasons: true)
      guard !hasRangesOfReasoning else { continue }
      // xAI's bounds belong to the rates above.
      let least = provider == "xai" ? 1 : 0
      for step in schedule.steps {
        let bound = step.bound + least
        let text = bound.isMultiple(of: 1000) ? "\(bound / 1000)k" : "\(bound)"
        members += step.rates.members(
          "_above_\(text)_tokens", service.suffix, readsHavePrice: isOwn, reasons: false)
      }
    }
    if hasRangesOfReasoning { members.append(("tiered_pricing", ranges)) }
    members += prices.extras.members
    members += [("litellm_provider", .string(provider)), ("mode", "chat")]
    return JSONValue(members: members)
  }

  /// Whether the price of reasoning follows from the input, which only ranges can state.
  private var hasRangesOfReasoning: Bool {
    prices.standard.steps.contains { $0.rates.reasoning != prices.standard.base.reasoning }
  }

  private var ranges: JSONValue {
    let steps = [RateSchedule.Step(above: 0, prices.standard.base)] + prices.standard.steps
    let ends = steps.dropFirst().map(\.bound) + [1_000_000_000]
    return JSONValue(
      zip(steps, ends).map { step, end in
        let range: JSONValue = [JSONValue(step.bound), JSONValue(end)]
        return JSONValue(
          members: [("range", range)]
            + step.rates.members("", "", readsHavePrice: prices.statesCachedInput, reasons: true))
      })
  }
}

extension ModelPrices {
  /// The rates of a service where the model has some of its own.
  func own(_ service: TokenUsage.Service) -> RateSchedule? {
    switch service {
    case .standard: standard
    case .batch: batch
    case .flex: flex
    case .priority: priority
    }
  }
}

extension TokenRates {
  /// The rates under LiteLLM's keys with the endings of a bound and a service.
  fileprivate func members(_ bound: String, _ service: String, readsHavePrice: Bool, reasons: Bool) -> [(
    String, JSONValue
  )] {
    let all: [(String, TokenPrice?)] = [
      ("input_cost_per_token", input), ("output_cost_per_token", output),
      ("cache_read_input_token_cost", readsHavePrice ? cachedInput : nil),
      ("cache_creation_input_token_cost", cacheWrite),
      ("cache_creation_input_token_cost_above_1hr", hourWrite),
      ("output_cost_per_reasoning_token", reasons ? reasoning : nil),
      ("input_cost_per_audio_token", audioInput), ("output_cost_per_audio_token", audioOutput),
      ("cache_read_input_audio_token_cost", cachedAudio), ("input_cost_per_image_token", imageInput),
      ("output_cost_per_image_token", imageOutput),
    ]
    return all.compactMap { key, price in
      price.map { (key + bound + service, JSONValue(Double($0.picodollars) / 1e12)) }
    }
  }
}
