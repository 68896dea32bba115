internal import Simulation

/// An embedder without a model: hashed word and character n-grams, weighted by TF-IDF.
///
/// Features are lower-cased words, pairs of adjacent words, and the 3- and 4-grams of characters inside
/// `<word>`. Each is hashed to one dimension and a sign (Weinberger et al., "Feature Hashing for Large Scale
/// Multitask Learning", ICML 2009) and counts (1 + ln tf) idf times the weight of its kind. Letters and
/// digits of ASCII and everything beyond ASCII make up words; only ASCII is lower-cased.
///
/// A text without a letter or digit becomes a zero vector, which matches nothing.
package struct HashedNGrams: Embedder {
  /// How much each kind of feature counts.
  package struct Weights: Sendable, Equatable {
    package var word: Double
    package var wordPair: Double
    package var trigram: Double
    package var fourgram: Double

    /// Creates weights; the defaults let words lead and spelling soften them.
    package init(word: Double = 1, wordPair: Double = 0.6, trigram: Double = 0.35, fourgram: Double = 0.35) {
      self.word = word
      self.wordPair = wordPair
      self.trigram = trigram
      self.fourgram = fourgram
    }
  }

  package let dimensions: Int
  /// How much each kind of feature counts.
  package let weights: Weights
  /// The fitted document frequencies.
  package let frequencies: DocumentFrequencies
  /// The weight of a feature by the slot it is counted in; empty when nothing was fitted.
  let inverseFrequencies: [Float]

  /// The name of the embedder, which is another where nothing was fitted.
  package var name: String {
    inverseFrequencies.isEmpty ? "hashed_ngrams_unfitted" : EmbedderDeclaration.hashedNGrams.name
  }

  /// Creates an embedder with document frequencies fitted earlier.
  package init(
    dimensions: Int = 256, weights: Weights = Weights(),
    frequencies: DocumentFrequencies = DocumentFrequencies()
  ) {
    precondition(dimensions > 0, "an embedder needs at least one dimension")
    self.dimensions = dimensions
    self.weights = weights
    self.frequencies = frequencies
    var known: [UInt32: Float] = [:]
    inverseFrequencies = frequencies.counts.map { count in
      if let weight = known[count] { return weight }
      let weight = Float(frequencies.weight(count: count))
      known[count] = weight
      return weight
    }
  }

  /// Counts in how many of the texts each feature occurs.
  ///
  /// - Complexity: O(total length of the texts).
  package static func frequencies(in texts: TextTable, threads: Int = 1) -> DocumentFrequencies {
    guard texts.count > 0 else { return DocumentFrequencies() }
    let slots = 1 << DocumentFrequencies.slotBits
    let parts = max(1, min(threads, texts.count / 1000 + 1))
    var counts = [UInt32](repeating: 0, count: slots * parts)
    counts.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let base = buffer.baseAddress!
      forEachBlock(parts, threads: threads) { _, part in
        var features = NGramFeatures()
        let mine = base + part * slots
        for text in texts.count * part / parts..<texts.count * (part + 1) / parts {
          texts.withBytes(of: text) { features.collect($0) }
          features.forEachDistinct { feature, _, _ in mine[DocumentFrequencies.slot(of: feature)] += 1 }
        }
      }
    }
    for part in 1..<max(2, parts) where part < parts {
      for slot in 0..<slots { counts[slot] += counts[part * slots + slot] }
    }
    counts.removeLast(slots * (parts - 1))
    var result = DocumentFrequencies()
    result.documents = texts.count
    result.counts = counts
    return result
  }

  package func embed(_ texts: TextTable, into vectors: inout VectorTable, threads: Int) {
    precondition(
      vectors.count == texts.count && vectors.dimensions == dimensions,
      "the table of vectors has a row a text and the embedder's dimensions")
    let blockSize = 1024
    let kinds = [weights.word, weights.wordPair, weights.trigram, weights.fourgram]
    let termFrequencies = (0...64).map { $0 == 0 ? 0 : 1 + Transcendental.log(Double($0)) }
    vectors.withMutableValues { buffer in
      nonisolated(unsafe) let buffer = buffer
      forEachBlock((texts.count + blockSize - 1) / blockSize, threads: threads) { _, block in
        var features = NGramFeatures()
        var sums = [Double](repeating: 0, count: dimensions)
        for text in block * blockSize..<min(texts.count, (block + 1) * blockSize) {
          texts.withBytes(of: text) { features.collect($0) }
          for index in 0..<dimensions { sums[index] = 0 }
          features.forEachDistinct { feature, kind, count in
            let slot = DocumentFrequencies.slot(of: feature)
            var weight = kinds[kind] * (inverseFrequencies.isEmpty ? 1 : Double(inverseFrequencies[slot]))
            weight *= count <= 64 ? termFrequencies[count] : 1 + Transcendental.log(Double(count))
            let place = Int(((feature & 0xffff_ffff) &* UInt64(dimensions)) >> 32)
            sums[place] += feature & 1 << 40 == 0 ? weight : -weight
          }
          var squares = 0.0
          for sum in sums { squares += sum * sum }
          let scale = squares > 0 ? 1 / squares.squareRoot() : 0
          for index in 0..<dimensions { buffer[text * dimensions + index] = Float(sums[index] * scale) }
        }
      }
    }
  }
}
