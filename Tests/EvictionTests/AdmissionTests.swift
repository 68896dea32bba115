import CacheTraces
import TestSupport
import Testing

@testable import Eviction

@Suite struct AdmissionTests {
  @Test("a rule is read from its text and written back")
  func text() throws {
    let rules: [(String, AdmissionRule)] = [
      ("always", .always), ("size<=4096", .size(most: 4096)), ("size:1", .size(most: 1)),
      ("probability:0.5", .probability(0.5)), ("probability:1", .probability(1)), ("tinylfu", .tinylfu),
    ]
    for (text, rule) in rules {
      #expect(try AdmissionRule(parsing: text) == rule)
      #expect(AdmissionRule(rule.description) == rule)
    }
    #expect(AdmissionRule.size(most: 7).description == "size<=7")
    #expect(AdmissionRule.probability(0.25).description == "probability:0.25")
  }

  @Test("a wrong rule names what is known")
  func errors() {
    #expect(
      throws: EvictionError.unknownAdmission(
        "tiny", known: ["always", "size<=N", "probability:P", "tinylfu"])
    ) { try AdmissionRule(parsing: "tiny") }
    for text in ["size<=", "size<=0", "size:-1", "size:4294967296", "size:x"] {
      #expect(throws: EvictionError.self) { try AdmissionRule(parsing: text) }
    }
    for text in ["probability:", "probability:1.5", "probability:-0.1", "probability:nan", "probability:x"] {
      #expect(throws: EvictionError.self) { try AdmissionRule(parsing: text) }
    }
    #expect(
      "\(EvictionError.unknownAdmission("x", known: AdmissionRule.forms))"
        == "unknown admission rule 'x', expected one of always, size<=N, probability:P, tinylfu")
    #expect(
      "\(EvictionError.badParameter("size", value: "0", allowed: "a whole number from 1 to 4294967295"))"
        == "'size' is '0', expected a whole number from 1 to 4294967295")
  }

  @Test("a policy that cannot name its victim is refused before the run")
  func needsVictim() throws {
    let known = PolicyKind.allCases.filter(\.namesVictim).map(\.rawValue)
    #expect(!PolicyKind.wtinylfu.namesVictim && known.contains("lru") && !known.contains("lecar"))
    let error = EvictionError.admissionNeedsVictim(policy: "wtinylfu", known: known)
    #expect(throws: error) { try AdmissionRule.tinylfu.validate(for: .wtinylfu) }
    #expect(throws: error) {
      try FilteredCache(.wtinylfu, PolicySetup(capacity: 4, keys: 9), rule: .tinylfu)
    }
    #expect("\(error)".hasSuffix("expected one of \(known.joined(separator: ", "))"))
    for kind in PolicyKind.allCases {
      for rule in [AdmissionRule.always, .size(most: 3), .probability(0)] {
        #expect(throws: Never.self) { try rule.validate(for: kind) }
      }
    }
  }

  /// LeCaR and Cacheus weigh their experts anew when an entry returns from a history, before they draw.
  static let weighsFirst = [PolicyKind.lecar, .cacheus]

  @Test(
    "a victim that a policy names is the next one to go",
    arguments: ModelTests.choices.filter(\.kind.namesVictim))
  func victims(choice: PolicyChoice) throws {
    var compared = 0
    for hasSizes in [false, true] {
      var wasRequested = [Bool](repeating: false, count: 500)
      let trace = hasSizes ? try ReplayTests.sizedTrace(seed: 31) : try ReplayTests.trace(seed: 30)
      let cache = choice.kind.makeCache(choice.setup(capacity: hasSizes ? 700 : 60, trace: trace, seed: 5))
      #expect(cache.victim() == nil)
      for request in 0..<4000 {
        let key = trace.keys[request]
        let access = Access(size: trace.sizes?[request] ?? 1, next: trace.next[request])
        let isMiss = !cache.contains(key)
        let named = isMiss ? cache.victim() : nil
        var first: UInt32?
        _ = cache.request(key, access) { first = first ?? $0 }
        let canTell = !wasRequested[Int(key)] || !Self.weighsFirst.contains(choice.kind)
        if canTell, isMiss, let first {
          try #require(first == named, "request \(request)")
          compared += 1
        }
        wasRequested[Int(key)] = true
        if isMiss && named == nil { #expect(cache.count <= 1) }
      }
    }
    #expect(compared > 400, "\(compared)")
  }

  @Test("admission by TinyLFU keeps what is requested more often than the next victim")
  func tinylfu() throws {
    // Keys 0 to 3 fill the cache and are requested twice; then a scan, and one key that comes back often.
    let cache = try FilteredCache(.recorder, PolicySetup(capacity: 4, keys: 200), rule: .tinylfu)
    var request = 0
    let ask = { (key: UInt32) -> Bool in
      request += 1
      if cache.contains(key) {
        cache.hit(key)
        return true
      }
      return cache.insert(key, request: request)
    }
    for key: UInt32 in [0, 1, 2, 3, 0, 1, 2, 3] { #expect(ask(key), "there is room for \(key)") }
    for key: UInt32 in 100..<110 { #expect(!ask(key), "the scan is kept out") }
    #expect(!ask(50) && !ask(50) && ask(50), "three requests are more than two")
    #expect(!cache.contains(0) && cache.contains(3) && cache.cache.count == 4)
  }

  @Test("counts fade: what was requested often once gives way after some samples")
  func fading() throws {
    let cache = try FilteredCache(.recorder, PolicySetup(capacity: 2, keys: 50), rule: .tinylfu)
    for key: UInt32 in [0, 1] { cache.insert(key, request: 0) }
    for _ in 0..<12 { cache.hit(0) }
    #expect(!cache.insert(7, request: 1) && !cache.insert(7, request: 2) && !cache.insert(7, request: 3))
    // Twenty requests a sample: the twelve of key 0 are down to one or none after four.
    for _ in 0..<80 { cache.hit(1) }
    #expect(cache.insert(8, request: 4) && !cache.contains(0))
  }

  @Test(
    "a replay admits as a cache behind a filter does", arguments: ["tinylfu", "size<=20", "probability:0.4"])
  func replay(text: String) throws {
    let rule = try AdmissionRule(parsing: text)
    let trace = try ReplayTests.sizedTrace(seed: 33)
    let sizes = try #require(trace.sizes)
    let kinds = [PolicyKind.recorder, .lru, .sieve, .lecar, .hyperbolic, .beladysize]
    for kind in kinds where (try? rule.validate(for: kind)) != nil {
      let setup = PolicyChoice(kind).setup(capacity: 900, trace: trace, seed: 9)
      let counts = kind.replay(trace, setup, rules: EntryRules(overhead: 3, admission: rule))
      let cache = try FilteredCache(kind, setup, rule: rule)
      var hits = 0
      for (request, key) in trace.keys.enumerated() {
        let access = Access(size: sizes[request] + 3, next: trace.next[request])
        if cache.contains(key) {
          cache.hit(key, access)
          hits += 1
        } else {
          cache.insert(key, access, request: request, overhead: 3)
        }
      }
      #expect(counts.hits == hits && hits > 1000)
      #expect(counts.hits != kind.replay(trace, setup, rules: EntryRules(overhead: 3)).hits)
    }
  }

  @Test("admission by TinyLFU lifts a policy on a skewed stream with a scan in it")
  func lift() throws {
    var random = SplitMix(state: 77)
    let skewed = random.skewedKeys(30_000, below: 400).map { UInt64($0) / 4 * 4 }
    let stream = skewed.enumerated().flatMap { [$0.element, 10_000 + UInt64($0.offset)] }
    let trace = try CacheTrace(stream)
    let setup = PolicyChoice(.recorder).setup(capacity: 40, trace: trace)
    let open = PolicyKind.recorder.replay(trace, setup)
    let filtered = PolicyKind.recorder.replay(trace, setup, rules: EntryRules(admission: .tinylfu))
    #expect(Double(filtered.hits) > 1.3 * Double(open.hits))
  }
}

/// First in, first out, over an array, which names its victim.
private struct Recorder: ReplacementPolicy, ~Copyable {
  let capacity: UInt64
  var entries: [(key: UInt32, size: UInt32)] = []

  static var namesVictim: Bool { true }

  init(_ setup: PolicySetup) { capacity = setup.capacity }

  var used: UInt64 { entries.reduce(0) { $0 + UInt64($1.size) } }
  var count: Int { entries.count }

  func contains(_ key: UInt32) -> Bool { entries.contains { $0.key == key } }
  func victim() -> UInt32? { entries.first?.key }
  func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {}

  mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    guard UInt64(access.size) <= capacity else { return }
    while used + UInt64(access.size) > capacity { evicted(entries.removeFirst().key) }
    entries.append((key: key, size: access.size))
  }

  mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    entries.removeAll { $0.key == key }
    return true
  }
}

extension PolicyKind {
  fileprivate static let recorder = PolicyKind(
    "recorder", Recorder.self, summary: "first in, first out", source: "none")
}
