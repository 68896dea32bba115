import Declarations

extension ModelPrices {
  /// One range of `tiered_pricing`.
  struct Tier {
    /// The input that the range begins above.
    var start: Int
    /// Its prices.
    var fields: PriceFields
    /// Where it stands.
    var position: SourcePosition
  }

  /// The ranges of an entry that price tokens, ascending; ranges that price something else are passed over.
  static func tiers(_ node: JSONNode, model: String) throws(Diagnostic) -> [Tier] {
    var tiers: [Tier] = []
    for element in node["tiered_pricing"]?.elements ?? [] {
      guard element["input_cost_per_token"] != nil, let range = element["range"] else { continue }
      guard let ends = range.elements, ends.count == 2, let start = ends[0].number, let end = ends[1].number,
        start >= 0, end > start, start < 1e12
      else {
        throw Diagnostic(
          "'\(model).tiered_pricing' has a range that is none; two counts of tokens, the lesser first, were expected",
          position: range.position)
      }
      tiers.append(
        Tier(
          start: Int(start), fields: try PriceFields(element, model: model + ".tiered_pricing"),
          position: element.position))
    }
    return tiers.sorted { $0.start < $1.start }
  }

  /// The rates of ranges: the one that holds the whole input prices the whole call, and the last all beyond it.
  ///
  /// What a range does not state costs what its input costs, but for output, which the entry itself may state.
  static func tiered(_ tiers: [Tier], _ fields: PriceFields) -> RateSchedule? {
    let steps = tiers.map { tier in
      let prices = tier.fields
      let free = TokenPrice(picodollars: 0)
      let write = prices["cache_creation_input_token_cost"].flatMap { $0 == free ? nil : $0 }
      var rates = TokenRates(
        input: prices["input_cost_per_token"] ?? free,
        output: prices["output_cost_per_token"] ?? fields["output_cost_per_token"] ?? free,
        cachedInput: prices["cache_read_input_token_cost"], cacheWrite: write)
      rates.hourWrite = prices["cache_creation_input_token_cost_above_1hr"]
      rates.reasoning = prices["output_cost_per_reasoning_token"]
      rates.audioInput = fields["input_cost_per_audio_token"]
      rates.audioOutput = fields["output_cost_per_audio_token"]
      rates.cachedAudio = fields["cache_read_input_audio_token_cost"]
      rates.imageInput = fields["input_cost_per_image_token"]
      rates.imageOutput = fields["output_cost_per_image_token"]
      return RateSchedule.Step(above: tier.start, rates)
    }
    guard let first = steps.first else { return nil }
    return RateSchedule(first.rates, steps: Array(steps.dropFirst()))
  }
}
