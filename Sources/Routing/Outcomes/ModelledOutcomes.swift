import Declarations
import Providers
import Similarity
import Simulation

/// Outcomes of a quality model where none are recorded: the score is the probability of a right answer.
///
/// A query has a latent difficulty b ~ N(0, 1); a model is right with probability sigma(ability - slope b), and
/// an ability may be shifted by domain (Rasch: "Probabilistic models for some intelligence and attainment
/// tests", 1960, with a slope).
package struct ModelledOutcomes: Sendable {
  /// The name.
  package let name: String
  /// The models in their order: name, quality, prices and tokens of an answer.
  package let models: [(name: String, quality: QualityModel, prices: ModelPrices, outputTokens: Int)]
  /// Tokens of a query.
  package let inputTokens: Int
  /// Domains by name, each with what it adds to every model's ability; queries are spread evenly over them.
  package var domains: [(name: String, offsets: [Double])] = []

  /// The presets: pairs of a weak and a strong model fitted to recorded outcomes, at the prices and mean tokens of
  /// those outcomes; for general chat 100 tokens of query and 200 of answer are assumed.
  package static let presets: [ModelledOutcomes] = [
    preset("mmlu", input: 117, weak: 1, strong: 1), preset("gsm8k", input: 59, weak: 77, strong: 105),
    preset("chat", input: 100, weak: 200, strong: 200),
  ]

  private static func preset(_ name: String, input: Int, weak: Int, strong: Int) -> ModelledOutcomes {
    func quality(_ kind: String) -> QualityModel {
      QualityModel.presets.first { $0.name == "\(name)-\(kind)" }?.model ?? .byClass([0, 0, 0])
    }
    func prices(_ input: Double, _ output: Double) -> ModelPrices {
      ModelPrices(
        input: TokenPrice(dollarsPerMillion: input), output: TokenPrice(dollarsPerMillion: output))
    }
    return ModelledOutcomes(
      name: name,
      models: [
        ("weak", quality("weak"), prices(0.6, 0.6), weak),
        ("strong", quality("strong"), prices(10, 30), strong),
      ], inputTokens: input)
  }

  /// The preset that `model:name` asks for, or nil when the text asks for a file.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` for an unknown preset.
  package static func preset(_ text: String) throws(Diagnostic) -> ModelledOutcomes? {
    guard text.hasPrefix("model:") else { return nil }
    let name = String(text.dropFirst("model:".count))
    if let preset = presets.first(where: { $0.name == name }) { return preset }
    let names = presets.map(\.name)
    let hint = name.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "the quality model '\(name)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
      kind: .usage)
  }

  /// A table of queries without text.
  ///
  /// - Complexity: O(queries * models).
  package func table(queries: Int, seed: UInt64) -> RecordedOutcomes {
    let random = RandomStream(seed: seed, replication: 0, purpose: .routingDifficulty)
    let latent = (0..<queries).map { random.normal($0) }
    var scores: [Double] = []
    var costs: [Int64] = []
    var outputs: [Int32] = []
    for query in 0..<queries {
      for (place, model) in models.enumerated() {
        var quality = model.quality
        if case .itemResponse(let ability, let slope) = quality, !domains.isEmpty {
          let offset = domains[query % domains.count].offsets[place]
          quality = .itemResponse(ability: ability + offset, slope: slope)
        }
        scores.append(quality.probability(difficulty: .medium, latent: latent[query]))
        costs.append(model.prices.cost(input: inputTokens, output: model.outputTokens).total.picodollars)
        outputs.append(Int32(model.outputTokens))
      }
    }
    var texts = TextTable()
    for _ in 0..<queries { texts.append("") }
    return RecordedOutcomes(
      models: models.map(\.name), texts: texts, domainNames: domains.map(\.name),
      domains: (0..<queries).map { domains.isEmpty ? 0 : UInt16($0 % domains.count) }, scores: scores,
      costs: costs, latencies: [],
      inputTokens: Array(repeating: Int32(inputTokens), count: queries * models.count),
      outputTokens: outputs, source: "model:\(name)", excluded: 0, latent: latent)
  }

  /// What to add to an ability so that the mean probability over b ~ N(0, 1) is a recorded accuracy.
  ///
  /// Found by bisection within 20; an accuracy of 0 or 1 ends there.
  package static func offset(accuracy: Double, ability: Double, slope: Double) -> Double {
    func mean(_ offset: Double) -> Double {
      // The midpoints of 400 equally likely slices of the normal distribution.
      (0..<400).reduce(0) { sum, slice in
        let b = Transcendental.normalQuantile((Double(slice) + 0.5) / 400)
        return sum
          + QualityModel.itemResponse(ability: ability + offset, slope: slope)
          .probability(difficulty: .medium, latent: b) / 400
      }
    }
    var (low, high) = (-20.0, 20.0)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if mean(middle) < accuracy { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The model with the offsets of a recorded table's domains: one for each domain and model of the pair.
  package func fitted(to table: RecordedOutcomes, pair: RoutePair) -> ModelledOutcomes {
    var copy = self
    copy.domains = table.domainNames.indices.map { domain in
      let rows = (0..<table.count).filter { Int(table.domains[$0]) == domain }
      let offsets = zip(models, [pair.weak, pair.strong]).map { model, place -> Double in
        guard case .itemResponse(let ability, let slope) = model.quality, !rows.isEmpty else { return 0 }
        return ModelledOutcomes.offset(
          accuracy: table.meanScore(of: place, rows), ability: ability, slope: slope)
      }
      return (table.domainNames[domain], offsets)
    }
    return copy
  }
}
