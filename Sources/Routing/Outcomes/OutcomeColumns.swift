import Declarations
import Files
import Providers
import Traffic

/// The columns of RouteLLM's wide form.
struct WideColumns {
  /// The columns of a model.
  struct Model {
    var name: String
    var score: Int
    var response: Int?
  }

  let prompt: Int
  let models: [Model]

  /// - Parameter wanted: the models that are read; nil takes every column as one.
  /// - Throws: a `Diagnostic` at the header when a column is missing or a model has no price.
  init(_ header: CSVHeader, prices: OutcomePrices, only wanted: [String]? = nil) throws(Diagnostic) {
    prompt = try header.index(of: "prompt")
    let suffix = "_response"
    var models: [Model] = []
    for (index, name) in header.names.enumerated() where index != prompt {
      if name.hasSuffix(suffix), header.names.contains(String(name.dropLast(suffix.count))) { continue }
      if let wanted, !wanted.contains(name) { continue }
      guard prices[name] != nil else { throw prices.missing(name, at: header.positions[index]) }
      models.append(
        Model(name: name, score: index, response: header.names.firstIndex(of: name + suffix)))
    }
    guard models.count > 1 || wanted != nil else {
      throw Diagnostic(
        "the header has \(models.count) columns of models; a column 'model', or two of outcomes beside 'prompt', was expected",
        position: header.positions.first)
    }
    self.models = models
  }

  func answer(_ model: Model, _ record: CSVRecord) throws(Diagnostic) -> RecordedAnswer {
    let output = model.response.map { TokenCount.estimate(characters: TokenCount.characters(record[$0])) }
    return RecordedAnswer(
      score: try OutcomeCell.score(record.cell(model.score), "the outcome of '\(model.name)'"),
      outputTokens: output ?? 1)
  }
}

/// The columns of the long form.
struct LongColumns {
  let query: Int
  let model: Int
  let score: Int
  let domain: Int?
  let response: Int?
  let inputTokens: Int?
  let outputTokens: Int?
  let cost: Int?
  let latency: Int?
  let conversation: Int?

  /// - Throws: a `Diagnostic` at the header when a column is missing.
  init(_ header: CSVHeader) throws(Diagnostic) {
    func optional(_ name: String) -> Int? { header.names.firstIndex(of: name) }
    func first(of names: [String]) throws(Diagnostic) -> Int {
      for name in names { if let index = optional(name) { return index } }
      return try header.index(of: names[0])
    }
    query = try first(of: ["query", "prompt"])
    model = try header.index(of: "model")
    if let correct = optional("correct"), optional("score") != nil {
      throw Diagnostic(
        "the header has both 'correct' and 'score'; one of them was expected",
        position: header.positions[correct])
    }
    score = try first(of: ["correct", "score"])
    domain = optional("domain")
    response = optional("response")
    inputTokens = optional("input_tokens")
    outputTokens = optional("output_tokens")
    cost = optional("cost")
    latency = optional("latency")
    conversation = optional("conversation")
    if cost == nil && outputTokens == nil && response == nil {
      throw Diagnostic(
        "the header has neither 'cost', 'output_tokens' nor 'response'; one of them was expected to price an answer",
        position: header.positions.first)
    }
  }

  func answer(_ record: CSVRecord) throws(Diagnostic) -> RecordedAnswer {
    var answer = RecordedAnswer(
      score: try OutcomeCell.score(record.cell(score), "the outcome"), outputTokens: 0)
    if let inputTokens {
      answer.inputTokens = try OutcomeCell.tokens(record.cell(inputTokens), "input_tokens")
    }
    if let outputTokens {
      answer.outputTokens = try OutcomeCell.tokens(record.cell(outputTokens), "output_tokens")
    } else if let response {
      answer.outputTokens = TokenCount.estimate(characters: TokenCount.characters(record[response]))
    }
    if let cost {
      // Picodollars, exactly; at most a million dollars an answer.
      guard case .value(let amount) = DecimalText.read(record[cost], scale: 12), amount >= 0,
        amount <= 1_000_000_000_000_000_000
      else {
        throw Diagnostic(
          "cost is '\(record.cell(cost).shown)'; dollars from 0 to 1,000,000 were expected",
          position: record.position(cost))
      }
      answer.cost = Money(picodollars: Int64(amount))
    }
    if let latency {
      guard case .value(let time) = DecimalText.read(record[latency], scale: 9), time >= 0,
        time <= 1_000_000_000_000_000_000
      else {
        throw Diagnostic(
          "latency is '\(record.cell(latency).shown)'; seconds of at least 0 were expected",
          position: record.position(latency))
      }
      answer.latency = Double(time) / 1e9
    }
    return answer
  }
}

/// Values in the cells of outcomes.
enum OutcomeCell {
  /// A score: true, false or a number from 0 to 1.
  static func score(_ cell: Cell, _ what: String) throws(Diagnostic) -> Double {
    switch String(decoding: cell.text, as: UTF8.self).lowercased() {
    case "true": return 1
    case "false": return 0
    default: break
    }
    guard case .value(let value) = DecimalText.read(cell.text, scale: 12), value >= 0,
      value <= 1_000_000_000_000
    else {
      throw Diagnostic(
        "\(what) is '\(cell.shown)'; true, false or a number from 0 to 1 was expected",
        position: cell.position)
    }
    return Double(value) / 1e12
  }

  /// A count of tokens.
  static func tokens(_ cell: Cell, _ what: String) throws(Diagnostic) -> Int {
    do throws(RowFault) { return Int(try TokenCount.read(cell, what)) } catch { throw error.diagnostic }
  }
}
