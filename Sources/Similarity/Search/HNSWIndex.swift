internal import CHnswlib
internal import Simulation

/// Vectors in a navigable small-world graph, searched approximately.
///
/// Malkov, Yashunin: "Efficient and robust approximate nearest neighbor search using hierarchical navigable small
/// world graphs", IEEE TPAMI 2020, by the library hnswlib, over inner products of unit vectors. Levels are drawn
/// by our own addressed random numbers and inner products are added up in one order on every processor, so that
/// the same vectors added in the same order under the same seed give the same graph and the same answers.
///
/// The graph picks candidates; every similarity returned, and the order of what is returned, is by
/// ``fixedOrderDotProduct(_:_:count:)``, equally similar vectors in the order of insertion. As in ``FlatIndex``, a
/// neighbour has a cosine above 0. A removed vector stays in the graph as a way to others, and is never
/// returned: its memory is not freed. One index is used by one thread at a time.
package struct HNSWIndex: ~Copyable {
  /// What the graph is built with.
  package struct Parameters: Sendable, Hashable {
    /// The links of a vector on each level above the lowest, M; twice as many on the lowest.
    package var links: Int
    /// The candidates kept while the links of a new vector are sought.
    package var efConstruction: Int
    /// The candidates kept while a query is answered, unless it asks for more.
    package var efSearch: Int
    /// Decides the levels of the vectors.
    package var seed: UInt64

    /// Creates parameters; the defaults are common ones.
    package init(links: Int = 16, efConstruction: Int = 100, efSearch: Int = 64, seed: UInt64 = 1) {
      self.links = links
      self.efConstruction = efConstruction
      self.efSearch = efSearch
      self.seed = seed
    }
  }

  /// The length of the vectors.
  package let dimensions: Int
  /// What the graph is built with.
  package let parameters: Parameters
  /// The vectors that can be found: those added and not removed.
  package private(set) var count = 0
  /// The vectors that there is room for before the graph is enlarged.
  package private(set) var capacity: Int

  /// Of each vector added whether it was removed.
  private var isRemoved: [Bool] = []
  private let graph: OpaquePointer
  private let levels: RandomStream
  private let levelScale: Double
  /// Where the library writes what it found.
  private var found: [UInt64] = []

  /// Creates an index without vectors.
  ///
  /// - Throws: `HNSWError` for parameters out of range, or when there is no memory.
  package init(
    dimensions: Int, parameters: Parameters = Parameters(), capacity: Int = 64
  ) throws(HNSWError) {
    func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(HNSWError) {
      guard range.contains(value) else { throw .outOfRange(name, value, range) }
    }
    try check("dimensions", dimensions, 1...65_536)
    try check("links", parameters.links, 2...1024)
    try check("efConstruction", parameters.efConstruction, 1...1_000_000)
    try check("efSearch", parameters.efSearch, 1...1_000_000)
    try check("capacity", capacity, 1...Self.largestCapacity)
    var made: OpaquePointer?
    let status = c_hnsw_create(
      &made, UInt64(dimensions), UInt64(capacity), UInt64(parameters.links),
      UInt64(max(parameters.efConstruction, parameters.links)))
    guard status == C_HNSW_DONE, let made else { throw .outOfMemory }
    graph = made
    self.dimensions = dimensions
    self.parameters = parameters
    self.capacity = capacity
    levels = RandomStream(seed: parameters.seed, replication: 0, purpose: .graphLevels)
    levelScale = 1 / Transcendental.log(Double(parameters.links))
  }

  deinit { c_hnsw_destroy(graph) }

  /// Adds a vector and returns its number: 0 for the first, and never one that was given before.
  ///
  /// - Throws: `HNSWError` when the vector has not the index's dimensions, a value that is not finite, or a length
  ///   other than 1; or when there is no memory.
  @discardableResult
  package mutating func add(_ vector: UnsafeBufferPointer<Float>) throws(HNSWError) -> Int {
    let base = try checked(vector)
    if isRemoved.count == capacity { try grow() }
    let number = isRemoved.count
    // Geometric; above 30 there is no vector in any index that fits in memory.
    let level = min(30, Int(-Transcendental.log(levels.uniform(number)) * levelScale))
    try check(c_hnsw_add(graph, base, Int32(level)))
    isRemoved.append(false)
    count += 1
    return number
  }

  /// Adds a vector and returns its number.
  @discardableResult
  package mutating func add(_ vector: [Float]) throws(HNSWError) -> Int {
    try withBuffer(of: vector) { index, buffer throws(HNSWError) in try index.add(buffer) }
  }

  /// Marks a vector as removed: it is not found again.
  ///
  /// - Throws: `HNSWError.unknownNumber` when it was never added or was removed before.
  package mutating func remove(_ number: Int) throws(HNSWError) {
    guard contains(number) else { throw .unknownNumber(number) }
    try check(c_hnsw_mark_deleted(graph, UInt64(number)))
    isRemoved[number] = true
    count -= 1
  }

  /// Whether a number is that of a vector which can be found.
  package func contains(_ number: Int) -> Bool { isRemoved.indices.contains(number) && !isRemoved[number] }

  /// Makes room for more vectors: twice as many, and of many a sixteenth more, since room takes memory at once.
  private mutating func grow() throws(HNSWError) {
    let more = capacity < 4096 ? capacity : capacity / 16
    try resize(to: min(capacity + more, Self.largestCapacity))
  }

  /// Makes room for `capacity` vectors, removed ones among them.
  ///
  /// - Throws: `HNSWError` when fewer would fit than there are, or when there is no memory.
  package mutating func resize(to capacity: Int) throws(HNSWError) {
    let least = max(1, isRemoved.count)
    guard (least...Self.largestCapacity).contains(capacity) else {
      throw .outOfRange("capacity", capacity, least...Self.largestCapacity)
    }
    try check(c_hnsw_resize(graph, UInt64(capacity)))
    self.capacity = capacity
  }

  /// Up to `k` of the vectors most similar to a query, the most similar first.
  ///
  /// - Parameter ef: the candidates kept; those of the parameters when nil, and never fewer than `k`.
  /// - Throws: `HNSWError` when `k` or `ef` is out of range, or the query is none that could be added.
  /// - Complexity: about O(ef * links * dimensions * log(vectors)) on text.
  package mutating func nearest(
    _ k: Int, to query: UnsafeBufferPointer<Float>, ef: Int? = nil
  ) throws(HNSWError) -> [Neighbour] {
    guard 1...1_000_000 ~= k else { throw .outOfRange("k", k, 1...1_000_000) }
    let ef = ef ?? parameters.efSearch
    guard 1...1_000_000 ~= ef else { throw .outOfRange("ef", ef, 1...1_000_000) }
    let base = try checked(query)
    guard count > 0 else { return [] }
    if found.count < k { found = [UInt64](repeating: 0, count: k) }
    var size: UInt64 = 0
    let status = found.withUnsafeMutableBufferPointer { buffer in
      c_hnsw_search(graph, base, UInt64(k), UInt64(max(k, ef)), buffer.baseAddress, &size)
    }
    try check(status)
    var neighbours: [Neighbour] = []
    neighbours.reserveCapacity(Int(size))
    for number in found.prefix(Int(size)) {
      guard let vector = c_hnsw_vector(graph, number) else { continue }
      let similarity = fixedOrderDotProduct(vector, base, count: dimensions)
      if similarity > 0 { neighbours.append(Neighbour(index: Int(number), similarity: similarity)) }
    }
    neighbours.sort { ($1.similarity, $0.index) < ($0.similarity, $1.index) }
    return neighbours
  }

  /// Up to `k` of the vectors most similar to a query, the most similar first.
  package mutating func nearest(_ k: Int, to query: [Float], ef: Int? = nil) throws(HNSWError) -> [Neighbour]
  {
    try withBuffer(of: query) { index, buffer throws(HNSWError) in try index.nearest(k, to: buffer, ef: ef) }
  }
}

extension HNSWIndex {
  /// The most vectors of an index: the library counts them in 32 bits.
  private static var largestCapacity: Int { Int(Int32.max) }

  /// The start of a vector that may be added or asked for.
  private func checked(_ vector: UnsafeBufferPointer<Float>) throws(HNSWError) -> UnsafePointer<Float> {
    guard vector.count == dimensions, let base = vector.baseAddress else {
      throw .wrongDimensions(vector.count, dimensions)
    }
    let squares = Double(fixedOrderDotProduct(base, base, count: dimensions))
    guard squares.isFinite else { throw .notFinite }
    guard abs(squares - 1) < 1e-3 else { throw .notUnitLength(squares.squareRoot()) }
    return base
  }

  private func check(_ status: CHnswStatus) throws(HNSWError) {
    switch status {
    case C_HNSW_DONE: return
    case C_HNSW_OUT_OF_MEMORY: throw .outOfMemory
    default: throw .refused(String(cString: c_hnsw_last_message(graph)))
    }
  }

  private mutating func withBuffer<R>(
    of vector: [Float], _ body: (inout HNSWIndex, UnsafeBufferPointer<Float>) throws(HNSWError) -> R
  ) throws(HNSWError) -> R {
    // Copied, because a typed error does not pass through the closure of an array.
    let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: vector.count)
    defer { buffer.deallocate() }
    _ = buffer.initialize(from: vector)
    return try body(&self, UnsafeBufferPointer(buffer))
  }
}
