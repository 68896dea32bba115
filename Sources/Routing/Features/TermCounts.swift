import Similarity
import Simulation

/// How often each word and pair of adjacent words occurs in each of many texts.
///
/// Letters and digits of ASCII and everything beyond ASCII make up words, of at least two bytes; ASCII is
/// lower-cased. Terms are numbered in the order of their first occurrence.
package struct TermCounts: Sendable {
  /// The number of different terms.
  package private(set) var terms = 0
  /// Text `i` has the entries `starts[i]..<starts[i + 1]`, ascending by term.
  private(set) var starts: [Int] = [0]
  private(set) var entries: [UInt32] = []
  private(set) var counts: [UInt16] = []

  /// The number of texts.
  package var count: Int { starts.count - 1 }

  /// Counts the terms of texts.
  ///
  /// - Complexity: O(bytes), with one look-up a word and pair.
  package init(_ texts: TextTable) {
    // Terms are told apart by 64-bit hashes: among a million terms two collide with a chance of 3e-8.
    var numbers: [UInt64: UInt32] = [:]
    var found: [UInt32] = []
    for text in 0..<texts.count {
      found.removeAll(keepingCapacity: true)
      texts.withBytes(of: text) { bytes in
        TermCounts.forEachTerm(bytes) { hash in
          let next = UInt32(numbers.count)
          let number = numbers[hash, default: next]
          if number == next { numbers[hash] = next }
          found.append(number)
        }
      }
      found.sort()
      var place = 0
      while place < found.count {
        var end = place + 1
        while end < found.count, found[end] == found[place] { end += 1 }
        entries.append(found[place])
        counts.append(UInt16(clamping: end - place))
        place = end
      }
      starts.append(entries.count)
    }
    terms = numbers.count
  }

  private static func forEachTerm(_ text: UnsafeBufferPointer<UInt8>, _ body: (UInt64) -> Void) {
    var previous: UInt64?
    var place = 0
    while place < text.count {
      guard isLetter(text[place]) else {
        place += 1
        continue
      }
      let first = place
      var state: UInt64 = 0xcbf2_9ce4_8422_2325
      while place < text.count, isLetter(text[place]) {
        let byte = text[place]
        state = (state ^ UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)) &* 0x100_0000_01b3
        place += 1
      }
      if place - first < 2 { continue }
      let word = RandomStream.mix(state)
      body(word)
      if let previous { body(RandomStream.mix(previous &* 0x9E37_79B9_7F4A_7C15 &+ word)) }
      previous = word
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte >= 0x30 && byte <= 0x39
  }
}

/// Weights of terms by TF-IDF, fitted to some of the texts.
///
/// A term counts (1 + ln tf) (1 + ln((1 + n) / (1 + df))); terms of fewer than two fitted texts are dropped; a
/// row has length one (Salton and Buckley: "Term-weighting approaches in automatic text retrieval", 1988).
struct TermWeights: Sendable {
  /// The column of each term, or `.max` when it was dropped.
  let column: [UInt32]
  /// The weight of each column.
  let weights: [Float]
  private static let logarithms = (0...256).map { $0 == 0 ? 0 : Float(1 + Transcendental.log(Double($0))) }

  /// The number of columns.
  var columns: Int { weights.count }

  /// Fits weights to the texts of some rows.
  init(_ counts: TermCounts, rows: [Int]) {
    var documents = [UInt32](repeating: 0, count: counts.terms)
    for row in rows {
      for place in counts.starts[row]..<counts.starts[row + 1] { documents[Int(counts.entries[place])] += 1 }
    }
    var column = [UInt32](repeating: .max, count: counts.terms)
    var weights: [Float] = []
    let total = Double(rows.count)
    for term in 0..<counts.terms where documents[term] >= 2 {
      column[term] = UInt32(weights.count)
      weights.append(Float(1 + Transcendental.log((1 + total) / (1 + Double(documents[term])))))
    }
    self.column = column
    self.weights = weights
  }

  /// The rows of some texts; `tail` adds columns behind the terms to each.
  func matrix(
    _ counts: TermCounts, rows: [Int], tailColumns: Int = 0,
    tail: (Int, inout SparseMatrix) -> Void = { _, _ in }
  ) -> SparseMatrix {
    var matrix = SparseMatrix(columns: columns + tailColumns)
    for row in rows {
      for place in counts.starts[row]..<counts.starts[row + 1] {
        let own = column[Int(counts.entries[place])]
        if own == .max { continue }
        let frequency = TermWeights.logarithms[min(Int(counts.counts[place]), 256)]
        matrix.append(Int(own), frequency * weights[Int(own)])
      }
      matrix.normaliseRow()
      tail(row, &matrix)
      matrix.endRow()
    }
    return matrix
  }
}
