import Declarations
import Similarity
import Strategies
import Traffic

/// How well an embedder's similarity parts prompts with the same answer from others, whatever the threshold.
///
/// Each request whose prompt is new is held against the most similar of all earlier prompts. Requests whose prompt
/// was there before are left out: an exact match says nothing of an embedder. Of a long stream the first
/// ``DiscriminationCurve/limit`` new prompts are taken.
public struct DiscriminationCurve: StudyRow {
  /// All decisions at one threshold.
  public struct Point: Sendable, Hashable {
    /// The threshold.
    public var threshold: Double
    /// Requests whose nearest prompt has the same intent and reaches the threshold.
    public var right: Int
    /// Requests whose nearest prompt has another intent and reaches it.
    public var wrong: Int
  }

  /// The embedder.
  public var embedder: String
  /// Requests with a new prompt.
  public var requests: Int
  /// Those of them whose intent was there before, so that a cache could have answered.
  public var answerable: Int
  /// Those whose nearest prompt has the same intent.
  public var rightNearest: Int
  /// From the strictest threshold down.
  public var points: [Point]

  /// Requests whose nearest prompt has another intent, or that have none.
  public var wrongNearest: Int { requests - rightNearest }

  /// New prompts that are compared.
  public static let limit = 20_000

  /// Points that are kept.
  static let length = 200

  /// Of the requests with a right nearest prompt, the share that reaches the point's threshold.
  public func truePositiveShare(_ point: Point) -> Double {
    rightNearest > 0 ? Double(point.right) / Double(rightNearest) : .nan
  }

  /// Of the others, the share that reaches it all the same.
  public func falsePositiveShare(_ point: Point) -> Double {
    wrongNearest > 0 ? Double(point.wrong) / Double(wrongNearest) : .nan
  }

  /// Of the hits, the share that is right.
  public func precision(_ point: Point) -> Double {
    point.right + point.wrong > 0 ? Double(point.right) / Double(point.right + point.wrong) : .nan
  }

  /// Of the requests that a cache could have answered, the share that is answered right.
  public func recall(_ point: Point) -> Double {
    answerable > 0 ? Double(point.right) / Double(answerable) : .nan
  }

  /// The area under the ROC curve; requests that are like no earlier one come last, in no order.
  public var area: Double {
    guard rightNearest > 0, wrongNearest > 0 else { return .nan }
    var sum = 0.0
    var last = (x: 0.0, y: 0.0)
    for point in points {
      let next = (x: falsePositiveShare(point), y: truePositiveShare(point))
      sum += (next.x - last.x) * (next.y + last.y) / 2
      last = next
    }
    return sum + (1 - last.x) * (1 + last.y) / 2
  }
}

extension DiscriminationCurve {
  /// The curve of an embedder on a stream with labels; without vectors it is the bag of words.
  ///
  /// - Complexity: O(new prompts squared) at worst.
  init(_ embedder: String, on stream: QueryStream, vectors: PromptVectors?, threads: Int) {
    var isSeen = [Bool](repeating: false, count: stream.promptCount)
    var prompts: [UInt32] = []
    var intents: [UInt32] = []
    for request in 0..<stream.count where !isSeen[Int(stream.prompt[request])] {
      isSeen[Int(stream.prompt[request])] = true
      prompts.append(stream.prompt[request])
      intents.append(stream.intent[request])
      if prompts.count == DiscriminationCurve.limit { break }
    }
    var isAnswered = [Bool](repeating: false, count: stream.intentCount)
    answerable = 0
    for intent in intents {
      if isAnswered[Int(intent)] { answerable += 1 }
      isAnswered[Int(intent)] = true
    }
    let nearest =
      vectors.map { DiscriminationCurve.nearest(prompts, $0, threads: threads) }
      ?? DiscriminationCurve.nearestBag(prompts, stream.texts)
    var decisions = nearest.enumerated().compactMap { place, neighbour in
      neighbour.map { (similarity: $0.similarity, isRight: intents[$0.index] == intents[place]) }
    }
    self.embedder = embedder
    requests = prompts.count
    rightNearest = decisions.count { $0.isRight }
    decisions.sort { $0.similarity > $1.similarity }
    var points: [Point] = []
    var point = Point(threshold: 1, right: 0, wrong: 0)
    for (place, decision) in decisions.enumerated() {
      if decision.isRight { point.right += 1 } else { point.wrong += 1 }
      point.threshold = Double(decision.similarity)
      let isLast = place + 1 == decisions.count
      if isLast || decisions[place + 1].similarity < decision.similarity { points.append(point) }
    }
    let step = max(1, (points.count + DiscriminationCurve.length - 1) / DiscriminationCurve.length)
    self.points = points.enumerated().filter { place, _ in
      (place + 1) % step == 0 || place + 1 == points.count
    }.map(\.element)
  }

  /// Of each prompt the nearest before it, by its place in the list.
  private static func nearest(_ prompts: [UInt32], _ vectors: PromptVectors, threads: Int) -> [Neighbour?] {
    let dimensions = vectors.dimensions
    var table = VectorTable(count: prompts.count, dimensions: dimensions)
    table.withMutableValues { target in
      for (place, prompt) in prompts.enumerated() {
        guard let row = vectors.row(of: prompt) else { continue }
        for column in 0..<dimensions {
          target[place * dimensions + column] = vectors.table.values[row * dimensions + column]
        }
      }
    }
    return BlockedSearch(table, threads: threads).nearestEarlier(threads: threads)
  }

  private static func nearestBag(_ prompts: [UInt32], _ texts: PromptTexts) -> [Neighbour?] {
    var index = BagOfWordsIndex()
    return prompts.map { prompt in
      let bag = BagOfWords(texts.text(Int(prompt)))
      let best = index.nearest(to: bag)
      index.insert(bag)
      return best.map { Neighbour(index: $0.index, similarity: $0.similarity) }
    }
  }
}

extension RunResult {
  /// How well each embedder parts right answers from wrong ones, when it was asked for.
  public var discrimination: [DiscriminationCurve] {
    get { study() ?? [] }
    set { replace(newValue) }
  }
}

/// How well the embedders of a scenario part right answers from wrong ones.
struct DiscriminationStudy: StudyPlan {
  static let declaration = StudyDeclaration("discrimination", chart: "discrimination") {
    _ throws(Diagnostic) in DiscriminationStudy()
  }

  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)? {
    guard run.stream.hasIntentLabels else { return nil }
    return run.world[0].neighbours.sorted { $0.key.name < $1.key.name }.map {
      DiscriminationCurve(
        $0.key.name, on: run.stream, vectors: run.world[0].searched[$0.key], threads: run.threads)
    }
  }
}
