import CacheTraces
import Simulation
import TestSupport
import Testing

@testable import Eviction

/// Frequency sketches and filters beside dictionaries.
@Suite struct SketchTests {
  @Test("the sketch counts as its plain model does, with and without a doorkeeper", arguments: [false, true])
  func model(hasDoorkeeper: Bool) {
    for (entries, counters) in [(0, 16), (3, 1), (40, 2), (40, 16), (1000, 7)] {
      var sketch = FrequencySketch(entries: entries, counters: counters, hasDoorkeeper: hasDoorkeeper)
      var model = SketchModel(entries: entries, counters: counters, hasDoorkeeper: hasDoorkeeper)
      var random = SplitMix(state: UInt64(entries))
      for (request, key) in random.skewedKeys(3000, below: 300).enumerated() {
        sketch.record(key)
        model.record(key)
        if request % 700 == 699 {
          sketch.halve()
          model.halve()
        }
        #expect(Int(sketch.estimate(key)) == model.estimate(key))
      }
      #expect((0..<300).allSatisfy { Int(sketch.estimate($0)) == model.estimate($0) })
      #expect(Int(sketch.additions) == model.additions)
    }
  }

  @Test("a count is never too low below 15, and exact in a wide sketch")
  func bounds() {
    for (counters, isExact) in [(4, false), (256, true)] {
      var sketch = FrequencySketch(entries: 500, counters: counters)
      var counts = [UInt32](repeating: 0, count: 500)
      var random = SplitMix(state: 3)
      for key in random.skewedKeys(2000, below: 500) {
        sketch.record(key)
        counts[Int(key)] += 1
      }
      for key in 0..<UInt32(500) {
        let count = min(15, counts[Int(key)])
        #expect(isExact ? sketch.estimate(key) == count : sketch.estimate(key) >= count)
      }
    }
  }

  @Test("looking ahead at a request changes nothing", arguments: [false, true])
  func lookAhead(hasDoorkeeper: Bool) {
    var sketch = FrequencySketch(entries: 8, counters: 2, hasDoorkeeper: hasDoorkeeper)
    var random = SplitMix(state: 4)
    for key in random.skewedKeys(200, below: 30) {
      let before = (0..<30).map { sketch.estimate($0) }
      let ahead = sketch.afterRecording(key) { (0..<30).map { sketch.estimate($0) } }
      #expect((0..<30).map { sketch.estimate($0) } == before)
      sketch.record(key)
      #expect((0..<30).map { sketch.estimate($0) } == ahead)
    }
  }

  @Test("the counting filter counts as a dictionary of positions, compact or not, past eight bits and halved")
  func countingFilter() {
    for entries: UInt64 in [0, 3, 50, 4000, 100_000, 1 << 40] {
      let setup = PolicySetup(capacity: 0, keys: 60, identities: (0..<60).map { $0 * 0x9E37_79B9 })
      var filter = CountingBloomFilter(entries: entries, setup: setup)
      let wanted = (14.37758756605117 * Double(entries)).rounded(.up)
      let size = wanted < 10 ? 20 : UInt64(min(wanted, 0x7FFF_FFFF))
      var counts: [UInt64: UInt32] = [:]
      let places = { (key: UInt32) -> [UInt64] in
        let identity = setup.identity(of: key)
        let (first, step) = (
          XXHash.xxh64(identity, seed: 0x1234_5678), XXHash.xxh64(identity, seed: 0x1234_4321)
        )
        return (0..<10).map { UInt64(UInt32(truncatingIfNeeded: first &+ $0 &* step)) % size }
      }
      var random = SplitMix(state: entries)
      for (request, key) in random.skewedKeys(6000, below: 60).enumerated() {
        if request % 3 == 0 { filter.touch([key].span) }
        filter.add(request % 3 == 2 ? filter.places(ofRival: 1, key) : filter.placesOfRequest(key))
        for place in places(key) { counts[place, default: 0] += 1 }
        if request % 2500 == 2499 {
          filter.halve()
          counts = counts.mapValues { $0 / 2 }
        }
        let expected = places(key).map { counts[$0, default: 0] }.min()
        #expect(filter.estimate(filter.places(ofRival: 0, key)) == expected)
      }
    }
  }
}
