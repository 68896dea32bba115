/// What a router does as it is made to spend more: queries change to dearer models one group after the other.
///
/// A router that scores queries sends those with the highest scores to the strong model first; queries with the
/// same score are one group, which a threshold cannot divide: between its ends a curve is straight.
package struct RouterSweep: Sendable {
  /// The queries, as rows of the table.
  let rows: [Int]
  /// Quality, dollars and calls to the strong model at the start, one value a query.
  private(set) var startQuality: [Double] = []
  private(set) var startCost: [Double] = []
  private(set) var startCalls: [Double] = []
  /// The model of each query at the start.
  private(set) var startModels: [UInt8] = []
  /// The changes in order: their score, row of the table, place in `rows` and what they add.
  private(set) var keys: [Double] = []
  private(set) var eventRows: [Int32] = []
  private(set) var places: [Int32] = []
  private(set) var quality: [Double] = []
  private(set) var cost: [Double] = []
  private(set) var calls: [Double] = []
  private(set) var models: [UInt8] = []
  /// The end of each group of equal scores.
  private(set) var ends: [Int] = []
  /// Whether the sweep leads from all-weak to all-strong.
  let isBinary: Bool

  /// The sweep of scores, one a query, through a pair of models; `fees` are dollars a query for the router.
  package init(scores: [Double], rows: [Int], fees: [Double], table: RecordedOutcomes, pair: RoutePair) {
    self.rows = rows
    isBinary = true
    let models = table.models.count
    for (place, row) in rows.enumerated() {
      startQuality.append(table.scores[row * models + pair.weak])
      startCost.append(Double(table.costs[row * models + pair.weak]) / 1e12 + fees[place])
      startCalls.append(0)
      startModels.append(UInt8(pair.weak))
    }
    let order = rows.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    for place in order {
      append(
        key: scores[place], place: place, from: pair.weak, to: pair.strong, table: table, strong: pair.strong)
    }
    close()
  }

  /// The sweep of what a correct answer is worth, from nothing upwards, over all models.
  ///
  /// - Parameters:
  ///   - quality: the expected quality, row-major: one a query and model.
  ///   - cost: the expected cost in dollars, likewise.
  package init(
    quality: [Double], cost: [Double], rows: [Int], fees: [Double], table: RecordedOutcomes, pair: RoutePair
  ) {
    self.rows = rows
    isBinary = false
    let models = table.models.count
    var changes: [(worth: Double, place: Int, from: Int, to: Int)] = []
    for (place, row) in rows.enumerated() {
      let base = place * models
      var current = 0
      for model in 1..<models where cost[base + model] < cost[base + current] { current = model }
      startQuality.append(table.scores[row * models + current])
      startCost.append(Double(table.costs[row * models + current]) / 1e12 + fees[place])
      startCalls.append(current == pair.strong ? 1 : 0)
      startModels.append(UInt8(current))
      // The upper envelope of worth * quality - cost: each step takes the model that pays off first.
      var worth = 0.0
      while true {
        var next: (worth: Double, model: Int)?
        for model in 0..<models where quality[base + model] > quality[base + current] {
          let gain = quality[base + model] - quality[base + current]
          let turn = max(worth, (cost[base + model] - cost[base + current]) / gain)
          let isBetter =
            next.map {
              turn < $0.worth || turn == $0.worth && quality[base + model] > quality[base + $0.model]
            } ?? true
          if isBetter { next = (turn, model) }
        }
        guard let step = next else { break }
        changes.append((step.worth, place, current, step.model))
        (worth, current) = (step.worth, step.model)
      }
    }
    let order = changes.indices.sorted {
      changes[$0].worth != changes[$1].worth ? changes[$0].worth < changes[$1].worth : $0 < $1
    }
    for index in order {
      let change = changes[index]
      append(
        key: -change.worth, place: change.place, from: change.from, to: change.to, table: table,
        strong: pair.strong)
    }
    close()
  }

  private mutating func append(
    key: Double, place: Int, from: Int, to: Int, table: RecordedOutcomes, strong: Int
  ) {
    let row = rows[place]
    let base = row * table.models.count
    if let last = keys.last, last != key { ends.append(keys.count) }
    keys.append(key)
    eventRows.append(Int32(row))
    places.append(Int32(place))
    quality.append(table.scores[base + to] - table.scores[base + from])
    cost.append(Double(table.costs[base + to] - table.costs[base + from]) / 1e12)
    calls.append((to == strong ? 1 : 0) - (from == strong ? 1 : 0))
    models.append(UInt8(to))
  }

  private mutating func close() { if !keys.isEmpty { ends.append(keys.count) } }

  /// What happens to each query at a threshold.
  package func operation(at threshold: RouterThreshold) -> RouterOperation {
    var result = RouterOperation(quality: startQuality, cost: startCost, calls: startCalls)
    for event in keys.indices {
      let share = threshold.share(of: keys[event])
      if share == 0 { continue }
      let place = Int(places[event])
      result.quality[place] += share * quality[event]
      result.cost[place] += share * cost[event]
      result.calls[place] += share * calls[event]
    }
    return result
  }
}

extension RouterSweep {
  /// The model of each query at a threshold; a coin, 0..<1 by row of the table, decides what stands on the line.
  package func choices(at threshold: RouterThreshold, coin: (Int) -> Double) -> [UInt8] {
    var result = startModels
    for event in keys.indices {
      let share = threshold.share(of: keys[event])
      if share >= 1 || share > 0 && coin(Int(eventRows[event])) < share {
        result[Int(places[event])] = models[event]
      }
    }
    return result
  }
}

/// Where a router draws the line: above the key all, at the key a share at random.
package struct RouterThreshold: Sendable, Hashable {
  /// The score at the line.
  package var key: Double
  /// The share of the queries at the line that go to the dearer model.
  package var shareAtKey: Double

  /// A line.
  package init(key: Double, shareAtKey: Double = 0) {
    self.key = key
    self.shareAtKey = shareAtKey
  }

  func share(of score: Double) -> Double { score > key ? 1 : score == key ? shareAtKey : 0 }
}

/// What a router does with each query: expected quality, dollars and calls to the strong model.
package struct RouterOperation: Sendable {
  /// Expected quality of the answer.
  package var quality: [Double]
  /// Dollars, the router's own among them.
  package var cost: [Double]
  /// Expected calls to the strong model.
  package var calls: [Double]
  /// The model of each query, where one alone is called.
  package var models: [UInt8] = []
  /// Dollars that are lost with the prompt caches of models that did not answer the turn before; they are in
  /// `cost`. Empty without conversations.
  package var switchCost: [Double] = []

  /// Bills what switches between a pair of models lose.
  ///
  /// A model is called at two turns independently of each other but for what their queries show. With `asksBoth`
  /// the weak model is always called.
  mutating func billSwitches(_ rows: [Int], _ table: RecordedOutcomes, _ pair: RoutePair, asksBoth: Bool) {
    guard let conversations = table.conversations else { return }
    var places = [Int32](repeating: -1, count: table.count)
    for (place, row) in rows.enumerated() { places[row] = Int32(place) }
    switchCost = [Double](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() {
      let before = conversations.previous[row]
      guard before >= 0, places[Int(before)] >= 0 else { continue }
      let (now, then) = (calls[place], calls[Int(places[Int(before)])])
      let base = row * table.models.count
      var lost = now * (1 - then) * conversations.losses[base + pair.strong]
      if !asksBoth { lost += (1 - now) * then * conversations.losses[base + pair.weak] }
      switchCost[place] = lost
      cost[place] += lost
    }
  }
}
