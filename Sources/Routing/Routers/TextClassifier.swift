import Similarity
import Simulation
import Traffic

/// Judges texts by labelled examples, for routers inside a scenario; the learning is that of the routers here.
package enum TextClassifier {
  /// The mean label of the `k` nearest labelled texts for each text, by TF-IDF.
  ///
  /// - Parameters:
  ///   - labelled: texts with labels, by their index; the weights are fitted to them.
  ///   - labels: a label each.
  package static func nearest(_ texts: TextTable, labelled: [Int], labels: [Double], k: Int) -> [Double] {
    let terms = TermCounts(texts)
    let weights = TermWeights(terms, rows: labelled)
    return NearestNeighbours.predict(
      training: weights.matrix(terms, rows: labelled), targets: labels,
      queries: weights.matrix(terms, rows: Array(0..<texts.count)), k: k)
  }

  /// The label that a ridge regression on TF-IDF expects for each text.
  package static func linear(_ texts: TextTable, labelled: [Int], labels: [Double], penalty: Double)
    -> [Double]
  {
    let terms = TermCounts(texts)
    let weights = TermWeights(terms, rows: labelled)
    let model = RidgeRegression(
      weights.matrix(terms, rows: labelled), targets: labels, penalty: penalty)
    return model.predict(weights.matrix(terms, rows: Array(0..<texts.count)))
  }

  /// The route of each text: that of the most similar example utterance, or nil below the least cosine.
  ///
  /// - Parameter routes: example utterances of each route.
  package static func routes(_ texts: TextTable, routes: [[String]], threshold: Double) -> [Int?] {
    let embedder = HashedNGrams.forExamples
    var index = FlatIndex(dimensions: embedder.dimensions)
    var owners: [Int] = []
    for (route, utterances) in routes.enumerated() {
      let vectors = embedder.embed(TextTable(utterances))
      for place in utterances.indices {
        _ = index.add(vectors[place])
        owners.append(route)
      }
    }
    return index.nearest(to: embedder.embed(texts)).map { neighbour in
      guard let neighbour, Double(neighbour.similarity) >= threshold else { return nil }
      return owners[neighbour.index]
    }
  }
}

/// What an observer of stated noise makes of a latent difficulty b: d = b + N(0, noise^2).
package struct DifficultyObserver: Sendable {
  /// Standard deviation of what the observer adds.
  package let noise: Double
  private let random: RandomStream

  /// An observer with a seed.
  package init(noise: Double, seed: UInt64) {
    self.noise = noise
    random = RandomStream(seed: seed, replication: -1, purpose: .routingObserver)
  }

  /// What it sees of a query.
  package func observe(_ latent: Double, query: Int) -> Double {
    noise == 0 ? latent : latent + noise * random.normal(query)
  }

  /// The value below which a share of all queries lies, if difficulties are standard normal.
  package func quantile(_ share: Double) -> Double {
    Transcendental.normalQuantile(share) * (1 + noise * noise).squareRoot()
  }
}

/// The judge of a cascade, who errs with a stated probability.
package struct CascadeJudge: Sendable {
  /// How often the judge is wrong.
  package let error: Double

  /// A judge.
  package init(error: Double) { self.error = error }

  /// The probability that an answer is sent on, if it is right with a probability.
  package func escalation(_ quality: Double) -> Double { quality * error + (1 - quality) * (1 - error) }

  /// The probability that an answer that was kept is right.
  package func keptQuality(_ quality: Double) -> Double {
    let kept = 1 - escalation(quality)
    return kept > 0 ? quality * (1 - error) / kept : quality
  }
}
