import Declarations

/// The cheap and the good model between which a router chooses.
package struct RoutePair: Sendable, Hashable {
  /// The cheap model's index.
  package let weak: Int
  /// The good model's index.
  package let strong: Int

  /// A pair of two models of a table.
  package init(weak: Int, strong: Int) {
    precondition(weak != strong, "a router chooses between two models")
    self.weak = weak
    self.strong = strong
  }

  /// The pair that names state; without them the cheapest model and the most accurate one.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` for a name the table lacks or two of the same, of kind
  ///   `badInput` when the cheapest model is also the best and no names are stated.
  package init(weak: String?, strong: String?, in table: RecordedOutcomes) throws(Diagnostic) {
    func index(_ name: String, _ option: String) throws(Diagnostic) -> Int {
      if let place = table.models.firstIndex(of: name) { return place }
      let hint = name.nearest(in: table.models).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "\(option) is '\(name)', which the table lacks\(hint); one of \(table.models.joined(separator: ", ")) was expected",
        kind: .usage)
    }
    let rows = 0..<table.count
    var cheapest = 0
    var best = 0
    for model in table.models.indices {
      if table.meanCost(of: model, rows) < table.meanCost(of: cheapest, rows) { cheapest = model }
      if table.meanScore(of: model, rows) > table.meanScore(of: best, rows) { best = model }
    }
    let low = try weak.map { (name) throws(Diagnostic) in try index(name, "--weak") } ?? cheapest
    let high = try strong.map { (name) throws(Diagnostic) in try index(name, "--strong") } ?? best
    guard low != high else {
      if weak == nil || strong == nil {
        throw Diagnostic(
          "'\(table.models[low])' is the cheapest model and the best: there is nothing to route; "
            + "name two models with --weak and --strong to compare them all the same", file: table.source)
      }
      throw Diagnostic("--weak and --strong are the same model; two were expected", kind: .usage)
    }
    self.init(weak: low, strong: high)
  }
}

/// The means of the two models over weighted queries.
package struct PairTotals: Sendable, Hashable {
  /// The sum of the weights.
  var weight = 0.0
  /// Mean score of the weak model.
  package var weakQuality = 0.0
  /// Mean score of the strong model.
  package var strongQuality = 0.0
  /// Dollars a query of the weak model.
  package var weakCost = 0.0
  /// Dollars a query of the strong model.
  package var strongCost = 0.0

  /// The means over some queries; without weights each counts once.
  package init(_ table: RecordedOutcomes, _ pair: RoutePair, rows: [Int], weights: [Double]? = nil) {
    let models = table.models.count
    for row in rows {
      let own = weights?[row] ?? 1
      weight += own
      weakQuality += own * table.scores[row * models + pair.weak]
      strongQuality += own * table.scores[row * models + pair.strong]
      weakCost += own * Double(table.costs[row * models + pair.weak])
      strongCost += own * Double(table.costs[row * models + pair.strong])
    }
    weakQuality /= weight
    strongQuality /= weight
    weakCost /= weight * 1e12
    strongCost /= weight * 1e12
  }

  /// What random routing between the two costs, in dollars a query, to reach a quality.
  ///
  /// Below the weak model's quality it is the weak model's cost; random routing cannot exceed the strong model.
  package func randomCost(quality: Double) -> Double {
    let share = (quality - weakQuality) / (strongQuality - weakQuality)
    return weakCost + min(max(share, 0), 1) * (strongCost - weakCost)
  }
}
