import Declarations
import Providers
import Simulation

/// Models and the embedder at the prices of a scenario and of the price book.
extension ProviderSection {
  /// The embedder that validated settings state.
  static func embedder(
    _ settings: Settings, _ book: PriceBook, _ notes: inout [String]
  ) throws(Diagnostic) -> EmbedderProfile {
    var profile = EmbedderProfile()
    if let price = settings.optionalNumber("input_usd_per_1m") {
      profile.price = TokenPrice(dollarsPerMillion: price)
    } else if let name = settings.optionalString("model") {
      profile.price = try entry(name, book, at: settings.position("model"), &notes).prices.input
    }
    if let median = settings.optionalNumber("latency_ms_median") {
      profile.latency = try Lognormal(
        median: median / 1000, p95: (settings.optionalNumber("latency_ms_p95") ?? 3 * median) / 1000,
        what: "embedder.latency_ms", at: settings.position("latency_ms_p95"))
    }
    return profile
  }

  /// The entry of a name, with a note where the name or the book is another.
  private static func entry(
    _ name: String, _ book: PriceBook, at position: SourcePosition, _ notes: inout [String]
  ) throws(Diagnostic) -> PriceBook.Entry {
    guard let match = book.resolve(name) else {
      throw Diagnostic(
        "\(book.missing(name)); state input_usd_per_1m and output_usd_per_1m, or see `simbench prices`",
        position: position)
    }
    if let note = match.note(name) { notes.append(note) }
    if match.entry.book != book.label {
      notes.append("the price of '\(name)' is not in \(book.source); it is from \(match.entry.book)")
    }
    return match.entry
  }

  /// The model that validated settings state.
  static func model(
    _ name: String, _ settings: Settings, _ book: PriceBook, _ notes: inout [String]
  ) throws(Diagnostic) -> ModelProfile {
    func price(_ key: String) -> TokenPrice? {
      settings.optionalNumber(key).map { TokenPrice(dollarsPerMillion: $0) }
    }
    let priced = settings.optionalString("price_of") ?? name
    var prices: ModelPrices
    if let input = price("input_usd_per_1m"), let output = price("output_usd_per_1m") {
      prices = ModelPrices(input: input, output: output)
      // What is not stated keeps the book's ratio to input where the model is known there.
      if let known = book.resolve(priced)?.entry.prices, known.input.picodollars > 0 {
        func scaled(_ price: TokenPrice) -> TokenPrice {
          input.times(Double(price.picodollars) / Double(known.input.picodollars))
        }
        if known.statesCachedInput { prices.cachedInput = scaled(known.cachedInput) }
        prices.cacheWrite = scaled(known.cacheWrite)
        prices.standard.base.hourWrite = known.standard.base.hourWrite.map(scaled)
        prices.extras = known.extras
        // The stated prices hold at every hour.
        prices.extras.offPeak = nil
      }
    } else {
      prices = try entry(priced, book, at: settings.node.position, &notes).prices
      if settings.has("quantised") {
        prices = prices.times(settings.optionalNumber("price_multiplier") ?? Quantisation.priceFactor)
      }
      if let input = price("input_usd_per_1m") { prices.input = input }
      if let output = price("output_usd_per_1m") { prices.output = output }
      // A model's own prices of other services do not follow a price that is stated.
      if settings.has("input_usd_per_1m") || settings.has("output_usd_per_1m") {
        (prices.batch, prices.flex, prices.priority) = (nil, nil, nil)
      }
    }
    if let read = price("cached_input_usd_per_1m") { prices.cachedInput = read }
    if let write = price("cache_write_usd_per_1m") { prices.cacheWrite = write }
    var profile = ModelProfile(
      name: name, prices: prices, latency: try latency(settings), quality: try quality(settings))
    profile.statesQuality = settings.states("quality")
    if let format = settings.optionalString("quantised").flatMap(Quantisation.init) {
      profile.quality = profile.quality.times(format.qualityFactor)
      if !settings.states("price_multiplier"), !settings.has("input_usd_per_1m") {
        notes.append(
          "nothing is published of the price of '\(name)' as \(format.rawValue); it is taken to be half that of "
            + "the price book (price_multiplier)")
      }
    }
    return profile
  }
}
