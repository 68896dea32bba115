import Foundation
import Testing

@testable import Similarity

/// Texts that say nothing, or far too much: each embedder's rule for them.
@Suite struct UnusualTextTests {
  /// Nothing, blanks, symbols that no vocabulary has, bytes that are no text, and a megabyte.
  private static let texts: TextTable = {
    var texts = TextTable(["", " \t\n\r", "😀🚀", "\u{1}\u{2}\u{0}"])
    texts.append([0xff, 0xfe, 0xc0])
    texts.append(String(repeating: "how do i reset my password ", count: 38_837))
    texts.append(String(repeating: "x", count: 1 << 20))
    return texts
  }()

  private func vectors(_ embedder: some Embedder) -> VectorTable {
    let vectors = embedder.embed(Self.texts, threads: 2)
    for row in 0..<Self.texts.count {
      #expect(vectors[row].allSatisfy { $0.isFinite }, "text \(row)")
      let length = vectors.cosine(row, row)
      #expect(length == 0 || abs(length - 1) < 1e-5, "text \(row)")
      #expect(embedder.embed(TextTable([Self.texts[row]]))[0] == vectors[row] || row == 4, "text \(row)")
    }
    return vectors
  }

  private func isZero(_ vectors: VectorTable, _ row: Int) -> Bool { vectors[row].allSatisfy { $0 == 0 } }

  @Test("hashed n-grams: what has no letter or digit is zero; a megabyte is taken whole")
  func hashedNGrams() {
    let vectors = vectors(HashedNGrams())
    for row in 0..<2 { #expect(isZero(vectors, row)) }
    for row in 5..<7 { #expect(!isZero(vectors, row)) }
  }

  @Test("bags of words: blanks have no terms and are like nothing; any symbol is a term")
  func bagsOfWords() {
    let graph = NeighbourGraph(bagsOfWords: Self.texts, threshold: 0.01)
    #expect(graph.pairCount == 0 && graph.count == 7)
    let bags = (0..<7).map { BagOfWords(Self.texts[$0]) }
    #expect(bags.map(\.terms.count) == [0, 0, 1, 1, 1, 6, 1])
    #expect(bags[5].counts["reset"] == 38_837)
  }

  @Test(
    "wordllama: an empty text is zero, symbols are tokens of their bytes",
    .enabled(if: ModelFiles.hasWordLlama))
  func wordLlama() throws {
    let vectors = vectors(try ModelFiles.wordLlama.get())
    #expect(isZero(vectors, 0))
    for row in 2..<7 { #expect(!isZero(vectors, row)) }
  }

  @Test(
    "MiniLM: every text has a vector; of a megabyte the first 256 tokens count",
    .enabled(if: ModelFiles.hasMiniLM))
  func miniLM() throws {
    let model = try ModelFiles.miniLM.get()
    let vectors = vectors(model)
    for row in 0..<7 { #expect(!isZero(vectors, row)) }
    #expect(vectors[0] == vectors[1] && vectors[0] == vectors[3])
    let start = String(repeating: "how do i reset my password ", count: 300)
    #expect(model.embed(TextTable([start]))[0] == vectors[5])
  }

  @Test("a search among such texts finds none that is zero")
  func search() {
    let vectors = HashedNGrams().embed(Self.texts)
    #expect(NeighbourGraph(of: vectors, threshold: 0.1).neighbours(of: 0).isEmpty)
    #expect(BlockedSearch(vectors).nearest(to: vectors)[0] == nil)
    #expect(throws: HNSWError.notUnitLength(0)) {
      var index = try HNSWIndex(dimensions: vectors.dimensions)
      try index.add(vectors[0])
    }
  }
}
