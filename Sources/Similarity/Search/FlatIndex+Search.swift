#if arch(x86_64)
  internal import VectorKernelsAVX2
  internal import VectorKernelsAVX512
#endif

extension FlatIndex {
  /// The rows of vectors and of queries that one matrix product compares.
  private static var blockRows: Int { 2048 }
  private static var blockQueries: Int { 64 }
  /// More than the difference between a product by OpenBLAS and the exact one.
  private static var slack: Float { 2e-5 }

  /// The vector most similar to a query, or `nil` when none has a cosine above 0.
  ///
  /// - Complexity: O(slots * dimensions), bound by memory bandwidth.
  package func nearest(to query: UnsafeBufferPointer<Float>) -> Neighbour? {
    precondition(query.count == dimensions, "a query has the dimensions of its index")
    guard used > 0, let base = query.baseAddress else { return nil }
    multiply(base)
    var best: Neighbour?
    let limit = maximum(of: products, count: used).value - Self.slack
    refine(products, slots: 0..<used, from: limit, query: base, best: &best)
    return best
  }

  /// Writes the products of all slots with a query: OpenBLAS reads a matrix more slowly than memory yields it.
  private func multiply(_ query: UnsafePointer<Float>) {
    #if arch(x86_64)
      if ProcessorFlags.hasAVX512 {
        return AVX512.dotProducts(values, count: used, length: dimensions, vector: query, into: products)
      }
      if ProcessorFlags.hasAVX2 {
        return AVX2.dotProducts(values, count: used, length: dimensions, vector: query, into: products)
      }
    #endif
    OpenBLAS.multiply(values, rows: used, length: dimensions, vector: query, into: products)
  }

  /// The vector most similar to a query, or `nil` when none has a cosine above 0.
  package func nearest(to query: [Float]) -> Neighbour? {
    query.withUnsafeBufferPointer { nearest(to: $0) }
  }

  /// The vector most similar to each of many queries.
  ///
  /// - Complexity: O(queries * slots * dimensions), as matrix products.
  package func nearest(to queries: VectorTable) -> [Neighbour?] {
    var result = [Neighbour?](repeating: nil, count: queries.count)
    forEachProduct(with: queries) { query, base, slots, products in
      var limit = maximum(of: products, count: slots.count).value
      if let best = result[query] { limit = max(limit, best.similarity) }
      refine(products, slots: slots, from: limit - Self.slack, query: base, best: &result[query])
    }
    return result
  }

  /// For each of many queries all vectors with a cosine of at least `threshold`: the most similar first,
  /// then the one added first.
  package func neighbours(of queries: VectorTable, threshold: Float) -> [[Neighbour]] {
    precondition(threshold > 0, "a neighbour has a cosine above 0")
    var result = [[Neighbour]](repeating: [], count: queries.count)
    forEachProduct(with: queries) { query, base, slots, products in
      for place in 0..<slots.count where products[place] >= threshold - Self.slack {
        let slot = slots.lowerBound + place
        let similarity = fixedOrderDotProduct(values + slot * dimensions, base, count: dimensions)
        guard sequence[slot] != 0, similarity >= threshold else { continue }
        result[query].append(Neighbour(index: slot, similarity: similarity))
      }
    }
    for query in result.indices {
      result[query].sort { first, second in
        first.similarity != second.similarity
          ? first.similarity > second.similarity : sequence[first.index] < sequence[second.index]
      }
    }
    return result
  }

  /// Up to `k` vectors most similar to each of many queries, with cosines above 0: the most similar first, then the
  /// one added first.
  package func nearest(_ k: Int, to queries: VectorTable) -> [[Neighbour]] {
    precondition(k > 0, "at least one neighbour is asked for")
    var result = [[Neighbour]](repeating: [], count: queries.count)
    forEachProduct(with: queries) { query, base, slots, products in
      for place in 0..<slots.count {
        let least = result[query].count < k ? 0 : result[query][k - 1].similarity
        guard products[place] >= least - Self.slack else { continue }
        let slot = slots.lowerBound + place
        let similarity = fixedOrderDotProduct(values + slot * dimensions, base, count: dimensions)
        guard sequence[slot] != 0, similarity > 0 else { continue }
        let rank = result[query].firstIndex {
          similarity > $0.similarity || similarity == $0.similarity && sequence[slot] < sequence[$0.index]
        }
        guard rank != nil || result[query].count < k else { continue }
        result[query].insert(
          Neighbour(index: slot, similarity: similarity), at: rank ?? result[query].count)
        if result[query].count > k { result[query].removeLast() }
      }
    }
    return result
  }

  /// Calls `body` with the products of each query with each run of slots.
  private func forEachProduct(
    with queries: VectorTable,
    _ body: (_ query: Int, UnsafePointer<Float>, _ slots: Range<Int>, UnsafePointer<Float>) -> Void
  ) {
    precondition(queries.dimensions == dimensions, "queries have the dimensions of their index")
    let buffer = FloatBuffer(Self.blockRows * Self.blockQueries)
    queries.values.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return }
      for first in stride(from: 0, to: queries.count, by: Self.blockQueries) {
        let size = min(Self.blockQueries, queries.count - first)
        for start in stride(from: 0, to: used, by: Self.blockRows) {
          let slots = start..<min(used, start + Self.blockRows)
          OpenBLAS.multiply(
            base + first * dimensions, rows: size, leftStride: dimensions, values + start * dimensions,
            columns: slots.count, rightStride: dimensions, length: dimensions, into: buffer.base,
            resultStride: slots.count)
          for row in 0..<size {
            body(first + row, base + (first + row) * dimensions, slots, buffer.base + row * slots.count)
          }
        }
      }
    }
  }

  /// Replaces `best` by the best of the slots whose product reaches a limit.
  private func refine(
    _ products: UnsafePointer<Float>, slots: Range<Int>, from limit: Float, query: UnsafePointer<Float>,
    best: inout Neighbour?
  ) {
    for place in 0..<slots.count where products[place] >= limit {
      let slot = slots.lowerBound + place
      guard sequence[slot] != 0 else { continue }
      let similarity = fixedOrderDotProduct(values + slot * dimensions, query, count: dimensions)
      guard similarity > 0 else { continue }
      if let current = best {
        let wins =
          similarity > current.similarity
          || similarity == current.similarity && sequence[slot] < sequence[current.index]
        guard wins else { continue }
      }
      best = Neighbour(index: slot, similarity: similarity)
    }
  }
}
