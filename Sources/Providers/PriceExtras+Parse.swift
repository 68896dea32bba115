import Declarations

extension PriceExtras {
  /// What an entry in LiteLLM's schema charges beside its rates.
  ///
  /// - Throws: a `Diagnostic` at a price or a factor that is none.
  init(_ node: JSONNode, model: String) throws(Diagnostic) {
    self.init()
    webSearch = try PriceExtras.webSearch(node, model)
    let own = node["provider_specific_entry"]
    fastFactor = try PriceExtras.factor(own?["fast"], "fast", model) ?? 1
    keptInUSFactor = try PriceExtras.factor(own?["us"], "us", model) ?? 1
    offPeak = try OffPeakRates(node, model: model)
  }

  /// The price of a search: a number, or one of three sizes of which the middle one is the default of an API.
  private static func webSearch(_ node: JSONNode, _ model: String) throws(Diagnostic) -> WebSearchPrice? {
    let key = "search_context_cost_per_query"
    guard let found = node[key] else { return nil }
    let sizes = ["medium", "low", "high"].lazy.compactMap { found["search_context_size_" + $0] }
    let value = found.members == nil ? found : sizes.first
    guard let value, let price = try PriceFields.price(value, key, model) else { return nil }
    let provider = node["litellm_provider"]?.string ?? ""
    let isGoogle = provider == "gemini" || provider.hasPrefix("vertex_ai") && !model.contains("claude")
    return WebSearchPrice(
      each: price, isByCall: isGoogle && node["web_search_billing_unit"]?.string != "per_query")
  }

  private static func factor(_ node: JSONNode?, _ name: String, _ model: String) throws(Diagnostic) -> Double?
  {
    guard let node, node.value != .null else { return nil }
    guard let factor = node.number, (0.01...100).contains(factor) else {
      throw Diagnostic(
        "'\(model).provider_specific_entry.\(name)' is no factor; a number from 0.01 to 100 was expected",
        position: node.position)
    }
    return factor
  }

  /// The members of an entry in LiteLLM's schema; reading them gives the same.
  var members: [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if let webSearch {
      let price = JSONValue(Double(webSearch.each.picodollars) / 1e12)
      members.append(
        ("search_context_cost_per_query", JSONValue(members: [("search_context_size_medium", price)])))
      members.append(("web_search_billing_unit", webSearch.isByCall ? "per_prompt" : "per_query"))
    }
    let factors = [("fast", fastFactor), ("us", keptInUSFactor)].filter { $0.1 != 1 }
    if !factors.isEmpty {
      members.append(
        ("provider_specific_entry", JSONValue(members: factors.map { ($0, JSONValue($1)) })))
    }
    if let offPeak { members.append(("off_peak_pricing", offPeak.json)) }
    return members
  }
}

extension OffPeakRates {
  /// Time zones that have no summer time, by the minutes that they are ahead of UTC.
  private static let zones = ["UTC": 0, "Asia/Shanghai": 480]

  /// The off-peak rates of an entry; nil where it has none, or some whose days or hours are not understood.
  ///
  /// - Throws: a `Diagnostic` at a price that is none.
  init?(_ node: JSONNode, model: String) throws(Diagnostic) {
    guard let block = node["off_peak_pricing"], block.members != nil,
      let zone = OffPeakRates.zones[block["weekday_timezone"]?.string ?? "UTC"],
      let windows = OffPeakRates.windows(block)
    else { return nil }
    func price(_ key: String) throws(Diagnostic) -> TokenPrice? {
      guard let price = block[key] else { return nil }
      return try PriceFields.price(price, "off_peak_pricing." + key, model)
    }
    self.windows = windows
    dayOffset = zone
    input = try price("input_cost_per_token")
    output = try price("output_cost_per_token")
    cachedInput = try price("cache_read_input_token_cost")
    cacheWrite = try price("cache_creation_input_token_cost")
    reasoning = try price("output_cost_per_reasoning_token")
  }

  /// Hours of every day, and of some; nil where one is not understood.
  private static func windows(_ block: JSONNode) -> [Window]? {
    var windows: [Window] = []
    for rule in [block] + (block["windows"]?.elements ?? []) {
      guard let listed = rule["hours_utc"] else { continue }
      let texts = listed.elements ?? [listed]
      let hours = texts.map { $0.string.flatMap(OffPeakRates.hours) }
      guard !hours.contains(where: { $0 == nil }), let days = OffPeakRates.days(rule["weekdays"]) else {
        return nil
      }
      windows.append(Window(weekdays: days, hours: hours.flatMap { $0 ?? [] }))
    }
    return windows.isEmpty ? nil : windows
  }

  /// Days from 1, Monday, to 7, all where none are named; nil where one is not understood.
  private static func days(_ node: JSONNode?) -> [Int]? {
    guard let node, node.value != .null else { return Array(1...7) }
    guard let elements = node.elements else { return nil }
    let days = elements.compactMap(\.integer).filter { (1...7).contains($0) }
    return days.count == elements.count ? days : nil
  }

  /// `HH:MM-HH:MM`, whose end may lie on the next day; equal ends are a whole day.
  private static func hours(_ text: String) -> [Range<Int>]? {
    let ends = text.split(separator: "-").map { end -> Int? in
      let parts = end.split(separator: ":").compactMap { Int($0) }
      guard parts.count == 2, (0...24).contains(parts[0]), (0...59).contains(parts[1]) else { return nil }
      return parts[0] * 60 + parts[1]
    }
    guard ends.count == 2, let start = ends[0], let end = ends[1], max(start, end) <= 1440 else { return nil }
    if start == end { return [0..<1440] }
    return start < end ? [start..<end] : [start..<1440, 0..<end].filter { !$0.isEmpty }
  }

  /// The block in LiteLLM's schema.
  fileprivate var json: JSONValue {
    let prices: [(String, TokenPrice?)] = [
      ("input_cost_per_token", input), ("output_cost_per_token", output),
      ("cache_read_input_token_cost", cachedInput), ("cache_creation_input_token_cost", cacheWrite),
      ("output_cost_per_reasoning_token", reasoning),
    ]
    func time(_ minute: Int) -> String {
      let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
      return (hours < 10 ? "0" : "") + "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
    }
    let windows = self.windows.map { window in
      JSONValue(members: [
        ("weekdays", JSONValue(window.weekdays.map { JSONValue($0) })),
        (
          "hours_utc",
          JSONValue(window.hours.map { .string(time($0.lowerBound) + "-" + time($0.upperBound)) })
        ),
      ])
    }
    return JSONValue(
      members: prices.compactMap { key, price in
        price.map { (key, JSONValue(Double($0.picodollars) / 1e12)) }
      } + [
        ("weekday_timezone", .string(OffPeakRates.zones.first { $0.value == dayOffset }?.key ?? "UTC")),
        ("windows", JSONValue(windows)),
      ])
  }
}
