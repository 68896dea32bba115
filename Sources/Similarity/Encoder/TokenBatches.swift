/// The tokens of some texts, sorted by length and cut into batches of about as many tokens.
struct TokenBatches: Sendable {
  /// The tokens of all texts, the shortest text first.
  private(set) var tokens: [UInt32] = []
  /// The text at each place of the order by length; equal lengths keep the order of the texts.
  private(set) var order: [Int] = []
  /// Where the text at each place begins in `tokens`, and the end.
  private var starts: [Int] = [0]
  /// The first place of each batch, and the end.
  private var bounds: [Int] = [0]

  /// Encodes the texts of a range.
  ///
  /// - Complexity: O(length of the texts + n log n).
  init(
    _ texts: TextTable, _ range: Range<Int>, _ tokenizer: WordPieceTokenizer, batchTokens: Int, threads: Int
  ) {
    let blockSize = 256
    let blocks = (range.count + blockSize - 1) / blockSize
    let parts = PerWorker<(tokens: [UInt32], ends: [Int])>(max(1, blocks))
    let scratches = PerWorker<ScratchBox>(threads)
    forEachBlock(blocks, threads: threads) { worker, block in
      let box = scratches.value(of: worker) { ScratchBox() }
      let own =
        range.lowerBound + block
        * blockSize..<min(range.upperBound, range.lowerBound + (block + 1) * blockSize)
      var tokens: [UInt32] = []
      var ends: [Int] = []
      for text in own {
        texts.withBytes(of: text) { tokenizer.encode($0, into: &tokens, scratch: &box.scratch) }
        ends.append(tokens.count)
      }
      _ = parts.value(of: block) { (tokens, ends) }
    }
    var places: [(block: Int, start: Int, count: Int)] = []
    places.reserveCapacity(range.count)
    for block in 0..<blocks {
      var start = 0
      for end in parts.value(of: block, { ([], []) }).ends {
        places.append((block, start, end - start))
        start = end
      }
    }
    let sorted = places.indices.sorted { (places[$0].count, $0) < (places[$1].count, $1) }
    for place in sorted {
      let (block, start, count) = places[place]
      tokens.append(contentsOf: parts.value(of: block, { ([], []) }).tokens[start..<start + count])
      if let first = bounds.last, tokens.count - starts[first] > batchTokens, order.count > first {
        bounds.append(order.count)
      }
      order.append(range.lowerBound + place)
      starts.append(tokens.count)
    }
    if order.count > (bounds.last ?? 0) { bounds.append(order.count) }
  }

  /// The number of batches.
  var count: Int { bounds.count - 1 }

  /// The tokens of the largest batch.
  var largest: Int { (0..<count).map { starts[bounds[$0 + 1]] - starts[bounds[$0]] }.max() ?? 0 }

  /// The tokens of the longest text.
  var longestText: Int { order.isEmpty ? 0 : starts[order.count] - starts[order.count - 1] }

  /// Where each text of a batch begins in `tokens`, and the end; the indices are places of `order`.
  func starts(of batch: Int) -> ArraySlice<Int> { starts[bounds[batch]...bounds[batch + 1]] }

  private final class ScratchBox {
    var scratch = WordPieceTokenizer.Scratch()
  }
}
