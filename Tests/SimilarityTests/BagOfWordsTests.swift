import Foundation
import Testing

@testable import Similarity

@Suite struct BagOfWordsTests {
  @Test("cosines of pairs of texts are the articles'", .enabled(if: SharedData.isPresent))
  func goldenCosines() throws {
    // reference/article_code_golden.json
    for entry in try golden("bag_of_words_cosine", as: [[Any]].self) {
      let (first, second) = (entry[0] as! String, entry[1] as! String)
      let cosine = BagOfWords(first).cosine(to: BagOfWords(second))
      #expect(abs(cosine - (entry[2] as! NSNumber).doubleValue) <= 5e-7, "\(first) / \(second)")
    }
  }

  @Test("the articles' demonstration misses as printed", .enabled(if: SharedData.isPresent))
  func goldenDemonstration() throws {
    let demo = try golden("semantic_cache_demo", as: [String: Any].self)
    let threshold = (demo["threshold"] as! NSNumber).doubleValue
    var index = BagOfWordsIndex()
    for step in demo["sequence"] as! [[Any]] {
      let query = BagOfWords(step[0] as! String)
      let best = index.nearest(to: query)?.similarity ?? 0
      #expect(abs(Double(best) - (step[2] as! NSNumber).doubleValue) <= 5e-7)
      #expect(Double(best) < threshold)
      if step[1] as! String == "MISS (stored)" { index.insert(query) }
    }
    #expect(index.count == 3)
  }

  @Test("the index finds what the rule, followed word by word, finds: to the bit")
  func againstRule() {
    var numbers = SeededNumbers(seed: 4)
    var index = BagOfWordsIndex()
    var seen: [String] = []
    var bags: [BagOfWords] = []
    for _ in 0..<400 {
      let words = (0..<numbers.below(7)).map { _ in "w\(numbers.below(12))" }
      let bag = BagOfWords(words.joined(separator: " "))
      for word in words where !seen.contains(word) { seen.append(word) }
      let cosines = bags.map { other in
        var sum: Float = 0
        for word in seen.reversed() {
          guard let first = bag.counts[word], let second = other.counts[word] else { continue }
          sum +=
            Float(first) / Float(bag.squares).squareRoot()
            * (Float(second) / Float(other.squares).squareRoot())
        }
        return sum
      }
      let best = index.nearest(to: bag)
      #expect(best?.similarity ?? 0 == min(cosines.max() ?? 0, 1))
      if let best {
        #expect(best.index == cosines.firstIndex(of: cosines.max() ?? 0))
        #expect(abs(Double(best.similarity) - bag.cosine(to: bags[best.index])) < 1e-6)
      }
      index.insert(bag)
      bags.append(bag)
    }
  }

  @Test("a text without words has no neighbour")
  func empty() {
    var index = BagOfWordsIndex()
    index.insert(BagOfWords(" \n"))
    #expect(index.nearest(to: BagOfWords("")) == nil)
    #expect(index.nearest(to: BagOfWords("a")) == nil)
  }

  private func golden<T>(_ key: String, as type: T.Type) throws -> T {
    let url = SharedData.root!.appendingPathComponent("reference/article_code_golden.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as! [String: Any]
    return object[key] as! T
  }
}
