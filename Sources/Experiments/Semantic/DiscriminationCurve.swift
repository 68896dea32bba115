import Strategies
import Traffic

/// How well an embedder's similarity parts prompts with the same answer from others, whatever the threshold.
///
/// Each request whose prompt is new is held against the most similar of all earlier prompts. Requests whose prompt
/// was there before are left out: an exact match says nothing of an embedder.
public struct DiscriminationCurve: Sendable {
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
  /// From the strictest threshold down to the least that any strategy looks at.
  public var points: [Point]

  /// Requests whose nearest prompt has another intent, or that have none.
  public var wrongNearest: Int { requests - rightNearest }

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

  /// The area under the ROC curve; below the least threshold the order is unknown, and a straight line stands there.
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
  /// The curve of an embedder on a stream with labels.
  ///
  /// - Complexity: O(requests times neighbours).
  init(_ embedder: String, _ neighbours: PromptNeighbours, on stream: QueryStream) {
    var isSeen = [Bool](repeating: false, count: stream.promptCount)
    var intentOfPrompt = [UInt32](repeating: 0, count: stream.promptCount)
    var isAnswered = [Bool](repeating: false, count: stream.intentCount)
    var decisions: [(similarity: Float, isRight: Bool)] = []
    requests = 0
    answerable = 0
    for request in 0..<stream.count {
      let prompt = Int(stream.prompt[request])
      let intent = stream.intent[request]
      if isSeen[prompt] { continue }
      requests += 1
      if isAnswered[Int(intent)] { answerable += 1 }
      neighbours.forEach(of: UInt32(prompt)) { other, similarity in
        guard Int(other) < isSeen.count, isSeen[Int(other)] else { return true }
        decisions.append((similarity, intentOfPrompt[Int(other)] == intent))
        return false
      }
      isSeen[prompt] = true
      intentOfPrompt[prompt] = intent
      isAnswered[Int(intent)] = true
    }
    self.embedder = embedder
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
}
