import Simulation

/// What is asked most by the distributions of a synthetic workload, whatever a stream of it happens to hold.
public struct StatedPopularity: Sendable {
  private let world: World
  private let intents: Zipf
  private let phrasings: Zipf

  init(_ world: World, intents: Zipf, phrasings: Zipf) {
    self.world = world
    self.intents = intents
    self.phrasings = phrasings
  }

  /// A phrasing of an intent by their ranks, with the share of the two among those that recur.
  private struct Candidate {
    var intent: Int
    var phrasing: Int
    var share: Double
  }

  /// The prompts that are asked most at a time, the most asked first.
  ///
  /// Ranks are products of two falling shares, so that the next is always the successor of one that was taken.
  /// - Complexity: O(count log count).
  public func top(_ count: Int, at time: VirtualTime) -> [UInt32] {
    var heap = BinaryHeap<Candidate> { left, right in
      left.share != right.share
        ? left.share > right.share : (left.intent, left.phrasing) < (right.intent, right.phrasing)
    }
    func push(_ intent: Int, _ phrasing: Int) {
      guard intent < intents.count, phrasing < phrasings.count else { return }
      heap.push(
        Candidate(
          intent: intent, phrasing: phrasing,
          share: intents.probability(intent) * phrasings.probability(phrasing)))
    }
    push(0, 0)
    var prompts: [UInt32] = []
    // Drift may give an intent two ranks.
    var known: Set<UInt32> = []
    while prompts.count < count, let next = heap.pop() {
      let intent = world.intent(rank: next.intent, at: time)
      let phrasing = world.phrasing(next.phrasing, of: intent, count: phrasings.count)
      let prompt = UInt32(intent * phrasings.count + phrasing)
      if known.insert(prompt).inserted { prompts.append(prompt) }
      push(next.intent, next.phrasing + 1)
      if next.phrasing == 0 { push(next.intent + 1, 0) }
    }
    return prompts
  }
}

/// A heap that gives its elements in the order of a comparison.
private struct BinaryHeap<Element> {
  private var elements: [Element] = []
  private let isBefore: (Element, Element) -> Bool

  init(_ isBefore: @escaping (Element, Element) -> Bool) { self.isBefore = isBefore }

  mutating func push(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, isBefore(elements[child], elements[(child - 1) / 2]) {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    if elements.isEmpty { return first }
    elements[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < elements.count && isBefore(elements[child], elements[least]) { least = child }
      if least == parent { return first }
      elements.swapAt(parent, least)
      parent = least
    }
  }
}
