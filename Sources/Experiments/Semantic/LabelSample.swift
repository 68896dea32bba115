import Declarations
import Files
import Scenarios
import Simulation
import Strategies
import Traffic

/// Semantic hits of a strategy, drawn for a person to say whether each answer is right.
///
/// The hits between different prompts are put in order of similarity and parted into layers of equal size; of each
/// layer the same number is drawn, so that rare doubtful hits are looked at as closely as frequent clear ones.
public struct LabelSample: Sendable {
  /// A hit to be judged.
  public struct Row: Sendable, Hashable {
    /// The request's place in the stream.
    public var request: Int
    /// How similar the two prompts are.
    public var similarity: Double
    /// The layer, from the least similar on.
    public var layer: Int
    /// Hits in that layer.
    public var layerHits: Int
    /// What was asked, and what had been answered.
    public var asked: String
    public var answered: String
    /// Whether the answer is right; nil until somebody has said so.
    public var isRight: Bool?
  }

  /// The strategy.
  public var strategy: String
  /// Measured requests of the replay.
  public var requests: Int
  /// The drawn hits, in the order of the stream.
  public var rows: [Row]

  /// Hits between different prompts.
  public var hits: Int {
    Dictionary(grouping: rows, by: \.layer).values.reduce(0) { sum, rows in
      let (next, overflow) = sum.addingReportingOverflow(rows.first?.layerHits ?? 0)
      return overflow ? .max : next
    }
  }

  /// The greatest count in a file; no stream has more requests.
  static let greatestCount = 1 << 40

  /// Layers of a sample that is large enough.
  static let layers = 10

  /// A sample that was read or made by hand.
  public init(strategy: String, requests: Int, rows: [Row]) {
    self.strategy = strategy
    self.requests = requests
    self.rows = rows
  }

  /// Draws from the first replication of a strategy that kept its outcomes.
  init(_ strategy: StrategyResult, stream: QueryStream, warmUp: VirtualTime, count: Int, random: RandomStream)
  {
    self.strategy = strategy.name
    rows = []
    let outcomes = strategy.cells.first?.outcomes
    let arrivals = outcomes.flatMap { $0.arrivals.isEmpty ? nil : $0.arrivals } ?? stream.arrival
    requests = arrivals.count { $0 >= warmUp && $0 != .never }
    guard let outcomes, !outcomes.answeredPrompt.isEmpty else { return }
    let hits = (0..<stream.count).filter {
      arrivals[$0] >= warmUp && outcomes.answeredPrompt[$0] != .max
        && outcomes.answeredPrompt[$0] != stream.prompt[$0]
    }.sorted { (outcomes.similarity[$0], $0) < (outcomes.similarity[$1], $1) }
    let layers = max(1, min(LabelSample.layers, count, hits.count))
    for layer in 0..<layers {
      var own = Array(hits[layer * hits.count / layers..<(layer + 1) * hits.count / layers])
      let wanted = (layer + 1) * count / layers - layer * count / layers
      let size = own.count
      for place in 0..<min(wanted, size) {
        own.swapAt(place, place + random.integer(below: size - place, layer, place))
        let request = own[place]
        rows.append(
          Row(
            request: request, similarity: Double(outcomes.similarity[request]), layer: layer,
            layerHits: size, asked: stream.texts.text(Int(stream.prompt[request])),
            answered: stream.texts.text(Int(outcomes.answeredPrompt[request])), isRight: nil))
      }
    }
    rows.sort { $0.request < $1.request }
  }
}

extension LabelSample {
  /// What the labels say of all hits that reach a similarity.
  public struct Estimate: Sendable, Hashable {
    /// The least similarity.
    public var threshold: Double
    /// Hits that reach it, estimated from the shares of the layers.
    public var hits: Double
    /// Labelled hits among them, and those that are wrong.
    public var labelled: Int
    public var wrong: Int
    /// The share of wrong ones among the hits, weighted by layer, with its interval.
    public var share: Double
    public var lower: Double
    public var upper: Double
  }

  /// The share of wrong answers among the hits of this replay that reach a threshold.
  ///
  /// The share is the mean of the layers', weighted by their hits; its interval is Wilson's for as many trials as
  /// the weights leave (Kish: "Survey Sampling", 1965).
  public func estimate(_ threshold: Double, confidence: Double) -> Estimate {
    var (hits, share, squares) = (0.0, 0.0, 0.0)
    var (labelled, wrong) = (0, 0)
    let layers = Dictionary(grouping: rows.filter { $0.isRight != nil }, by: \.layer)
    for layer in layers.keys.sorted() {
      let own = layers[layer] ?? []
      // Each labelled hit stands for as many.
      let weight = Double(own.first?.layerHits ?? 0) / Double(own.count)
      for row in own where row.similarity >= threshold - 1e-6 {
        hits += weight
        squares += weight * weight
        labelled += 1
        guard row.isRight == false else { continue }
        wrong += 1
        share += weight
      }
    }
    guard labelled > 0 else {
      return Estimate(
        threshold: threshold, hits: hits, labelled: 0, wrong: 0, share: .nan, lower: .nan, upper: .nan)
    }
    let mean = share / hits
    let interval = Proportion(share: mean, of: hits * hits / squares, confidence: confidence)
    return Estimate(
      threshold: threshold, hits: hits, labelled: labelled, wrong: wrong, share: mean, lower: interval.lower,
      upper: interval.upper)
  }
}

extension LabelSample {
  /// The columns of the file.
  public static let columns = [
    "strategy", "requests", "request", "similarity", "layer", "layer_hits", "asked", "answered", "right",
  ]

  private static let verdicts: [String: Bool] = [
    "yes": true, "y": true, "true": true, "1": true, "right": true, "no": false, "n": false, "false": false,
    "0": false, "wrong": false,
  ]

  /// Reads a file that a person has filled in; an empty verdict is none.
  ///
  /// - Throws: a `Diagnostic` with file, line and column.
  public static func read(_ path: String) throws(Diagnostic) -> LabelSample {
    do throws(Diagnostic) {
      var lines = try LineReader(path: path)
      var record = CSVRecord()
      guard try record.next(&lines) else {
        throw Diagnostic("the file is empty; a header line was expected")
      }
      let header = try CSVHeader(record)
      var places: [Int] = []
      for column in columns { places.append(try header.index(of: column)) }
      var sample = LabelSample(strategy: "", requests: 0, rows: [])
      while try record.next(&lines) {
        do throws(RowFault) { try header.check(record) } catch { throw error.diagnostic }
        func text(_ column: Int) -> String { String(decoding: record[places[column]], as: UTF8.self) }
        func fault(_ column: Int, _ expected: String) -> Diagnostic {
          Diagnostic(
            "\(columns[column]) is '\(text(column))'; \(expected) was expected",
            position: record.position(places[column]))
        }
        func whole(_ column: Int) throws(Diagnostic) -> Int {
          guard let value = Int(text(column)), value >= 0 else { throw fault(column, "a whole number") }
          guard value <= LabelSample.greatestCount else {
            throw fault(column, "at most \(LabelSample.greatestCount)")
          }
          return value
        }
        guard let similarity = Double(text(3)), similarity.isFinite else { throw fault(3, "a number") }
        let verdict = text(8).lowercased().filter { !$0.isWhitespace }
        guard verdict.isEmpty || verdicts[verdict] != nil else {
          throw fault(8, "yes, no or nothing")
        }
        sample.strategy = text(0)
        sample.requests = try whole(1)
        sample.rows.append(
          Row(
            request: try whole(2), similarity: similarity, layer: try whole(4), layerHits: try whole(5),
            asked: text(6), answered: text(7), isRight: verdicts[verdict]))
      }
      guard sample.rows.contains(where: { $0.isRight != nil }) else {
        throw Diagnostic("no row has a verdict; yes or no was expected in the column 'right' of some")
      }
      return sample
    } catch {
      throw error.placed(in: path)
    }
  }
}

extension Runner {
  /// Draws semantic hits of a strategy for a person to judge.
  ///
  /// - Parameter name: the strategy; nil takes the first with a semantic cache.
  /// - Throws: a `Diagnostic` when there is none, or when it has no hit between different prompts.
  public func labelSample(of name: String?, count: Int) throws(Diagnostic) -> LabelSample {
    let place: Int
    if let name {
      place = try Scenario.place(of: name, in: scenario.strategies, at: SourcePosition(line: 1, column: 1))
    } else if let found = scenario.strategies.firstIndex(where: { $0.similarityLayer != nil }) {
      place = found
    } else {
      throw Diagnostic(
        "no strategy of the scenario has a semantic_cache; one was expected", file: scenario.path)
    }
    let strategy = scenario.strategies[place]
    try checkInputs(of: [strategy])
    let world = try prepare(for: [strategy])
    var runner = self
    runner.keepsOutcomes = true
    let cells = try runner.runCells([(strategy, 0, nil)], world, keeping: 1)
    let sample = LabelSample(
      StrategyResult(strategy, cells: cells), stream: world[0].stream, warmUp: scenario.warmUp, count: count,
      random: RandomStream(seed: scenario.seed, replication: 0, purpose: .labelling))
    guard !sample.rows.isEmpty else {
      throw Diagnostic(
        "'\(strategy.name)' has no semantic hit between different prompts that have text; there is nothing to label",
        file: scenario.path)
    }
    return sample
  }
}
