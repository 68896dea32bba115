import CacheTraces
import Eviction
import TestSupport
import Testing

/// The victim that a policy names beforehand, on which admission by comparison rests.
@Suite struct VictimTests {
  static let choices = PolicyKind.allCases.filter(\.namesVictim).flatMap { kind in
    kind.variants.map { PolicyChoice(kind, variant: $0) }
  }

  @Test("a policy names its next victim at every miss of random streams", arguments: choices)
  func namedVictims(choice: PolicyChoice) throws {
    var (random, evictions) = (SplitMix(state: 7), 0)
    for stream in 0..<200 {
      let keys = Int(random.next() % 60) + 2
      let trace = try CacheTrace(denseKeys: random.skewedKeys(200, below: keys), keyCount: keys)
      let capacity = random.next() % 60
      let cache = choice.makeCache(capacity: capacity, keys: keys, seed: UInt64(stream))
      for request in 0..<trace.count {
        let key = trace.keys[request]
        if random.next() % 16 == 0 { cache.remove(trace.keys[Int(random.next() % UInt64(trace.count))]) }
        let named = cache.victim()
        #expect(named.map { cache.contains($0) } == (cache.count > 0 ? true : nil))
        #expect(cache.victim() == named)
        let access = Access(
          size: stream % 2 == 0 ? 1 : UInt32(random.next() % 9) + 1, next: trace.next[request],
          cost: Float(random.next() % 7 + 1), time: Int64(request) * 500)
        var victims: [UInt32] = []
        let isHit = cache.request(key, access) { victims.append($0) }
        guard let first = victims.first, !isHit else { continue }
        evictions += 1
        guard first == named else {
          Issue.record(
            "\(choice): stream \(stream), request \(request) took \(first), named \(named ?? .max)")
          return
        }
      }
    }
    #expect(evictions > 1000)
  }

  static let withoutHand = choices.filter { ![.clock, .sieve, .car].contains($0.kind) }

  @Test("asking for the victim changes nothing, where no hand moves", arguments: withoutHand)
  func asking(choice: PolicyChoice) throws {
    let trace = try ReplayTests.trace(seed: 31)
    let cache = choice.kind.makeCache(choice.setup(capacity: 60, trace: trace))
    var hits = 0
    for request in 0..<trace.count {
      _ = cache.victim()
      if cache.request(trace.keys[request], Access(next: trace.next[request])) { hits += 1 }
    }
    #expect(hits == choice.replay(trace, capacity: 60).hits)
  }

  @Test("a policy names no victim when the request decides, or when nothing is ever evicted")
  func silent() {
    let silent = PolicyKind.allCases.filter { !$0.namesVictim }
    #expect(silent.map(\.rawValue).contains("unbounded") && silent.map(\.rawValue).contains("arc"))
    for kind in silent {
      let cache = kind.makeCache(capacity: 2, keys: 3)
      cache.insert(0)
      cache.insert(1)
      #expect(cache.victim() == nil)
    }
  }
}
