import Declarations
import Files
import Providers
import Similarity
import Simulation
import Traffic

/// One answer as a file states it.
struct RecordedAnswer {
  /// How good it was, 0...1.
  var score: Double
  /// What it cost, when the file says so.
  var cost: Money?
  /// Seconds it took, when the file says so.
  var latency: Double?
  /// Input tokens; nil counts them from the query.
  var inputTokens: Int?
  /// Output tokens.
  var outputTokens: Int
}

/// Gathers answers in any order into a table.
struct RecordedOutcomesBuilder {
  /// A query and where it first stood.
  private struct Query {
    var file: String
    var position: SourcePosition
    var domain: UInt16
    var characters: Int
    var answers: [RecordedAnswer?]
    /// The number of its conversation, or -1.
    var conversation: Int32 = -1
  }

  /// Prices of models by name.
  let prices: OutcomePrices
  /// Queries that are left out.
  let exclusions: ExclusionList
  private(set) var models: [String] = []
  private var modelPrices: [ModelPrices?] = []
  private var texts = TextTable()
  private var queries: [Query] = []
  private var places: [ArraySlice<UInt8>: Int] = [:]
  private var domainNames: [String] = []
  /// A hash of what was read so far.
  private var hash = XXHash64()
  private var excludedRows: Set<ArraySlice<UInt8>> = []
  private var hasLatencies = true
  private var hasCosts = true
  private var conversations: [ArraySlice<UInt8>: Int32] = [:]

  init(prices: OutcomePrices, exclusions: ExclusionList) {
    self.prices = prices
    self.exclusions = exclusions
  }

  /// Makes a query a turn of a conversation; an empty name leaves it alone.
  ///
  /// - Throws: a `Diagnostic` when its other rows state another one.
  mutating func join(_ query: Int, _ name: ArraySlice<UInt8>, at position: SourcePosition) throws(Diagnostic)
  {
    if name.isEmpty { return }
    let key = ArraySlice(Array(name))
    let next = Int32(conversations.count)
    let number = conversations[key, default: next]
    if number == next { conversations[key] = next }
    guard queries[query].conversation == -1 || queries[query].conversation == number else {
      throw Diagnostic(
        "the query stands in another conversation before; one was expected", position: position)
    }
    queries[query].conversation = number
  }

  /// The turns of the conversations, and what the costs of calls become by them: a turn's prefix is read from the
  /// prompt cache of the model that answered the turn before.
  private func turns(_ inputs: [Int32], _ outputs: [Int32], _ costs: inout [Int64]) -> Conversations? {
    guard !conversations.isEmpty else { return nil }
    // The rule of automatic prompt caches: at least 1,024 tokens, in steps of 128.
    let rule = PromptCacheRule(
      minimumPrefixTokens: 1024, stepTokens: 128, lifetime: .seconds(600), writeMultiplier: nil)
    var latest = [Int](repeating: -1, count: conversations.count)
    var first: [Int32] = []
    var previous: [Int32] = []
    var losses = [Double](repeating: 0, count: costs.count)
    for (row, query) in queries.enumerated() {
      let before = query.conversation < 0 ? -1 : latest[Int(query.conversation)]
      first.append(before < 0 ? Int32(row) : first[before])
      previous.append(Int32(before))
      if query.conversation >= 0 { latest[Int(query.conversation)] = row }
      guard before >= 0 else { continue }
      for (model, answer) in query.answers.enumerated() {
        guard let prices = modelPrices[model] else { continue }
        let cell = row * models.count + model
        let earlier = before * models.count + model
        let prefix = min(rule.served(Int(inputs[earlier]) + Int(outputs[earlier])), Int(inputs[cell]))
        let whole = prices.cost(input: Int(inputs[cell]), output: Int(outputs[cell])).total
        let cached = prices.cost(input: Int(inputs[cell]), output: Int(outputs[cell]), cached: prefix).total
        losses[cell] = max(0, whole.dollars - cached.dollars)
        if answer?.cost == nil { costs[cell] = cached.picodollars }
      }
    }
    return Conversations(first: first, previous: previous, losses: losses)
  }

  /// Takes note of a file that was read to its end.
  mutating func combine(contentHash: String) {
    Array(contentHash.utf8).withUnsafeBytes { hash.combine($0) }
  }

  /// The number of a model; a new one is added.
  mutating func model(_ name: String) -> Int {
    if let known = models.firstIndex(of: name) { return known }
    models.append(name)
    modelPrices.append(prices[name])
    for index in queries.indices { queries[index].answers.append(nil) }
    return models.count - 1
  }

  /// The number of a domain; a new one is added.
  ///
  /// - Throws: a `Diagnostic` when there are more than 65,535.
  mutating func domain(_ name: String, at position: SourcePosition) throws(Diagnostic) -> UInt16 {
    if let known = domainNames.firstIndex(of: name) { return UInt16(known) }
    guard domainNames.count < Int(UInt16.max) else {
      throw Diagnostic("there are more than 65,535 domains; fewer were expected", position: position)
    }
    domainNames.append(name)
    return UInt16(domainNames.count - 1)
  }

  /// The number of a query, or nil when it is excluded. With `isNew` every row is a query of its own.
  mutating func query(
    _ text: ArraySlice<UInt8>, domain: UInt16, file: String, at position: SourcePosition, isNew: Bool
  ) -> Int? {
    let key = ArraySlice(Array(text))
    if exclusions.contains(key) {
      excludedRows.insert(key)
      return nil
    }
    if !isNew, let known = places[key] { return known }
    places[key] = queries.count
    texts.append(text)
    queries.append(
      Query(
        file: file, position: position, domain: domain, characters: TokenCount.characters(text),
        answers: Array(repeating: nil, count: models.count)))
    return queries.count - 1
  }

  /// Enters an answer.
  ///
  /// - Throws: a `Diagnostic` when the query has one of this model already, or the model has no price.
  mutating func enter(
    _ answer: RecordedAnswer, query: Int, model: Int, at position: SourcePosition
  ) throws(Diagnostic) {
    guard queries[query].answers[model] == nil else {
      throw Diagnostic("the query has a second outcome of the model '\(models[model])'", position: position)
    }
    if answer.cost == nil && modelPrices[model] == nil {
      throw prices.missing(models[model], at: position)
    }
    if answer.latency == nil { hasLatencies = false }
    if answer.cost == nil { hasCosts = false }
    queries[query].answers[model] = answer
  }

  /// The table.
  ///
  /// - Throws: a `Diagnostic` at the first query that lacks an outcome, or when there is nothing to route.
  func table(source: String) throws(Diagnostic) -> RecordedOutcomes {
    guard !queries.isEmpty else {
      throw Diagnostic("there are no outcomes; at least one query was expected", file: source)
    }
    guard models.count <= 254 else {
      throw Diagnostic("there are \(models.count) models; at most 254 were expected", file: source)
    }
    guard models.count > 1 else {
      throw Diagnostic("there is one model; at least two were expected", file: source)
    }
    var scores: [Double] = []
    var costs: [Int64] = []
    var latencies: [Double] = []
    var inputs: [Int32] = []
    var outputs: [Int32] = []
    for query in queries {
      for (model, answer) in query.answers.enumerated() {
        guard let answer else {
          throw Diagnostic(
            "the query lacks an outcome of the model '\(models[model])'; one of each model was expected",
            file: query.file, position: query.position)
        }
        let input = answer.inputTokens ?? TokenCount.estimate(characters: query.characters)
        scores.append(answer.score)
        inputs.append(Int32(clamping: input))
        outputs.append(Int32(clamping: answer.outputTokens))
        let priced = modelPrices[model]?.cost(input: input, output: answer.outputTokens).total
        costs.append((answer.cost ?? priced ?? .zero).picodollars)
        if hasLatencies { latencies.append(answer.latency ?? 0) }
      }
    }
    let turns = turns(inputs, outputs, &costs)
    var table = RecordedOutcomes(
      models: models, texts: texts, domainNames: domainNames.count > 1 ? domainNames : [],
      domains: queries.map(\.domain), scores: scores, costs: costs, latencies: latencies, inputTokens: inputs,
      outputTokens: outputs, source: source, excluded: excludedRows.count)
    table.hasRecordedCosts = hasCosts
    table.conversations = turns
    table.hash = "xxh64:" + hash.digits
    return table
  }
}

/// Prices of the models of a table: those stated first, then a price book.
package struct OutcomePrices: Sendable {
  /// The price book.
  package var book: PriceBook
  /// Prices stated by name.
  package var stated: [(model: String, prices: ModelPrices)] = []

  /// Prices from a book.
  package init(book: PriceBook) { self.book = book }

  /// The prices of a model, or nil.
  package subscript(_ model: String) -> ModelPrices? {
    stated.last { $0.model == model }?.prices ?? book[model]?.prices
  }

  /// The models whose price was stated.
  package var statedModels: [String] { stated.map(\.0) }

  /// Reads `model=in/out` in dollars per million tokens.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  package mutating func state(_ text: String) throws(Diagnostic) {
    let fault = Diagnostic(
      "--price is '\(text)'; MODEL=IN/OUT in dollars per million tokens was expected", kind: .usage)
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else { throw fault }
    let parts = text[text.index(after: equals)...].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let input = Double(parts[0]), let output = Double(parts[1]),
      (0...1e6).contains(input), (0...1e6).contains(output)
    else { throw fault }
    stated.append(
      (
        String(text[..<equals]),
        ModelPrices(
          input: TokenPrice(dollarsPerMillion: input), output: TokenPrice(dollarsPerMillion: output))
      ))
  }

  func missing(_ model: String, at position: SourcePosition?) -> Diagnostic {
    let hint =
      book.reasonUnread(model).map { " (\($0))" } ?? book.hint(model).map { " (did you mean '\($0)'?)" } ?? ""
    return Diagnostic(
      "the model '\(model)' has no price\(hint); a cost column, a price book that has it or "
        + "--price '\(model)=IN/OUT' was expected", position: position)
  }
}
