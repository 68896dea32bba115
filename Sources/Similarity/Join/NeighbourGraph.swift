/// All pairs of vectors whose cosine reaches a threshold, as compressed sparse rows.
///
/// Each vector lists its neighbours by descending similarity, then ascending index. A pair is kept by the
/// value of ``fixedOrderDotProduct(_:_:count:)`` alone, so the graph is the same for any kernel of OpenBLAS,
/// any blocking and any number of threads.
package struct NeighbourGraph: Sendable, Equatable {
  /// The lowest similarity of a pair.
  package let threshold: Float
  /// The neighbours of vector `i` are at `offsets[i]..<offsets[i + 1]`; one longer than the vectors.
  package let offsets: [Int]
  /// The neighbours of all vectors, one list after another.
  package let neighbours: [UInt32]
  /// The similarity of each of `neighbours`.
  package let similarities: [Float]

  /// The number of vectors.
  package var count: Int { offsets.count - 1 }

  /// The number of pairs, each counted once.
  package var pairCount: Int { neighbours.count / 2 }

  /// Where the neighbours of a vector stand in `neighbours` and `similarities`.
  @inline(__always)
  package func range(of index: Int) -> Range<Int> { offsets[index]..<offsets[index + 1] }

  /// The neighbours of a vector, the most similar first.
  ///
  /// - Complexity: O(number of neighbours).
  package func neighbours(of index: Int) -> [Neighbour] {
    range(of: index).map { Neighbour(index: Int(neighbours[$0]), similarity: similarities[$0]) }
  }
}

/// A pair of vectors that reached the threshold.
struct SimilarPair {
  var first: UInt32
  var second: UInt32
  var similarity: Float
}

extension NeighbourGraph {
  /// Creates the graph of pairs given in any order, each once.
  init(count: Int, threshold: Float, pairs: [[SimilarPair]], threads: Int) {
    var offsets = [Int](repeating: 0, count: count + 1)
    for part in pairs {
      for pair in part {
        offsets[Int(pair.first) + 1] += 1
        offsets[Int(pair.second) + 1] += 1
      }
    }
    for index in 0..<count { offsets[index + 1] += offsets[index] }
    let total = offsets[count]
    // The similarity, complemented, above the index: ascending keys are the order of a list.
    var keys = [UInt64](repeating: 0, count: total)
    var next = offsets
    for part in pairs {
      for pair in part {
        let rank = UInt64(~pair.similarity.bitPattern) << 32
        keys[next[Int(pair.first)]] = rank | UInt64(pair.second)
        next[Int(pair.first)] += 1
        keys[next[Int(pair.second)]] = rank | UInt64(pair.first)
        next[Int(pair.second)] += 1
      }
    }
    var neighbours = [UInt32](repeating: 0, count: total)
    var similarities = [Float](repeating: 0, count: total)
    let blockSize = 4096
    keys.withUnsafeMutableBufferPointer { keys in
      neighbours.withUnsafeMutableBufferPointer { neighbours in
        similarities.withUnsafeMutableBufferPointer { similarities in
          nonisolated(unsafe) let (keys, neighbours, similarities) = (keys, neighbours, similarities)
          forEachBlock((count + blockSize - 1) / blockSize, threads: threads) { [offsets] _, block in
            for index in block * blockSize..<min(count, (block + 1) * blockSize) {
              let range = offsets[index]..<offsets[index + 1]
              var list = UnsafeMutableBufferPointer(rebasing: keys[range])
              if list.count > 1 { list.sort() }
              for place in range {
                neighbours[place] = UInt32(truncatingIfNeeded: keys[place])
                similarities[place] = Float(bitPattern: ~UInt32(truncatingIfNeeded: keys[place] >> 32))
              }
            }
          }
        }
      }
    }
    self.threshold = threshold
    self.offsets = offsets
    self.neighbours = neighbours
    self.similarities = similarities
  }
}
