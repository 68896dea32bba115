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
      #expect(abs(best - (step[2] as! NSNumber).doubleValue) <= 5e-7)
      #expect(best < threshold)
      if step[1] as! String == "MISS (stored)" { index.insert(query) }
    }
    #expect(index.count == 3)
  }

  @Test(
    "a replay hits as often, and as often correctly, as the reference", .enabled(if: SharedData.isPresent),
    arguments: ["clinc150", "banking77"])
  func referenceCurve(name: String) throws {
    let stream = try SharedData.stream(name)
    let bags = stream.map { BagOfWords($0.text) }
    let lines = try referenceLines(name)
    #expect(lines.count == 16)
    for line in lines {
      var index = BagOfWordsIndex()
      var inserted: [Int] = []
      var (hits, correct) = (0, 0)
      for (request, bag) in bags.enumerated() {
        if let best = index.nearest(to: bag), best.similarity >= line.threshold - 1e-6 {
          hits += 1
          correct += stream[inserted[best.index]].label == stream[request].label ? 1 : 0
        } else {
          index.insert(bag)
          inserted.append(request)
        }
      }
      #expect(hits == line.hits, "\(name) at \(line.threshold)")
      // The reference rounds in single precision before it breaks ties; here ties are exact.
      #expect(abs(correct - line.correct) <= 2, "\(name) at \(line.threshold)")
    }
  }

  @Test("the index finds what a scan finds")
  func againstScan() {
    var numbers = SeededNumbers(seed: 4)
    var index = BagOfWordsIndex()
    var bags: [BagOfWords] = []
    for _ in 0..<400 {
      let words = (0..<numbers.below(7)).map { _ in "w\(numbers.below(12))" }
      let bag = BagOfWords(words.joined(separator: " "))
      let cosines = bags.map { bag.cosine(to: $0) }
      let best = index.nearest(to: bag)
      #expect(abs((best?.similarity ?? 0) - (cosines.max() ?? 0)) < 1e-12)
      if let best { #expect(best.index == cosines.firstIndex { $0 > best.similarity - 1e-12 }) }
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

  /// The bag-of-words part of reference/semantic_curves.txt for a stream.
  private func referenceLines(_ name: String) throws -> [(threshold: Double, hits: Int, correct: Int)] {
    let url = SharedData.root!.appendingPathComponent("reference/semantic_curves.txt")
    var inPart = false
    var lines: [(threshold: Double, hits: Int, correct: Int)] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("##") {
        inPart = line.hasPrefix("## \(name) bow")
      } else if inPart {
        let fields = line.split(separator: " ")
        func value(_ key: String) -> Int {
          Int(fields.first { $0.hasPrefix(key + "=") }!.dropFirst(key.count + 1))!
        }
        lines.append((Double(fields[0])!, value("hits"), value("correct")))
      }
    }
    return lines
  }
}
