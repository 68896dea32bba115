import CacheTraces
import Eviction
import TestSupport
import Testing

/// Short streams whose victims can be checked by hand.
@Suite struct ExampleTests {
  struct Example: CustomStringConvertible, Sendable {
    var kind: PolicyKind
    var capacity: UInt64
    var requests: [UInt32]
    var victims: [UInt32]
    var because: String
    var variant: PolicyVariant?

    var description: String { "\(kind): \(because)" }
  }

  static let examples = [
    Example(
      kind: .fifo, capacity: 3, requests: [0, 1, 2, 0, 3], victims: [0],
      because: "a hit does not save the oldest entry"),
    Example(
      kind: .lru, capacity: 3, requests: [0, 1, 2, 0, 3], victims: [1],
      because: "a hit makes an entry the newest"),
    Example(
      kind: .lfu, capacity: 3, requests: [0, 0, 1, 1, 2, 3], victims: [2],
      because: "fewest requests go first"),
    Example(
      kind: .lfu, capacity: 3, requests: [0, 1, 2, 1, 0, 2, 3], victims: [1],
      because: "among equals, the first to reach the frequency goes"),
    Example(
      kind: .sieve, capacity: 3, requests: [0, 1, 2, 0, 3, 4], victims: [1, 2],
      because: "the hand spares a hit entry and stays where it stopped"),
    Example(
      kind: .clock, capacity: 3, requests: [0, 1, 2, 0, 3, 4, 5], victims: [1, 2, 0],
      because: "a hit buys one round"),
    Example(
      kind: .s3fifo, capacity: 3, requests: [0, 0, 0, 1, 2, 3, 1, 4, 5], victims: [1, 2, 3, 4],
      because: "two hits or a return from the ghost queue lead to the main queue"),
    Example(
      kind: .arc, capacity: 2, requests: [0, 0, 1, 2], victims: [1],
      because: "entries used again outlive a scan"),
    Example(
      kind: .twoq, capacity: 4, requests: [0, 1, 2, 3, 4, 0, 5, 6], victims: [0, 1, 2, 3],
      because: "an entry that comes back is kept"),
    Example(
      kind: .slru, capacity: 3, requests: [0, 1, 2, 0, 3, 4], victims: [1, 2],
      because: "a hit protects"),
    Example(
      kind: .mru, capacity: 3, requests: [0, 1, 2, 0, 3], victims: [0],
      because: "the entry used last goes"),
    Example(
      kind: .lfuda, capacity: 2, requests: [0, 0, 0, 1, 2, 1, 3], victims: [1, 2, 0],
      because: "each victim ages the cache by its priority, until a frequent entry is no longer ahead"),
    Example(
      kind: .gdsf, capacity: 2, requests: [0, 0, 1, 2, 3, 4], victims: [1, 2, 0],
      because: "the clock rises by each victim, and among equals the one used longest ago goes"),
    Example(
      kind: .gdsf, capacity: 1, requests: [0, 0, 1, 1], victims: [],
      because: "an entry worth less than what it would displace is declined"),
    Example(
      kind: .lruk, capacity: 2, requests: [0, 0, 1, 2, 1, 2], victims: [1, 2, 0],
      because: "histories outlive eviction, and the older second last request goes"),
    Example(
      kind: .mq, capacity: 2, requests: [0, 0, 1, 2, 3, 4], victims: [1, 2, 3],
      because: "the lowest queue goes first"),
    Example(
      kind: .car, capacity: 2, requests: [0, 0, 1, 2, 3, 2, 4], victims: [1, 2, 3, 0],
      because: "a used entry passes to the second clock, and a return from the ghosts moves the target"),
    Example(
      kind: .lirs, capacity: 3, requests: [0, 1, 2, 3, 2, 4], victims: [2, 3, 0],
      because: "an entry that returns while the stack knows it displaces the lowest of the stack"),
    Example(
      kind: .wtinylfu, capacity: 3, requests: [0, 0, 1, 1, 2, 3, 4, 4, 4, 5], victims: [2, 3, 0],
      because: "a scan passes through the window, and three requests win over two"),
    Example(
      kind: .lecar, capacity: 2, requests: [0, 1, 2, 3], victims: [0, 1],
      because: "what both experts name goes without a draw"),
    Example(
      kind: .beladysize, capacity: 3, requests: [0, 1, 2, 3, 1, 0, 3], victims: [2],
      because: "what is never requested again goes first"),
    Example(
      kind: .belady, capacity: 3, requests: [0, 1, 2, 3, 1, 0, 3], victims: [2],
      because: "what is never requested again goes first"),
    Example(
      kind: .belady, capacity: 2, requests: [0, 1, 2, 1, 0, 2], victims: [0, 1],
      because: "the farthest next request goes, and every missed entry is stored", variant: .published),
    Example(
      kind: .belady, capacity: 2, requests: [0, 1, 2, 1, 0, 2], victims: [0],
      because: "what is requested again later than all others is not stored"),
  ]

  @Test("victims are those worked out by hand", arguments: examples)
  func victims(example: Example) throws {
    let trace = try CacheTrace(denseKeys: example.requests, keyCount: 7)
    let cache = example.kind.makeCache(capacity: example.capacity, keys: 7, variant: example.variant)
    var victims: [UInt32] = []
    for (request, key) in trace.keys.enumerated() {
      _ = cache.request(key, Access(next: trace.next[request])) { victims.append($0) }
    }
    #expect(victims == example.victims)
  }

  @Test("an MQ entry sinks by a queue when its lifetime is over")
  func lifetime() {
    // Hit at request 2 with one entry resident, 0 sinks below 1 at the end of request 3.
    let cache = PolicyChoice(.mq, parameters: ["lifetime": 1]).makeCache(capacity: 2, keys: 6)
    var victims: [UInt32] = []
    for key: UInt32 in [0, 0, 1, 2, 3, 4, 5] { _ = cache.request(key) { victims.append($0) } }
    #expect(victims == [1, 0, 2, 3])
  }

  @Test("dear entries outlive cheap ones, and small ones large ones, under GDSF")
  func costAndSize() {
    for (accesses, victim) in [
      ([Access(size: 1, cost: 3), Access(size: 1, cost: 2), Access(size: 1, cost: 9)], 1),
      ([Access(size: 1, cost: 2), Access(size: 1, cost: 3), Access(size: 1, cost: 9)], 0),
      ([Access(size: 3, cost: 6), Access(size: 1, cost: 3), Access(size: 1, cost: 9)], 0),
      ([Access(size: 1, cost: 2), Access(size: 3, cost: 9), Access(size: 3, cost: 9)], 0),
    ] as [([Access], UInt32)] {
      let cache = PolicyKind.gdsf.makeCache(
        capacity: UInt64(accesses[0].size + accesses[1].size), keys: accesses.count)
      var victims: [UInt32] = []
      for (key, access) in accesses.enumerated() { cache.insert(UInt32(key), access) { victims.append($0) } }
      #expect(victims.first == victim)
    }
  }

  @Test("costs that are negative, infinite or not a number do no harm to GDSF")
  func strangeCosts() {
    let cache = PolicyKind.gdsf.makeCache(capacity: 3, keys: 40)
    for (request, cost) in [Float.nan, -1, .infinity, 0, 1, .greatestFiniteMagnitude].enumerated() {
      for key: UInt32 in 0..<40 {
        _ = cache.request(key * 7 % 40, Access(size: UInt32(request) % 2, cost: cost))
        #expect(cache.used <= 3)
      }
    }
    #expect(cache.count > 0)
  }

  @Test("LFU-DA in the variant of libCacheSim goes on where that crashes: on a stream without hits")
  func withoutHits() {
    let cache = PolicyKind.lfuda.makeCache(capacity: 3, keys: 100, variant: .libcachesim)
    var victims: [UInt32] = []
    for key: UInt32 in 0..<100 { cache.insert(key) { victims.append($0) } }
    #expect(victims == Array(0..<97))
  }

  @Test("class numbers of LFU-DA in the variant of libCacheSim grow without overflow")
  func growingClasses() {
    let cache = PolicyKind.lfuda.makeCache(capacity: 2, keys: 3, variant: .libcachesim)
    var random = SplitMix(state: 3)
    for _ in 0..<20_000 {
      _ = cache.request(UInt32(random.next() % 3))
      #expect(cache.count <= 2)
    }
  }

  @Test("random replacement takes each entry about as often, and the draws follow the seed")
  func uniformDraws() {
    func victims(seed: UInt64) -> [UInt32] {
      let cache = PolicyChoice(.random).makeCache(capacity: 10, keys: 11, seed: seed)
      var victims: [UInt32] = []
      for key: UInt32 in 0..<10 { cache.insert(key) }
      var missing: UInt32 = 10
      for _ in 0..<22_000 {
        cache.insert(missing) { missing = $0 }
        victims.append(missing)
      }
      return victims
    }
    let first = victims(seed: 1)
    // 2,000 expected of each; the standard deviation is 45.
    for key: UInt32 in 0..<11 { #expect(abs(first.count { $0 == key } - 2000) < 225) }
    #expect(victims(seed: 1) == first && victims(seed: 2) != first)
  }

  @Test("Belady-Size weighs size against time, as time goes on")
  func sizeAndTime() {
    // At request 2 the products are 6 · 10 and 3 · 15; at request 9 they are 6 · 3 and 3 · 8.
    for (request, victim) in [(2, 0), (9, 1)] as [(UInt32, UInt32)] {
      let cache = PolicyKind.beladysize.makeCache(capacity: 10, keys: 6, variant: .published)
      cache.insert(0, Access(size: 6, next: 12))
      cache.insert(1, Access(size: 3, next: 17))
      // A small entry that is requested all the time lets time pass.
      for passing in 2..<request { _ = cache.request(2, Access(size: 1, next: passing + 1)) }
      var victims: [UInt32] = []
      cache.insert(3, Access(size: 3, next: 40)) { victims.append($0) }
      #expect(victims == [victim])
    }
  }

  @Test(
    "an entry larger than the cache is declined and evicts nothing",
    arguments: PolicyKind.allCases.filter { $0 != .unbounded })
  func tooLarge(kind: PolicyKind) {
    let cache = kind.makeCache(capacity: 10, keys: 3)
    cache.insert(0, Access(size: 4))
    cache.insert(1, Access(size: 11)) { _ in Issue.record("no victim") }
    #expect(!cache.admits(1, size: 11) && !cache.contains(1))
    #expect(cache.contains(0) && cache.used == 4 && cache.count == 1)
  }

  @Test("a removed entry frees its size and can return", arguments: PolicyKind.allCases)
  func removal(kind: PolicyKind) {
    let cache = kind.makeCache(capacity: 10, keys: 3)
    cache.insert(0, Access(size: 4, next: 7))
    cache.insert(1, Access(size: 5))
    #expect(cache.remove(0) && !cache.remove(0) && !cache.remove(2))
    #expect(cache.used == 5 && cache.count == 1)
    cache.insert(0, Access(size: 5)) { _ in Issue.record("no victim") }
    #expect(cache.contains(0) && cache.contains(1) && cache.used == 10)
  }

  @Test("Belady's entries without a next request can be removed, hit and evicted in any order")
  func neverAgain() {
    let cache = PolicyKind.belady.makeCache(capacity: 5, keys: 10)
    for key: UInt32 in 0..<5 { cache.insert(key) }
    #expect(cache.remove(1) && cache.remove(4) && cache.remove(0))
    cache.hit(2, Access(next: 50))
    for key: UInt32 in 5..<8 { cache.insert(key, Access(next: key == 5 ? 40 : .max)) }
    var victims: [UInt32] = []
    for key: UInt32 in [8, 9, 0, 1] { cache.insert(key, Access(next: key + 20)) { victims.append($0) } }
    #expect(victims.count == 4 && Set(victims.prefix(3)) == [3, 6, 7] && victims.last == 2)
    #expect((0..<10).filter { cache.contains($0) } == [0, 1, 5, 8, 9])
  }
}
