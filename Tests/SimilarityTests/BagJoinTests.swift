import Testing

@testable import Similarity

@Suite("The join of bags of words")
struct BagJoinTests {
  /// Sentences over a skewed vocabulary, so that common and rare words both occur.
  private func sentences(_ count: Int, seed: UInt64) -> [String] {
    var state = seed
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    return (0..<count).map { _ in
      (0..<draw(9)).map { _ in "w\(draw(3) == 0 ? draw(60) : draw(6))" }.joined(separator: " ")
    }
  }

  @Test("it finds the pairs that comparing all with all finds", arguments: [0.3, 0.6, 0.8, 0.95, 1.0])
  func bruteForce(threshold: Double) {
    let texts = sentences(300, seed: 7)
    let bags = texts.map(BagOfWords.init)
    let graph = NeighbourGraph(bagsOfWords: TextTable(texts), threshold: threshold, threads: 2)
    for text in texts.indices {
      let expected = texts.indices.filter { $0 != text && bags[$0].cosine(to: bags[text]) >= threshold }
      let found = graph.neighbours(of: text)
      #expect(Set(found.map(\.index)) == Set(expected), "text \(text)")
      for (left, right) in zip(found, found.dropFirst()) { #expect(left.similarity >= right.similarity) }
    }
  }

  @Test("one and two threads find the same, and no texts have no neighbours")
  func threads() {
    let texts = TextTable(sentences(2000, seed: 3))
    #expect(
      NeighbourGraph(bagsOfWords: texts, threshold: 0.7, threads: 1)
        == NeighbourGraph(bagsOfWords: texts, threshold: 0.7, threads: 2))
    #expect(NeighbourGraph(bagsOfWords: TextTable(), threshold: 0.7).count == 0)
  }
}
