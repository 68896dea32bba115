import Foundation

/// Writes the Zipf trace of the benchmarks in libCacheSim's binary form: `zipf OBJECTS REQUESTS SEED FILE`, `-` for
/// standard output.
///
/// Ranks are drawn by inverting the sums of 1/k with SplitMix64 (Steele, Lea, Flood, OOPSLA 2014); the key of a rank is
/// that generator's finaliser of it, so that keys are spread; sizes are 1, and a thousand requests share a second.
enum ZipfTrace {
  static func run(_ words: [String]) throws {
    guard words.count == 4, let objects = Int(words[0]), let requests = Int(words[1]),
      let seed = UInt64(words[2]), objects > 0, requests > 0
    else { throw Usage(text: "usage: zipf OBJECTS REQUESTS SEED FILE") }
    if words[3] == "-" {
      try stream(objects, requests, seed)
      return
    }
    var draws = Draws(objects: objects, seed: seed)
    let ranks = (0..<requests).map { _ in draws.next() }
    var next = [Int64](repeating: -1, count: requests)
    var upcoming = [Int64](repeating: -1, count: objects + 1)
    for request in (0..<requests).reversed() {
      next[request] = upcoming[Int(ranks[request])]
      upcoming[Int(ranks[request])] = Int64(request)
    }
    var data = Data(count: requests * 24)
    data.withUnsafeMutableBytes { bytes in
      for request in 0..<requests {
        write(request, ranks[request], next[request], to: bytes, at: request)
      }
    }
    try data.write(to: URL(fileURLWithPath: words[3]), options: .atomic)
  }

  /// Writes the records to standard output as they are drawn, without the next request to a key.
  private static func stream(_ objects: Int, _ requests: Int, _ seed: UInt64) throws {
    var draws = Draws(objects: objects, seed: seed)
    let block = 1 << 15
    var data = Data(count: block * 24)
    for start in stride(from: 0, to: requests, by: block) {
      let count = min(block, requests - start)
      data.withUnsafeMutableBytes { bytes in
        for place in 0..<count { write(start + place, draws.next(), -1, to: bytes, at: place) }
      }
      try FileHandle.standardOutput.write(contentsOf: data.prefix(count * 24))
    }
  }

  private static func write(
    _ request: Int, _ rank: UInt32, _ next: Int64, to bytes: UnsafeMutableRawBufferPointer, at place: Int
  ) {
    func store<Value: FixedWidthInteger>(_ value: Value, _ offset: Int) {
      bytes.storeBytes(of: value.littleEndian, toByteOffset: place * 24 + offset, as: Value.self)
    }
    store(UInt32(truncatingIfNeeded: request / 1000), 0)
    store(mixed(UInt64(rank) &+ step), 4)
    store(UInt32(1), 12)
    store(next, 16)
  }

  /// Ranks by the sums of 1/k.
  private struct Draws {
    private var sums = [0.0]
    /// For each of equal parts of the sum the first rank whose sum lies above its start.
    private var guide: [UInt32] = []
    private var state: UInt64

    init(objects: Int, seed: UInt64) {
      state = seed
      sums.reserveCapacity(objects + 1)
      for rank in 1...objects { sums.append(sums[rank - 1] + 1 / Double(rank)) }
      var rank = 1
      guide = (0...objects).map { part in
        while sums[rank] <= sums[objects] * (Double(part) / Double(objects)) && rank < objects { rank += 1 }
        return UInt32(rank)
      }
    }

    /// The first rank whose sum lies above a uniform draw.
    mutating func next() -> UInt32 {
      state &+= step
      let (share, total) = (Double(mixed(state) >> 11) * 0x1p-53, sums[sums.count - 1])
      // A rank before, since products round.
      var rank = max(1, Int(guide[Int(share * Double(sums.count - 1))]) - 1)
      while sums[rank] <= share * total && rank < sums.count - 1 { rank += 1 }
      return UInt32(rank)
    }
  }

  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mixed(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  private struct Usage: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }
}
