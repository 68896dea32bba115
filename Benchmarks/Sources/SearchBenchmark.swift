import Declarations
import Foundation
import Similarity

/// Searching vectors on one core: `simbench-benchmarks search PART ...`, run beside FAISS by `Benchmarks/semantic/run.py`.
///
/// Every part prints lines of a name and a number. Files hold rows of 384 little-endian floats of length 1. Times are
/// processor time.
enum SearchBenchmark {
  private static let dimensions = 384

  static func run(_ arguments: [String]) throws {
    let words = Array(arguments.dropFirst())
    switch (arguments.first, words.count) {
    case ("embed", 3): try embed(words[0], words[1], words[2])
    case ("neighbours", 3): try neighbours(words[0], try number(words[1]), try number(words[2]))
    case ("sweep", 1): try sweep(words[0])
    case ("graph", 3): try graph(words[0], try number(words[1]), try number(words[2]))
    case ("replay", 2): try replay(words[0], words[1])
    case ("lookups", 1): try lookups(words[0])
    case ("memory", 2): try memory(words[0], try number(words[1]))
    default:
      throw Diagnostic(
        "`search` wants embed TEXTS MODEL OUT, neighbours FILE ROWS QUERIES, sweep FILE, graph FILE ROWS QUERIES, replay FILE LABELS, lookups FILE or memory flat|hnsw ROWS",
        kind: .usage)
    }
  }

  /// Embeds a text a line by MiniLM and writes the vectors.
  private static func embed(_ path: String, _ model: String, _ output: String) throws {
    let texts = TextTable(
      try String(contentsOfFile: path, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init))
    let store = try ModelStore(environment: ProcessInfo.processInfo.environment)
    let embedder = try MiniLM(
      weights: [UInt8](Data(contentsOf: URL(fileURLWithPath: model + "/model.safetensors"))),
      vocabulary: [UInt8](Data(contentsOf: URL(fileURLWithPath: model + "/vocab.txt"))), folder: model)
    let threads = ProcessInfo.processInfo.activeProcessorCount
    let result = EmbeddingCache(cacheFolder: store.cacheFolder).vectors(
      of: texts, by: embedder, threads: threads)
    try result.vectors.values.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: output)) }
    print("texts", texts.count)
  }

  /// Exact search: of queries that are no rows, and of each row among the earlier ones.
  private static func neighbours(_ path: String, _ rows: Int, _ queries: Int) throws {
    let table = try vectors(path, 0..<rows)
    let asked = try vectors(path, rows..<rows + queries)
    print("kernels", BlockedSearch.Kernels.best)
    var found: [Neighbour?] = []
    let grouping = best(2) { _ = BlockedSearch(table, isGrouped: true) }
    let grouped = BlockedSearch(table, isGrouped: true)
    let full = best(3) { found = grouped.nearest(to: asked) }
    let preparation = best(3) { _ = BlockedSearch(table) }
    let search = BlockedSearch(table)
    let earlier = best(3) { _ = search.nearestEarlier() }
    print("preparation", grouping)
    print("full", Double(queries) / full)
    // As many queries as rows pay for the preparation once.
    print("full-prepared", Double(rows) / (full * Double(rows) / Double(queries) + grouping))
    print("replay", Double(rows) / (earlier + preparation))
    // What a check in the other program compares with.
    let sum = found.reduce(0) { ($0 + ($1?.index ?? 0)) % 1_000_003 }
    print("checksum", sum)
    var flat = FlatIndex(dimensions: dimensions, capacity: rows)
    for row in 0..<rows { _ = flat.add(table[row]) }
    let some = try vectors(path, rows..<rows + min(queries, 512))
    print("dense", Double(some.count) / best(2) { _ = flat.nearest(to: some) })
    let single = try vectors(path, rows..<rows + min(queries, 200))
    print(
      "single",
      Double(single.count) / best(3) { for row in 0..<single.count { _ = flat.nearest(to: single[row]) } })
  }

  /// Thirty thresholds by five capacities over neighbours that are found once.
  private static func sweep(_ path: String) throws {
    let table = try vectors(path, nil)
    var graph = NeighbourGraph(of: try vectors(path, 0..<1), threshold: 0.7)
    print("neighbours", best(3) { graph = NeighbourGraph(of: table, threshold: 0.7 - 1e-6) })
    var hits = 0
    let cells = best(3) {
      hits = 0
      for step in 0..<30 {
        for capacity in [500, 1000, 2000, 5000, 10_000] {
          hits +=
            ThresholdReplay(threshold: 0.7 + 0.01 * Double(step), capacity: capacity).run(over: graph).hits
        }
      }
    }
    print("cells", cells)
    print("hits", hits)
  }

  private static let parameters = HNSWIndex.Parameters(links: 16, efConstruction: 100)

  /// Approximate search: time to build, then recall and queries a second by candidates kept.
  private static func graph(_ path: String, _ rows: Int, _ queries: Int) throws {
    let table = try vectors(path, 0..<rows)
    let asked = try vectors(path, rows..<rows + queries)
    var index = try HNSWIndex(dimensions: dimensions, parameters: parameters)
    let start = processorSeconds()
    try fill(&index, table)
    print("build", processorSeconds() - start)
    var flat = FlatIndex(dimensions: dimensions, capacity: rows)
    for row in 0..<rows { _ = flat.add(table[row]) }
    for k in [1, 10] {
      for ef in [16, 64] {
        let recall = try index.recall(at: k, of: asked, against: flat, ef: ef)
        print("recall-\(k)-\(ef)", recall)
        var least = Double.infinity
        for _ in 0..<3 { least = min(least, try time(&index, asked, k, ef)) }
        print("speed-\(k)-\(ef)", Double(queries) / least)
      }
    }
  }

  /// Counts of an unbounded replay, exact and on a graph.
  private static func replay(_ path: String, _ labelPath: String) throws {
    let table = try vectors(path, nil)
    let labels = try String(contentsOfFile: labelPath, encoding: .utf8).split(separator: "\n")
    let graph = NeighbourGraph(of: table, threshold: 0.7 - 1e-6)
    for threshold in [0.7, 0.8, 0.9] {
      let cache = ThresholdReplay(threshold: threshold)
      let exact = cache.run(over: graph)
      print("exact-hits-\(threshold)", exact.hits)
      print("exact-correct-\(threshold)", exact.correctHits(labels))
      for ef in [16, 64] {
        let found = try cache.run(
          over: table, parameters: .init(links: 16, efConstruction: 100, efSearch: ef))
        print("hits-\(threshold)-\(ef)", found.hits)
        print("correct-\(threshold)-\(ef)", found.correctHits(labels))
        print("lost-\(threshold)-\(ef)", found.lostShare(of: exact))
      }
    }
  }

  /// Seconds of one lookup by entries: what `LookupLatency` is fitted to.
  private static func lookups(_ path: String) throws {
    let table = try vectors(path, nil)
    let asked = 200
    let sizes = [1000, 3000, 10_000, 30_000, 100_000].filter { $0 + asked <= table.count }
    let queries = try vectors(path, table.count - asked..<table.count)
    var flat = FlatIndex(dimensions: dimensions)
    var index = try HNSWIndex(dimensions: dimensions, parameters: parameters)
    var held = 0
    for size in sizes {
      for row in held..<size { _ = flat.add(table[row]) }
      try fill(&index, try vectors(path, held..<size))
      held = size
      let rounds = max(1, 30_000 / size)
      var least = Double.infinity
      for _ in 0..<3 {
        let start = processorSeconds()
        for _ in 0..<rounds { for row in 0..<asked { _ = flat.nearest(to: queries[row]) } }
        least = min(least, processorSeconds() - start)
      }
      print("flat-\(size)", least / Double(asked * rounds))
      for ef in [16, 64, 256] {
        var least = Double.infinity
        for _ in 0..<5 { least = min(least, try time(&index, queries, 1, ef)) }
        print("hnsw-\(ef)-\(size)", least / Double(asked))
      }
    }
  }

  /// The peak of a process that fills an index and searches it, alone and in a batch.
  private static func memory(_ kind: String, _ rows: Int) throws {
    var state: UInt64 = 1
    func vector() -> [Float] {
      VectorTable(
        normalising: [
          (0..<dimensions).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 23) - 1
          }
        ], dimensions: dimensions)[0]
    }
    let asked = VectorTable(normalising: (0..<100).map { _ in vector() }, dimensions: dimensions)
    if kind == "hnsw" {
      var index = try HNSWIndex(dimensions: dimensions, parameters: .init(links: 16, efConstruction: 20))
      for _ in 0..<rows { try index.add(vector()) }
      for row in 0..<asked.count { _ = try index.nearest(1, to: asked[row]) }
    } else {
      var index = FlatIndex(dimensions: dimensions)
      for _ in 0..<rows { _ = index.add(vector()) }
      for row in 0..<asked.count { _ = index.nearest(to: asked[row]) }
      _ = index.nearest(to: asked)
    }
    print("peak", Double(peakResidentBytes()) / 1e6)
  }

  private static func fill(_ index: inout HNSWIndex, _ table: VectorTable) throws {
    try table.values.withUnsafeBufferPointer { values in
      for row in 0..<table.count {
        try index.add(UnsafeBufferPointer(rebasing: values[row * dimensions..<(row + 1) * dimensions]))
      }
    }
  }

  private static func time(_ index: inout HNSWIndex, _ queries: VectorTable, _ k: Int, _ ef: Int) throws
    -> Double
  {
    let start = processorSeconds()
    try queries.values.withUnsafeBufferPointer { values in
      for row in 0..<queries.count {
        _ = try index.nearest(
          k, to: UnsafeBufferPointer(rebasing: values[row * dimensions..<(row + 1) * dimensions]), ef: ef)
      }
    }
    return processorSeconds() - start
  }

  /// The least processor time of some calls.
  private static func best(_ times: Int, _ body: () -> Void) -> Double {
    (0..<times).map { _ in processorSeconds(body) }.min() ?? 0
  }

  private static func number(_ word: String) throws -> Int {
    guard let number = Int(word), number > 0 else {
      throw Diagnostic("'\(word)' is no number above 0", kind: .usage)
    }
    return number
  }

  /// Rows of a file; all of them when nil.
  private static func vectors(_ path: String, _ rows: Range<Int>?) throws -> VectorTable {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    let size = dimensions * 4
    let rows = try rows ?? 0..<Int(file.seekToEnd()) / size
    try file.seek(toOffset: UInt64(rows.lowerBound * size))
    guard let data = try file.read(upToCount: rows.count * size), data.count == rows.count * size else {
      throw Diagnostic("has fewer than \(rows.upperBound) rows", kind: .badInput, file: path)
    }
    var table = VectorTable(count: rows.count, dimensions: dimensions)
    table.withMutableValues { target in
      data.withUnsafeBytes { UnsafeMutableRawBufferPointer(target).copyMemory(from: $0) }
    }
    return table
  }
}
