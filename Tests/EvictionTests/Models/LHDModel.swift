import Eviction
import Simulation

/// Least hit density over an array, with its tables as dictionaries, in both variants.
struct LHDModel: PolicyModel {
  struct Cell: Hashable {
    var klass: Int
    var age: Int
  }

  /// What the policy knows of a resident beside what every model keeps.
  struct History {
    var usedAt: Int
    var hitAges: [Int]
    var isExplorer: Bool
    var klass: Int
  }

  let capacity: UInt64
  let isLibCacheSim: Bool
  let samples: Int
  let ages: Int
  let period: Int
  var unit: Int
  var clock = 0
  var budget: Int
  var sampled: SampledResidents
  var draws = CongruentialDraws()
  var histories: [UInt32: History] = [:]
  var hits: [Cell: Float] = [:]
  var evictions: [Cell: Float] = [:]
  var densities: [Cell: Float]?
  var recent: [UInt32?] = Array(repeating: nil, count: 8)
  var recentCount = 0
  var victimRank: Float = 0

  init(_ setup: PolicySetup) {
    capacity = setup.capacity
    isLibCacheSim = setup.variant == .libcachesim
    samples = Int(setup.parameters["samples"] ?? (isLibCacheSim ? 8 : 64))
    ages = Int(setup.parameters["ages"] ?? 20_000)
    period = Int(setup.parameters["period"] ?? (isLibCacheSim ? 1_048_576 : 65_536))
    budget = Int(Float(setup.parameters["explorers"] ?? 0.01) * Float(capacity))
    sampled = SampledResidents(seed: setup.seed)
    unit = isLibCacheSim ? 1024 : 1
    if !isLibCacheSim { unit = Self.unit(entries: Int(min(capacity, UInt64(setup.keys))), ages: ages) }
  }

  var residents: [ModelEntry] { sampled.entries }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    var victims: [UInt32] = []
    if let history = histories[key], let position = residents.position(of: key) {
      hits[cell(key), default: 0] += 1
      if history.isExplorer { budget += Int(residents[position].size) }
      histories[key]?.hitAges.append(clock - history.usedAt)
      _ = use(key)
    } else {
      guard UInt64(access.size) <= capacity else { return [] }
      while residents.bytes + UInt64(access.size) > capacity { victims.append(evict()) }
      sampled.entries.append(
        ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next))
      histories[key] = History(usedAt: clock, hitAges: [], isExplorer: false, klass: 0)
      let coin = use(key)
      if isLibCacheSim && !coin && rank(key) < victimRank {
        recent[recentCount % 8] = key
        recentCount += 1
      }
    }
    clock += 1
    if clock % period == 0 { fit() }
    return victims
  }

  mutating func remove(_ key: UInt32) {
    guard let history = histories[key], let position = residents.position(of: key) else { return }
    evictions[cell(key), default: 0] += 1
    if history.isExplorer { budget += Int(residents[position].size) }
    histories[key] = nil
    sampled.remove(key)
  }

  private mutating func use(_ key: UInt32) -> Bool {
    let coin = draw() % 32 == 0
    histories[key]?.usedAt = clock
    histories[key]?.isExplorer = coin && budget > 0
    if coin && budget > 0 { budget -= Int(size(key)) }
    classify(key)
    return coin
  }

  private mutating func draw() -> UInt64 {
    if isLibCacheSim { return draws.next() }
    sampled.draws += 1
    return sampled.stream.bits(sampled.draws - 1)
  }

  private mutating func evict() -> UInt32 {
    var candidates: [UInt32] = []
    for _ in 0..<samples {
      candidates.append(
        isLibCacheSim ? residents[Int(draws.next() % UInt64(residents.count))].key : sampled.sample().key)
    }
    candidates += recent.compactMap { $0 }.filter { histories[$0] != nil }
    var victim = candidates[0]
    for candidate in candidates where rank(candidate) < rank(victim) { victim = candidate }
    victimRank = 0.9 * victimRank + (1 - 0.9) * rank(victim)
    remove(victim)
    return victim
  }

  private func size(_ key: UInt32) -> UInt32 {
    residents.first { $0.key == key }?.size ?? 0
  }

  private func coarse(_ age: Int) -> Int { min(age / unit, ages - 1) }

  private func cell(_ key: UInt32) -> Cell {
    guard let history = histories[key] else { return Cell(klass: 0, age: 0) }
    return Cell(klass: history.klass, age: coarse(clock - history.usedAt))
  }

  private mutating func classify(_ key: UInt32) {
    guard let past = histories[key]?.hitAges else { return }
    let last = past.last.map { coarse($0) } ?? 0
    let before = past.count > 1 ? coarse(past[past.count - 2]) : past.count == 1 ? 0 : ages
    var (sum, klass) = (last + before, 0)
    while sum < ages && klass < 15 { (sum, klass) = (sum * 2, klass + 1) }
    histories[key]?.klass = klass
  }

  private func rank(_ key: UInt32) -> Float {
    let cell = cell(key)
    if cell.age == ages - 1 { return -.greatestFiniteMagnitude }
    let density: Float
    if let densities {
      density = densities[cell] ?? 0
    } else if isLibCacheSim {
      density = (17 + Float(cell.klass)) / Float(cell.age + 1)
    } else {
      density = (1 + Float(cell.klass)) / (Float(cell.age + 1) * 16)
    }
    let rank = density / Float(size(key))
    return histories[key]?.isExplorer == true ? rank + 1 : rank
  }

  private mutating func fit() {
    if !isLibCacheSim { recoarsen() }
    hits = hits.mapValues { $0 * 0.9 }
    evictions = evictions.mapValues { $0 * 0.9 }
    var fitted: [Cell: Float] = [:]
    for klass in 0..<16 {
      var (allHits, allEvents, allLife): (Float, Float, Float) = (0, 0, 0)
      for age in stride(from: ages - 1, through: 0, by: -1) {
        let cell = Cell(klass: klass, age: age)
        allHits += hits[cell] ?? 0
        allEvents += (hits[cell] ?? 0) + (evictions[cell] ?? 0)
        allLife += allEvents
        if allEvents > 1e-5 { fitted[cell] = allHits / allLife }
      }
    }
    densities = fitted
  }

  private mutating func recoarsen() {
    let wanted = Self.unit(entries: residents.count, ages: ages)
    guard wanted > unit || wanted * 2 < unit else { return }
    let old = unit
    unit = wanted
    hits = rescaled(hits, from: old)
    evictions = rescaled(evictions, from: old)
    for key in histories.keys.sorted() { classify(key) }
  }

  private func rescaled(_ events: [Cell: Float], from old: Int) -> [Cell: Float] {
    var result: [Cell: Float] = [:]
    for (cell, count) in events.sorted(by: { $0.key.age < $1.key.age }) {
      let first = cell.age * old / unit
      if unit > old {
        result[Cell(klass: cell.klass, age: first), default: 0] += count
      } else if first >= ages - 1 {
        result[Cell(klass: cell.klass, age: ages - 1), default: 0] += count
      } else {
        let parts = old / unit
        for part in 0..<parts {
          result[Cell(klass: cell.klass, age: min(first + part, ages - 1)), default: 0] +=
            count / Float(parts)
        }
      }
    }
    return result
  }

  /// The power of two by which a hundredth of the ages reaches as far as there are entries.
  private static func unit(entries: Int, ages: Int) -> Int {
    var unit = 1
    while 0.01 * Double(ages) * Double(unit) < Double(entries) && unit < 1 << 31 { unit *= 2 }
    return unit
  }
}
