import Declarations
import Simulation

/// A router as it can be asked for: its name, its parameters and how it judges.
package struct RouterDeclaration: Sendable {
  /// A number that changes how a router works.
  package struct Parameter: Sendable {
    /// Its name.
    package let name: String
    /// Its value unless stated.
    package let fallback: Double
    /// What it may be.
    package let range: ClosedRange<Double>
    /// Whether only whole numbers are allowed.
    package let isWhole: Bool
    /// A line of explanation.
    package let help: String

    init(
      _ name: String, _ fallback: Double, _ range: ClosedRange<Double>, isWhole: Bool = false, _ help: String
    ) {
      self.name = name
      self.fallback = fallback
      self.range = range
      self.isWhole = isWhole
      self.help = help
    }
  }

  /// The name.
  package let name: String
  /// A line of explanation.
  package let summary: String
  /// Whether it knows what no router can know.
  package let isBound: Bool
  /// Whether it rests on a stated accuracy instead of on what a text shows.
  package let isAssumed: Bool
  /// Whether it learns from outcomes.
  package let isTrained: Bool
  /// Whether it wants domains.
  let needsDomains: Bool
  /// Whether it wants latent difficulties.
  let needsLatent: Bool
  /// Whether it reads the texts of queries.
  let readsText: Bool
  /// Its own parameters.
  package let parameters: [Parameter]
  /// The line it draws itself, or nil when a rule draws one.
  let threshold: @Sendable (RouterParameters) -> RouterThreshold?
  /// The most queries that it wants labelled, or nil when it learns from all it can get.
  let labels: @Sendable (RouterParameters) -> Int?
  /// Whether it chooses among all models of a table instead of a pair.
  package let choosesAmongAll: Bool
  /// Judges queries.
  let judge: @Sendable (RouterParameters, RoutingTask) throws(Diagnostic) -> RouterJudgement

  init(
    _ name: String, _ summary: String, isBound: Bool = false, isAssumed: Bool = false,
    isTrained: Bool = false,
    needsDomains: Bool = false,
    needsLatent: Bool = false, readsText: Bool = false, parameters: [Parameter] = [],
    threshold: @escaping @Sendable (RouterParameters) -> RouterThreshold? = { _ in nil },
    labels: @escaping @Sendable (RouterParameters) -> Int? = { _ in nil }, choosesAmongAll: Bool = false,
    judge: @escaping @Sendable (RouterParameters, RoutingTask) throws(Diagnostic) -> RouterJudgement
  ) {
    self.name = name
    self.summary = summary
    self.isBound = isBound
    self.isAssumed = isAssumed
    self.isTrained = isTrained
    self.needsDomains = needsDomains
    self.needsLatent = needsLatent
    self.readsText = readsText || isTrained && !needsDomains
    self.parameters = parameters
    self.threshold = threshold
    self.labels = labels
    self.choosesAmongAll = choosesAmongAll
    self.judge = judge
  }

  /// Every router. A new one is one file and one line here.
  package static let all: [RouterDeclaration] = [
    random, length, signals, keywords, domain, nearest, nearestEmbedded, labelled, linear, logistic,
    factorisation, semanticRoutes, combined, costAware, cascade, confusion, observer, oracle, oracleCheapest,
  ]

  /// What every router can be given.
  static let common = [
    Parameter("usd_per_1m", 0, 0...1e6, "what the router itself charges for a million input tokens"),
    Parameter("latency_ms", 0, 0...1e9, "how long the router itself takes"),
  ]
}

/// The parameters of one router.
package struct RouterParameters: Sendable, Hashable {
  fileprivate(set) var names: [String]
  fileprivate(set) var values: [Double]

  /// Whether the router is said to take neither money nor time.
  package var arePlain: Bool { self["usd_per_1m"] == 0 && self["latency_ms"] == 0 }

  /// The value of a declared parameter.
  subscript(_ name: String) -> Double {
    guard let place = names.firstIndex(of: name) else {
      preconditionFailure("the parameter '\(name)' was read but never declared")
    }
    return values[place]
  }
}

/// A router with its parameters, as `knn:k=10,usd_per_1m=0.02` asks for it.
package struct RouterSpecification: Sendable {
  /// The router.
  package let declaration: RouterDeclaration
  /// Its parameters.
  package let parameters: RouterParameters
  /// How it was asked for.
  package let label: String

  /// Reads a router from its text.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` for an unknown router or parameter or a value out of range.
  package init(_ text: String) throws(Diagnostic) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let names = RouterDeclaration.all.map(\.name)
    guard let declaration = RouterDeclaration.all.first(where: { $0.name == parts[0] }) else {
      let hint = parts[0].nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "the router '\(parts[0])' is unknown\(hint); all or some of \(names.joined(separator: ", ")) were expected",
        kind: .usage)
    }
    let known = declaration.parameters + RouterDeclaration.common
    var values = known.map(\.fallback)
    let settings = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
    for setting in settings {
      let pair = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      guard let place = known.firstIndex(where: { $0.name == pair[0] }) else {
        let own = known.map(\.name)
        let hint = pair[0].nearest(in: own).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "the router '\(declaration.name)' has no parameter '\(pair[0])'\(hint); one of \(own.joined(separator: ", ")) was expected",
          kind: .usage)
      }
      let parameter = known[place]
      guard pair.count == 2, let value = Double(pair[1]), parameter.range.contains(value),
        !parameter.isWhole || value == value.rounded()
      else {
        throw Diagnostic(
          "'\(declaration.name):\(setting)' is wrong; \(parameter.isWhole ? "a whole" : "a") number from "
            + "\(parameter.range.lowerBound.short) to \(parameter.range.upperBound.short) was expected",
          kind: .usage)
      }
      values[place] = value
    }
    self.declaration = declaration
    parameters = RouterParameters(names: known.map(\.name), values: values)
    label = text
  }

  /// The routers of a list that commas divide: `all`, or names with parameters.
  ///
  /// A comma inside parameters is told from one between routers by what follows it: `name=value` is a parameter.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  package static func list(_ text: String) throws(Diagnostic) -> [RouterSpecification] {
    var texts: [String] = []
    for part in text.split(separator: ",").map(String.init) {
      if part == "all" {
        texts += standard
      } else if part.contains("="), !part.contains(":"), let last = texts.popLast() {
        texts.append(last + (last.contains(":") ? "," : ":") + part)
      } else {
        texts.append(part)
      }
    }
    var result: [RouterSpecification] = []
    for text in texts where !result.contains(where: { $0.label == text }) {
      result.append(try RouterSpecification(text))
    }
    guard !result.isEmpty else {
      throw Diagnostic("--routers is empty; all or some routers were expected", kind: .usage)
    }
    return result
  }

  /// What `all` stands for.
  static let standard = [
    "random", "length", "signals", "keywords", "keywords:medium=0", "keywords:words=1", "domain", "knn",
    "knn_embedded", "labelled", "linear", "logistic", "factorisation", "semantic_routes", "combined",
    "cost_aware", "cascade",
    "confusion", "observer", "oracle", "oracle_cheapest",
  ]
}

/// What a router says of queries.
package enum Judgement: Sendable {
  /// How much the strong model would help, one score a query.
  case scores([Double])
  /// The expected quality and dollars of every model, row-major by query.
  case options(quality: [Double], cost: [Double])
  /// What happens to each query, with no threshold to turn.
  case operation(RouterOperation)
}

/// What a router makes of a task.
package struct RouterJudgement: Sendable {
  /// What it says of the queries to judge.
  package var rows: Judgement
  /// What it says of the training queries in their order, of each by a model that had not learnt from it; nil
  /// from a router that did not compute it.
  package var heldOut: Judgement?

  /// Scores of the queries, and of the training queries by models that had not learnt from them.
  static func scores(_ rows: [Double], heldOut: [Double]? = nil) -> RouterJudgement {
    RouterJudgement(rows: .scores(rows), heldOut: heldOut.map { .scores($0) })
  }

  /// What happens to each query.
  static func operation(_ operation: RouterOperation) -> RouterJudgement {
    RouterJudgement(rows: .operation(operation), heldOut: nil)
  }
}

/// What a router is given: queries to judge, others to learn from.
package struct RoutingTask: Sendable {
  /// The table with everything that is computed once.
  let input: RoutingInput
  /// The pair of models.
  let pair: RoutePair
  /// The queries to learn from, as rows, in random order.
  let training: [Int]
  /// Queries whose texts are known but not their outcomes, those of `training` among them.
  let unlabelled: [Int]
  /// The queries to judge, as rows.
  let rows: [Int]
  /// The seed of the study.
  let seed: UInt64
  /// The split.
  let split: Int

  /// The table.
  var table: RecordedOutcomes { input.table }

  /// The same with other queries to judge.
  func judging(_ rows: [Int]) -> RoutingTask {
    RoutingTask(
      input: input, pair: pair, training: training, unlabelled: unlabelled, rows: rows, seed: seed,
      split: split)
  }

  /// The fold of each training query.
  var folds: [Int] {
    let random = RandomStream(seed: seed, replication: split, purpose: .routingFold)
    return training.map { random.integer(below: RoutingStudy.folds, $0) }
  }

  /// The tasks of learning from all folds but one and judging that one.
  var parts: [RoutingTask] {
    let folds = folds
    let isPartlyLabelled = unlabelled.count > training.count
    var parts: [RoutingTask] = []
    for fold in 0..<RoutingStudy.folds {
      let kept = training.indices.filter { folds[$0] != fold }.map { training[$0] }
      let judged = training.indices.filter { folds[$0] == fold }.map { training[$0] }
      parts.append(
        RoutingTask(
          input: input, pair: pair, training: kept, unlabelled: isPartlyLabelled ? unlabelled : kept,
          rows: judged, seed: seed, split: split))
    }
    return parts
  }

  /// What a router says of each training query when it learns from the other folds: the rows and the judgement.
  func crossJudge(_ router: RouterSpecification) throws(Diagnostic) -> ([Int], Judgement?) {
    var rows: [Int] = []
    var scores: [Double] = []
    var quality: [Double] = []
    var cost: [Double] = []
    for part in parts {
      rows += part.rows
      switch try router.declaration.judge(router.parameters, part).rows {
      case .scores(let own): scores += own
      case .options(let expected, let price):
        quality += expected
        cost += price
      case .operation: return (rows, nil)
      }
    }
    return (rows, quality.isEmpty ? .scores(scores) : .options(quality: quality, cost: cost))
  }

  /// The gap between the strong and the weak model, -1...1, of some rows.
  func gaps(_ rows: [Int]) -> [Double] {
    let models = table.models.count
    return rows.map { table.scores[$0 * models + pair.strong] - table.scores[$0 * models + pair.weak] }
  }

  /// What routers train on: the gap, or how likely the weak model fails.
  func targets(_ parameters: RouterParameters) -> [Double] {
    let models = table.models.count
    if parameters["difficulty"] == 0 { return gaps(training) }
    return training.map { 1 - table.scores[$0 * models + pair.weak] }
  }
}

/// A table with what routers read from its texts, computed once.
package struct RoutingInput: Sendable {
  /// The table.
  package let table: RecordedOutcomes
  /// Terms of the texts; empty unless a router wants them.
  let terms: TermCounts
  /// Statistics of the texts, row-major.
  let statistics: [Double]

  /// The vectors of an embedder that was chosen, or nil.
  let vectors: TextVectors?

  /// Reads what the routers need.
  package init(_ table: RecordedOutcomes, routers: [RouterSpecification], vectors: TextVectors? = nil) {
    self.table = table
    self.vectors = vectors
    let isTrained = routers.contains { $0.declaration.isTrained }
    terms = TermCounts(isTrained ? table.texts : .init())
    statistics = isTrained ? TextStatistics.table(table.texts) : []
  }

  /// The same table with other vectors; what was computed of its texts is shared.
  package init(sharing other: RoutingInput, vectors: TextVectors?) {
    table = other.table
    self.vectors = vectors
    terms = other.terms
    statistics = other.statistics
  }
}
