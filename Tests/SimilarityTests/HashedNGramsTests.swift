import Foundation
import Testing

@testable import Similarity

@Suite struct HashedNGramsTests {
  /// The cosines of the first text with the others.
  private func cosines(_ texts: [String], _ embedder: HashedNGrams = HashedNGrams()) -> [Float] {
    let vectors = embedder.embed(TextTable(texts))
    return (1..<texts.count).map { vectors.cosine(0, $0) }
  }

  @Test("a text is its own nearest, also in capitals and with other punctuation")
  func same() {
    let text = "How do I reset my password?"
    for cosine in cosines([text, text, "HOW DO I RESET MY PASSWORD", "how, do: i reset -- my password!"]) {
      #expect(abs(cosine - 1) < 1e-6)
    }
  }

  @Test("word order lowers the cosine a little, a typing error more, another subject most")
  func graded() {
    let text = "how do i reset my bank account password"
    let found = cosines([
      text, "my bank account password how do i reset", "how do i resett my bank acount password",
      "weather forecast for tomorrow afternoon",
    ])
    #expect(found[0] < 0.999 && found[0] > 0.8)
    #expect(found[1] < found[0] && found[1] > 0.5)
    #expect(found[2] < 0.3)
  }

  @Test("texts without a letter or digit become zero vectors, which match nothing")
  func withoutFeatures() {
    let vectors = HashedNGrams().embed(TextTable(["", "?!  ...\n", "a"]))
    #expect(vectors[0].allSatisfy { $0 == 0 } && vectors[1].allSatisfy { $0 == 0 })
    #expect(vectors.cosine(0, 0) == 0 && vectors.cosine(0, 1) == 0)
    #expect(abs(vectors.cosine(2, 2) - 1) < 1e-6)
    #expect(HashedNGrams().embed(TextTable()).count == 0)
    #expect(HashedNGrams.frequencies(in: TextTable()) == DocumentFrequencies())
  }

  @Test("letters beyond ASCII make up words, and broken UTF-8 is taken as it is")
  func beyondASCII() {
    var texts = TextTable(["Öffnungszeiten der Filiale", "Öffnungszeiten Filiale", "営業時間を教えて"])
    texts.append([0xff, 0xfe, 0x80, 0x41])
    let vectors = HashedNGrams().embed(texts)
    #expect(vectors.cosine(0, 1) > 0.7)
    #expect(vectors.cosine(0, 2) < 0.3)
    for row in 0..<4 { #expect(abs(vectors.cosine(row, row) - 1) < 1e-6) }
  }

  @Test(
    "the features of a text come once each, in order, and add up to all", arguments: [0, 1, 2, 5, 40, 3000])
  func featuresInOrder(words: Int) {
    var generator = SystemRandomNumberGenerator()
    let text = (0..<words).map { _ in "word\(UInt8.random(in: 0..<100, using: &generator))" }.joined(
      separator: " ")
    var features = NGramFeatures()
    var found: [UInt64] = []
    var sums = [0, 0, 0, 0]
    // The storage of a longer text before must leave nothing behind.
    for collected in [text + " and more of the same", text] {
      found = []
      sums = [0, 0, 0, 0]
      Array(collected.utf8).withUnsafeBufferPointer { features.collect($0) }
      features.forEachDistinct { feature, kind, count in
        found.append(feature)
        sums[kind] += count
      }
    }
    #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 })
    let letters = text.split(separator: " ").map { $0.utf8.count + 2 }
    let trigrams = letters.reduce(0) { $0 + $1 - 3 }
    // A word of n letters with its two ends has n - 2 trigrams and one fourgram less, the word itself left out.
    #expect(sums == [words, max(0, words - 1), trigrams + words, trigrams])
  }

  @Test("rare words weigh more than frequent ones once frequencies are fitted")
  func inverseFrequency() {
    let corpus = TextTable((0..<200).map { "please tell me about item\($0)" })
    let fitted = HashedNGrams(frequencies: HashedNGrams.frequencies(in: corpus))
    let texts = ["please tell me about zebras", "please tell me about taxes"]
    #expect(fitted.frequencies.documents == 200)
    #expect(cosines(texts, fitted)[0] < cosines(texts)[0] - 0.1)
  }

  @Test("vectors and frequencies are the same for any number of threads")
  func threads() {
    var numbers = SeededNumbers(seed: 5)
    let texts = TextTable(
      (0..<5000).map { _ in (0..<8).map { _ in "w\(numbers.below(300))" }.joined(separator: " ") })
    let one = HashedNGrams.frequencies(in: texts, threads: 1)
    #expect(HashedNGrams.frequencies(in: texts, threads: 3) == one)
    let embedder = HashedNGrams(frequencies: one)
    #expect(embedder.embed(texts, threads: 1).values == embedder.embed(texts, threads: 3).values)
  }

  @Test("every vector has length 1, in any dimension", arguments: [1, 7, 256, 1000])
  func length(dimensions: Int) {
    let embedder = HashedNGrams(dimensions: dimensions)
    let vectors = embedder.embed(TextTable(["one two three four", "x", "ünï cödé"]))
    #expect(vectors.dimensions == dimensions)
    for row in 0..<3 where dimensions > 1 { #expect(abs(vectors.cosine(row, row) - 1) < 1e-6) }
  }
}
