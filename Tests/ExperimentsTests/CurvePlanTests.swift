import CacheTraces
import Declarations
import Eviction
import Testing

@testable import Experiments

@Suite struct CurvePlanTests {
  /// A cyclic stream of unequal popularity: key k of 40 is asked for in every (k / 4 + 1)-th round.
  static func trace(sizes: Bool = false, times: Bool = false) throws -> CacheTrace {
    let keys = (0..<120).flatMap { round in
      (0..<40 as Range<UInt32>).filter { round % (Int($0) / 4 + 1) == 0 }
    }
    return try CacheTrace(
      denseKeys: keys, sizes: sizes ? keys.map { $0 % 5 * 100 + 100 } : nil,
      columns: TraceColumns(times: times ? keys.indices.map { Int64($0) * 1000 } : nil), keyCount: 40)
  }

  static func plan(_ policies: PolicyKind..., sizes: CurvePlan.Sizes = .points(12)) -> CurvePlan {
    var plan = CurvePlan(policies: policies.map { PolicyChoice($0) })
    plan.sizes = sizes
    return plan
  }

  @Test(
    "a size is a share, a number of entries, or bytes with a unit",
    arguments: [
      ("1%", .entries, .share(0.01)), ("0.5 %", .bytes, .share(0.005)), ("100%", .entries, .share(1)),
      ("500", .entries, .capacity(500)), ("500", .bytes, .capacity(500)),
      ("64MiB", .bytes, .capacity(64 << 20)),
      ("1.5 kb", .bytes, .capacity(1500)), ("2TiB", .bytes, .capacity(2 << 40)), ("7B", .bytes, .capacity(7)),
    ] as [(String, CapacityUnit, CacheSize)])
  func sizes(text: String, unit: CapacityUnit, size: CacheSize) throws {
    #expect(try CacheSize(parsing: text, unit: unit) == size)
  }

  @Test(
    "what is no size is refused with what was expected",
    arguments: [
      "0", "-1", "", "%", "0%", "101%", "1e3", "ten", "1.5", "nan%", "inf%", "0x10", "64MiB",
      "18446744073709551616",
    ])
  func noSize(text: String) {
    for unit in [CapacityUnit.entries, .bytes] where !(unit == .bytes && text == "64MiB") {
      let error = #expect(throws: Diagnostic.self) { try CacheSize(parsing: text, unit: unit) }
      #expect(error?.kind == .usage)
      #expect(error?.message.contains("expected") == true)
    }
    for text in ["5XiB", "0.2B", "99999999TiB", "MiB", "1..5MiB"] {
      #expect(throws: Diagnostic.self) { try CacheSize(parsing: text, unit: .bytes) }
    }
  }

  @Test("sizes become capacities in ascending order, each once; one above the working set is that, and told")
  func capacities() throws {
    let trace = try Self.trace()
    let sizes: [CacheSize] = [.capacity(40), .share(0.1), .capacity(4), .share(0.001), .share(1)]
    let job = try Self.plan(.lru, sizes: .list(sizes)).job(for: trace, name: "t")
    #expect(try job.run(threads: 1).capacities == [1, 4, 40])
    let above = try Self.plan(.lru, sizes: .list([.capacity(41), .capacity(9), .capacity(1 << 40)]))
      .job(for: trace, name: "t").run(threads: 1)
    #expect(above.capacities == [9, 40])
    #expect(
      above.warnings
        == ["41", "1,099,511,627,776"].map {
          "the size \($0) is above the working set, whose 40 entries stand for it"
        })
  }

  @Test("the bound joins once, and not when it is unwanted")
  func bound() throws {
    var plan = Self.plan(.lru, .belady, .lru, .fifo)
    #expect(plan.choices.map(\.kind) == [.lru, .belady, .fifo])
    plan.policies.remove(at: 1)
    #expect(plan.choices.map(\.kind) == [.lru, .fifo, .belady])
    plan.drawsBound = false
    #expect(plan.choices.map(\.kind) == [.lru, .fifo])
    let lines = try Self.plan(.belady, .lru).job(for: try Self.trace(), name: "t").run(threads: 1).lines
    #expect(lines.map(\.policy.kind) == [.lru, .belady])
  }

  @Test("points are those of replays, by entries or bytes, under any rules")
  func points() throws {
    var plan = Self.plan(.lru, .sieve)
    plan.unit = .bytes
    plan.rules = EntryRules(overhead: 20, lifetime: .fixed(900_000))
    let trace = try Self.trace(sizes: true, times: true)
    let result = try plan.job(for: trace, name: "t").run(threads: 2)
    #expect(result.workingSetCapacity == 12_000 + 40 * 20)
    #expect(result.capacities.last == 12_800)
    for point in result.points {
      let setup = point.policy.setup(capacity: point.capacity, trace: trace)
      #expect(point.counts == point.policy.kind.replay(trace, setup, rules: plan.rules))
    }
    #expect(result.points.contains { $0.counts.expired > 0 })
    let entries = try Self.plan(.lru).job(for: trace, name: "t").run(threads: 1)
    #expect(entries.workingSetCapacity == 40)
    #expect(entries.points[0].counts.requestBytes == UInt64(trace.count))
  }

  @Test("the smallest cache within 1 % of the best is as small as any policy has it, to 1 % of its size")
  func smallest() throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      var state = seed
      let keys = (0..<20_000).map { _ -> UInt64 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let unit = Double(state >> 11) * 0x1p-53
        return UInt64(unit * unit * unit * 2000)
      }
      let trace = try CacheTrace(keys)
      let result = try Self.plan(.fifo, .lru, .arc, sizes: .points(6)).job(for: trace, name: "t").run(
        threads: 2)
      let smallest = try #require(result.smallestNearBest)
      let most = try #require(CurveFindings(result).most)
      let needed = 0.99 * (1 - most.missRatio)
      #expect(1 - smallest.missRatio >= needed)
      #expect(smallest.policy.replay(trace, capacity: smallest.capacity).missRatio == smallest.missRatio)
      let smaller = UInt64(Double(smallest.capacity) / 1.011)
      for kind in [PolicyKind.fifo, .lru, .arc] {
        #expect(
          1 - kind.replay(trace, capacity: smaller).missRatio < needed, "\(kind) at \(smaller), seed \(seed)")
      }
    }
  }

  @Test("findings name the winners, the head-room and the most hits")
  func findings() throws {
    let result = try Self.plan(.fifo, .lru, .lfu).job(for: try Self.trace(), name: "t").run(threads: 1)
    let findings = CurveFindings(result)
    #expect(findings.winners.reduce(0) { $0 + $1.count } + findings.ties.count == result.capacities.count)
    #expect(findings.ties.last == result.capacities.count - 1)
    #expect(zip(findings.winners, findings.winners.dropFirst()).allSatisfy { $0.count >= $1.count })
    let gaps = zip(findings.best, findings.bound).map { $0.missRatio - $1.missRatio }
    #expect(gaps.allSatisfy { $0 >= 0 })
    let (best, bound) = try #require(findings.widestHeadRoom)
    #expect(best.capacity == bound.capacity && best.missRatio - bound.missRatio == gaps.max())
    #expect(findings.most?.missRatio == findings.best.map(\.missRatio).min())
    let bounds = try Self.plan(.belady).job(for: try Self.trace(), name: "t").run(threads: 1)
    #expect(CurveFindings(bounds).most == nil && bounds.smallestNearBest == nil)
  }

  @Test("a small sample, unequal sizes and lifetimes are warned of")
  func warnings() throws {
    var plan = Self.plan(.lru)
    let trace = try Self.trace(sizes: true, times: true)
    #expect(try plan.job(for: trace, name: "t").run(threads: 1).warnings.isEmpty)
    plan.sampling = .keys(30)
    let refused = #expect(throws: Diagnostic.self) { try plan.job(for: trace, name: "t") }
    #expect(
      refused?.message == "the sample is too small for 'belady:bypass', which wants more than 100 keys; "
        + "a larger sample, or all keys, was expected")
    plan.drawsBound = false
    let sampled = try plan.job(for: trace, name: "t").run(threads: 1)
    #expect(sampled.sample?.keys == 30)
    #expect(sampled.warnings.count == 1 && sampled.warnings[0].contains("8,000"))
    plan.sampling = nil
    plan.drawsBound = true
    plan.unit = .bytes
    let heuristic = "beladysize:bypass knows the future but is a heuristic, no bound, as "
    #expect(
      try plan.job(for: trace, name: "t").run(threads: 1).warnings == [
        heuristic + "entries have unequal sizes"
      ])
    plan.rules.lifetime = .sliding(5000)
    #expect(
      try plan.job(for: trace, name: "t").run(threads: 1).warnings == [
        heuristic + "entries have unequal sizes and lifetimes and admission hold for it too"
      ])
    plan.drawsBound = false
    #expect(try plan.job(for: trace, name: "t").run(threads: 1).warnings.isEmpty)
  }

  @Test("what a trace lacks is said, and an empty one gives an empty result")
  func lacks() throws {
    var plan = Self.plan(.lru)
    plan.unit = .bytes
    #expect(throws: Diagnostic.self) { try plan.job(for: try Self.trace(), name: "t") }
    plan.unit = .entries
    plan.rules.lifetime = .fixed(1)
    #expect(throws: Diagnostic.self) { try plan.job(for: try Self.trace(), name: "t") }
    let empty = try plan.job(for: try CacheTrace([UInt64]()), name: "t").run(threads: 1)
    #expect(empty.points.isEmpty && empty.lines.isEmpty && empty.warnings.count == 1)
  }
}
