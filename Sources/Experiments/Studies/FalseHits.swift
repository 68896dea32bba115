import Declarations
import Strategies
import Traffic

/// Hits that gave the answer of one intent to the question of another.
public struct FalseHitGroup: Sendable {
  /// How many there were, of all measured requests of all replications.
  public var count: Int
  /// The prompts of the most similar pair: what was asked, and what had been answered.
  public var prompt: UInt32
  public var answeredPrompt: UInt32
  /// How similar those two are.
  public var similarity: Float
}

/// The most frequent false hits of a strategy, in words.
public struct FalseHitList: StudyRow {
  /// One kind of false hit.
  public struct Row: Sendable {
    /// How many there were, the mean of the replications.
    public var count: Double
    /// The same a request.
    public var share: Double
    /// What was asked; an example.
    public var asked: String
    /// What had been answered.
    public var answered: String
    /// How similar the two are.
    public var similarity: Double
  }

  /// The strategy.
  public var strategy: String
  /// All its false hits, the mean of the replications.
  public var total: Double
  /// The most frequent kinds, most frequent first.
  public var rows: [Row]

  /// Kinds that are listed.
  static let length = 20
}

extension CellResult {
  /// The false hits of a cell by the two intents.
  ///
  /// - Complexity: O(requests).
  static func falseHits(_ gateway: Gateway) -> [UInt64: FalseHitGroup] {
    let (stream, outcomes) = (gateway.stream, gateway.outcomes)
    guard !outcomes.answeredPrompt.isEmpty else { return [:] }
    var intentOfPrompt = [UInt32](repeating: 0, count: stream.promptCount)
    for request in 0..<stream.count { intentOfPrompt[Int(stream.prompt[request])] = stream.intent[request] }
    var groups: [UInt64: FalseHitGroup] = [:]
    for request in gateway.firstMeasured..<stream.count
    where outcomes.truth[request] == .wrongIntent && gateway.isMeasured(request) {
      let answered = outcomes.answeredPrompt[request]
      guard answered != .max else { continue }
      let pair = UInt64(stream.intent[request]) << 32 | UInt64(intentOfPrompt[Int(answered)])
      var group =
        groups[pair]
        ?? FalseHitGroup(count: 0, prompt: 0, answeredPrompt: 0, similarity: -.infinity)
      group.count += 1
      if outcomes.similarity[request] > group.similarity {
        group.similarity = outcomes.similarity[request]
        group.prompt = stream.prompt[request]
        group.answeredPrompt = answered
      }
      groups[pair] = group
    }
    return groups
  }
}

extension FalseHitList {
  /// The list of a strategy, or nil when it had no false hits or the prompts have no text.
  init?(_ strategy: String, cells: [CellResult], texts: PromptTexts) {
    var groups: [UInt64: FalseHitGroup] = [:]
    for cell in cells {
      for (pair, group) in cell.falseHits {
        var sum = groups[pair] ?? group
        if groups[pair] != nil {
          sum.count += group.count
          if group.similarity > sum.similarity {
            (sum.similarity, sum.prompt, sum.answeredPrompt) = (
              group.similarity, group.prompt, group.answeredPrompt
            )
          }
        }
        groups[pair] = sum
      }
    }
    guard !groups.isEmpty, texts.isPresent else { return nil }
    let requests = cells.reduce(0) { $0 + $1.metrics[.requests] }
    let replications = Double(cells.count)
    let order = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    self.strategy = strategy
    total = Double(groups.values.reduce(0) { $0 + $1.count }) / replications
    rows = order.prefix(FalseHitList.length).map { _, group in
      Row(
        count: Double(group.count) / replications, share: Double(group.count) / max(requests, 1),
        asked: texts.text(Int(group.prompt)), answered: texts.text(Int(group.answeredPrompt)),
        similarity: Double(group.similarity))
    }
  }
}

extension RunResult {
  /// The most frequent false hits of each strategy that has any.
  public var falseHits: [FalseHitList] {
    get { study() ?? [] }
    set { replace(newValue) }
  }
}

/// The most frequent false hits of each strategy that may be deployed.
struct FalseHitStudy: StudyPlan {
  static let declaration = StudyDeclaration("false_hits") { _ throws(Diagnostic) in FalseHitStudy() }

  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)? {
    run.strategies.filter { !$0.isBound }.compactMap {
      FalseHitList($0.name, cells: $0.cells, texts: run.stream.texts)
    }
  }
}
