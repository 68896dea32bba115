extension NeighbourGraph {
  /// Finds every pair of texts whose bag-of-words cosine reaches a threshold, exactly.
  ///
  /// Prefix filtering (Bayardo, Ma, Srikant: "Scaling up all pairs similarity search", WWW 2007): with words from
  /// rare to frequent, two texts of cosine t or more share a word before the point of either at which what
  /// remains is shorter than t times the whole. Only texts that share such a word are compared.
  ///
  /// Whether a pair reaches the threshold is decided exactly; its similarity, and so the order of a text's
  /// neighbours, is in single precision by the rule of ``BagOfWordsIndex``, words numbered in the order of
  /// the table.
  /// - Parameters:
  ///   - threshold: above 0 and at most 1.
  ///   - progress: is told how many of how many blocks of texts are compared, from any thread.
  package init(
    bagsOfWords texts: TextTable, threshold: Double, threads: Int = 1,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) {
    precondition(threshold > 0 && threshold <= 1, "a threshold of similarity is above 0 and at most 1")
    let bags = SparseBags(texts)
    let blockSize = 512
    let blocks = (texts.count + blockSize - 1) / blockSize
    var parts = [[SimilarPair]](repeating: [], count: blocks)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      forEachBlock(blocks, threads: threads, progress: progress) { _, block in
        var stamps = [UInt32](repeating: .max, count: texts.count)
        var pairs: [SimilarPair] = []
        for text in block * blockSize..<min(texts.count, (block + 1) * blockSize) {
          bags.collect(text, threshold: threshold, stamps: &stamps, into: &pairs)
        }
        parts[block] = pairs
      }
    }
    self.init(count: texts.count, threshold: Float(threshold), pairs: Array(parts), threads: threads)
  }
}

/// Word counts of many texts, words numbered from rare to frequent, with the texts that hold each word.
private struct SparseBags: Sendable {
  private struct Entry {
    var word: UInt32
    var count: Int32
  }

  /// A word by its first appearance, and what it weighs in its text.
  private struct Weight {
    var number: UInt32
    var value: Float
  }

  private var entries: [Entry] = []
  /// As long as `entries`; within a text by descending number.
  private var weights: [Weight] = []
  private var offsets: [Int] = [0]
  private var squares: [Int] = []
  private var holders: [UInt32] = []
  private var holderOffsets: [Int] = []

  init(_ texts: TextTable) {
    var numbers: [String: UInt32] = [:]
    var frequencies: [Int] = []
    for text in 0..<texts.count {
      let bag = BagOfWords(texts[text])
      for word in bag.terms {
        let count = bag.counts[word] ?? 0
        let number = numbers[word] ?? UInt32(frequencies.count)
        if number == frequencies.count {
          numbers[word] = number
          frequencies.append(0)
        }
        frequencies[Int(number)] += 1
        entries.append(Entry(word: number, count: Int32(clamping: count)))
        weights.append(
          Weight(number: number, value: BagOfWords.weight(count: count, squares: bag.squares)))
      }
      weights[(offsets.last ?? 0)...].sort { $0.number > $1.number }
      offsets.append(entries.count)
      squares.append(bag.squares)
    }
    let order = frequencies.indices.sorted { (frequencies[$0], $0) < (frequencies[$1], $1) }
    var rank = [UInt32](repeating: 0, count: frequencies.count)
    for (place, word) in order.enumerated() { rank[word] = UInt32(place) }
    for place in entries.indices { entries[place].word = rank[Int(entries[place].word)] }
    for text in 0..<texts.count { entries[offsets[text]..<offsets[text + 1]].sort { $0.word < $1.word } }
    holderOffsets = [0]
    for word in order { holderOffsets.append((holderOffsets.last ?? 0) + frequencies[word]) }
    holders = [UInt32](repeating: 0, count: entries.count)
    var next = holderOffsets
    for text in 0..<texts.count {
      for entry in entries[offsets[text]..<offsets[text + 1]] {
        holders[next[Int(entry.word)]] = UInt32(text)
        next[Int(entry.word)] += 1
      }
    }
  }

  /// Appends the pairs of a text with texts of smaller number.
  ///
  /// The filter is applied to the text itself, so a pair is found from its larger number.
  func collect(_ text: Int, threshold: Double, stamps: inout [UInt32], into pairs: inout [SimilarPair]) {
    var rest = Double(squares[text])
    let bound = threshold * threshold * rest * (1 - 1e-9)
    for entry in entries[offsets[text]..<offsets[text + 1]] {
      if rest < bound { return }
      rest -= Double(entry.count) * Double(entry.count)
      for place in holderOffsets[Int(entry.word)]..<holderOffsets[Int(entry.word) + 1] {
        let other = holders[place]
        if other >= text { break }
        if stamps[Int(other)] == UInt32(text) { continue }
        stamps[Int(other)] = UInt32(text)
        let product = Double(dot(text, Int(other)))
        let similarity = product / (Double(squares[text]) * Double(squares[Int(other)])).squareRoot()
        guard similarity >= threshold else { continue }
        pairs.append(
          SimilarPair(first: other, second: UInt32(text), similarity: min(roundedCosine(text, Int(other)), 1))
        )
      }
    }
  }

  /// The cosine in single precision: products of weights, added from the last numbered word to the first.
  private func roundedCosine(_ left: Int, _ right: Int) -> Float {
    var sum: Float = 0
    var (a, b) = (offsets[left], offsets[right])
    let (endA, endB) = (offsets[left + 1], offsets[right + 1])
    while a < endA && b < endB {
      let (first, second) = (weights[a], weights[b])
      if first.number == second.number {
        sum += first.value * second.value
        a += 1
        b += 1
      } else if first.number > second.number {
        a += 1
      } else {
        b += 1
      }
    }
    return sum
  }

  private func dot(_ left: Int, _ right: Int) -> Int {
    var sum = 0
    var (a, b) = (offsets[left], offsets[right])
    let (endA, endB) = (offsets[left + 1], offsets[right + 1])
    while a < endA && b < endB {
      let (wordA, wordB) = (entries[a].word, entries[b].word)
      if wordA == wordB {
        sum += Int(entries[a].count) * Int(entries[b].count)
        a += 1
        b += 1
      } else if wordA < wordB {
        a += 1
      } else {
        b += 1
      }
    }
    return sum
  }
}
