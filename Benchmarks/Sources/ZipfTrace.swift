import Foundation

/// Writes the Zipf trace of the benchmarks in libCacheSim's binary form: `zipf OBJECTS REQUESTS SEED FILE`.
///
/// Ranks are drawn by inverting the sums of 1/k with SplitMix64 (Steele, Lea, Flood, OOPSLA 2014); the key of a rank is
/// that generator's finaliser of it, so that keys are spread; sizes are 1, and a thousand requests share a second.
enum ZipfTrace {
  static func run(_ words: [String]) throws {
    guard words.count == 4, let objects = Int(words[0]), let requests = Int(words[1]),
      let seed = UInt64(words[2]), objects > 0, requests > 0
    else { throw Usage(text: "usage: zipf OBJECTS REQUESTS SEED FILE") }
    var sums = [0.0]
    sums.reserveCapacity(objects + 1)
    for rank in 1...objects { sums.append(sums[rank - 1] + 1 / Double(rank)) }
    var state = seed
    let ranks = (0..<requests).map { _ -> UInt32 in
      state &+= step
      let draw = Double(mixed(state) >> 11) * 0x1p-53 * sums[objects]
      var (low, high) = (1, objects)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] > draw { high = middle } else { low = middle + 1 }
      }
      return UInt32(low)
    }
    var next = [Int64](repeating: -1, count: requests)
    var upcoming = [Int64](repeating: -1, count: objects + 1)
    for request in (0..<requests).reversed() {
      next[request] = upcoming[Int(ranks[request])]
      upcoming[Int(ranks[request])] = Int64(request)
    }
    var data = Data(capacity: requests * 24)
    func append<Value: FixedWidthInteger>(_ value: Value) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    for request in 0..<requests {
      append(UInt32(request / 1000))
      append(mixed(UInt64(ranks[request]) &+ step))
      append(UInt32(1))
      append(next[request])
    }
    try data.write(to: URL(fileURLWithPath: words[3]), options: .atomic)
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
