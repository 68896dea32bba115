import Similarity
import Simulation

extension RouterDeclaration {
  private static let difficulty = Parameter(
    "difficulty", 0, 0...1, isWhole: true, "1 trains on how likely the weak model fails instead of the gap")

  /// The mean gap of the query's domain in the training queries.
  static let domain = RouterDeclaration(
    "domain", "the mean gap of the query's domain in training", isTrained: true, needsDomains: true,
    parameters: [Parameter("prior", 10, 0...1e6, "queries' worth of the mean gap of all domains")]
  ) { parameters, task in
    let gaps = task.gaps(task.training)
    let count = task.table.domainNames.count
    let prior = parameters["prior"]
    let mean = gaps.reduce(0, +) / Double(max(1, gaps.count))
    var sums = [Double](repeating: prior * mean, count: count)
    var counts = [Double](repeating: prior, count: count)
    for (row, gap) in zip(task.training, gaps) {
      sums[Int(task.table.domains[row])] += gap
      counts[Int(task.table.domains[row])] += 1
    }
    return .scores(
      task.rows.map { row in
        let domain = Int(task.table.domains[row])
        return counts[domain] > 0 ? sums[domain] / counts[domain] : mean
      })
  }

  /// The mean gap of the nearest training queries.
  static let nearest = RouterDeclaration(
    "knn", "the mean gap of the k nearest training queries, by TF-IDF", isTrained: true,
    parameters: [
      Parameter("k", 40, 1...10_000, isWhole: true, "how many neighbours"), difficulty,
    ]
  ) { parameters, task in
    let weights = TermWeights(task.input.terms, rows: task.training)
    return .scores(
      NearestNeighbours.predict(
        training: weights.matrix(task.input.terms, rows: task.training), targets: task.targets(parameters),
        queries: weights.matrix(task.input.terms, rows: task.rows), k: Int(parameters["k"])))
  }

  /// The same over the vectors of an embedder.
  static let nearestEmbedded = RouterDeclaration(
    "knn_embedded", "the same by vectors of an embedder; hashed n-grams unless another is chosen",
    isTrained: true,
    parameters: [Parameter("k", 40, 1...10_000, isWhole: true, "how many neighbours"), difficulty]
  ) { parameters, task in
    .scores(
      task.vectors.nearestMeans(
        of: task.rows, among: task.training, targets: task.targets(parameters), k: Int(parameters["k"])))
  }

  /// Article 002's fourth exercise: a few labelled queries, and the nearest of them decides.
  static let labelled = RouterDeclaration(
    "labelled",
    "article 002's exercise 4: the k nearest of a few labelled queries, by vectors of an embedder",
    isTrained: true,
    parameters: [
      Parameter("queries", 50, 2...1_000_000, isWhole: true, "how many queries are labelled"),
      Parameter("k", 5, 1...10_000, isWhole: true, "how many neighbours"),
    ], labels: { Int($0["queries"]) }
  ) { parameters, task in
    .scores(
      task.vectors.nearestMeans(
        of: task.rows, among: task.training, targets: task.gaps(task.training), k: Int(parameters["k"])))
  }

  /// Ridge regression of the gap on TF-IDF.
  static let linear = RouterDeclaration(
    "linear", "ridge regression of the gap on TF-IDF", isTrained: true,
    parameters: [penaltyParameter, difficulty]
  ) { parameters, task in
    let weights = TermWeights(task.input.terms, rows: task.training)
    let fit = RidgeRegression.crossValidated(
      weights.matrix(task.input.terms, rows: task.training), targets: task.targets(parameters),
      folds: task.folds, stated: parameters.penalty)
    return .scores(
      fit.model.predict(weights.matrix(task.input.terms, rows: task.rows)), heldOut: fit.heldOut)
  }

  /// Logistic regression of whether only the strong model is right.
  static let logistic = RouterDeclaration(
    "logistic", "logistic regression, on TF-IDF, of whether the strong model is the better one",
    isTrained: true, parameters: [Parameter("penalty", 1, 1e-3...1e9, "weight of the ridge")]
  ) { parameters, task in
    let weights = TermWeights(task.input.terms, rows: task.training)
    let model = LogisticRegression(
      weights.matrix(task.input.terms, rows: task.training),
      targets: task.gaps(task.training).map { $0 > 0 ? 1 : 0 }, penalty: parameters["penalty"])
    return .scores(model.predict(weights.matrix(task.input.terms, rows: task.rows)))
  }

  /// RouteLLM's matrix factorisation.
  static let factorisation = RouterDeclaration(
    "factorisation", "RouteLLM's bilinear model of query and model embeddings", isTrained: true,
    parameters: [
      Parameter("rank", 8, 1...8, isWhole: true, "length of a model's vector"),
      Parameter("epochs", 10, 1...1000, isWhole: true, "most passes over the training queries"),
      Parameter("rate", 0, 0...100, "first step of the gradients; 0 chooses it like the penalty"),
      penaltyParameter,
    ]
  ) { parameters, task in
    let features = CombinedFeatures(task, statistics: 1, domains: 0)
    let fit = MatrixFactorisation.crossValidated(
      features.training, gaps: task.gaps(task.training), folds: task.folds,
      MatrixFactorisation.Settings(
        rank: Int(parameters["rank"]), rate: parameters["rate"], penalty: parameters["penalty"],
        epochs: Int(parameters["epochs"])),
      random: RandomStream(seed: task.seed, replication: task.split, purpose: .routingWeights))
    return .scores(fit.model.scores(features.queries), heldOut: fit.heldOut)
  }

  /// Two routes by example utterances, and none for what is like neither.
  static let semanticRoutes = RouterDeclaration(
    "semantic_routes", "two routes by example utterances from training, or none (then the weak model)",
    isTrained: true,
    parameters: [
      Parameter("examples", 64, 1...100_000, isWhole: true, "utterances of each route"),
      Parameter("threshold", 0.1, 0...1, "least cosine of a route"),
    ], threshold: { _ in RouterThreshold(key: 0) }
  ) { parameters, task in
    let gaps = task.gaps(task.training)
    let count = Int(parameters["examples"])
    let strong = task.training.indices.filter { gaps[$0] > 0 }.prefix(count).map { task.training[$0] }
    let weak = task.training.indices.filter { gaps[$0] <= 0 }.prefix(count).map { task.training[$0] }
    let weights = TermWeights(task.input.terms, rows: task.training)
    let nearest = NearestNeighbours.similarities(
      training: weights.matrix(task.input.terms, rows: strong + weak),
      queries: weights.matrix(task.input.terms, rows: task.rows), groups: [strong.count, weak.count])
    let least = Float(parameters["threshold"])
    return .scores(
      nearest.map { similarity in
        if max(similarity[0], similarity[1]) < least { return 0 }
        return similarity[0] > similarity[1] ? Double(similarity[0]) : -Double(similarity[1])
      })
  }
}

extension RoutingTask {
  /// The vectors of all texts: those of the embedder that was chosen, else hashed n-grams whose document
  /// frequencies come from training queries alone.
  var vectors: TextVectors {
    if let given = input.vectors { return given }
    var training = TextTable()
    for row in unlabelled { table.texts.withBytes(of: row) { training.append($0) } }
    return .dense(HashedNGrams(fittedTo: training).embed(table.texts))
  }
}
