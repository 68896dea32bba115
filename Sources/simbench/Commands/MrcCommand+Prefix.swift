import CacheTraces
import Declarations
import Eviction
import Experiments
import Files
import Recordings
import Reporting
import Traffic

extension MrcCommand {
  /// `simbench mrc --prefix`: prompts as lists of blocks.
  static func runPrefix(
    _ invocation: Invocation, _ page: PageOption, path: String, name: String, folder: String, threads: Int
  ) throws(Diagnostic) -> Int32 {
    let others = [
      "--bytes", "--overhead", "--admission", "--sample", "--sample-size", "--stream",
    ]
    for option in others where invocation.has(option) || invocation.value(option) != nil {
      throw Diagnostic("\(option) is for single keys; a command without --prefix was expected", kind: .usage)
    }
    let plan = try prefixPlan(invocation)
    var source = RecordedSource(path: path)
    if let tokens = try invocation.integer("--block-tokens", 1...(1 << 20)) { source.blockTokens = tokens }
    if let count = try invocation.integer("--skip-bad", 0...(1 << 53)) { source.skipBad = count }
    if let count = try invocation.integer("--limit", 1...(1 << 53)) { source.limit = count }
    _ = try RegularFile(path)
    let writer = ResultsWriter(folder: try OutputFolder.results(folder, inputs: [path]))
    let isNoted = ScenarioOptions.noteMissingGnuplot(wantsCharts: !invocation.has("--no-plots"))
    var stream = try source.read()
    stream.name = name
    let result = try plan.run(stream, threads: threads)
    if invocation.has("--json") {
      Console.print(PrefixJSON(result).value.text() + "\n")
    } else {
      Console.print(PrefixReport(result, isANSI: Console.isANSI).text)
    }
    Console.deliver()
    let notes = try writer.write(
      result, traceHash: stream.sourceHash, drawsChart: !invocation.has("--no-plots"))
    for note in notes where !isNoted || note != ResultsWriter.missingGnuplot {
      Console.note("simbench: \(note)")
    }
    Console.note("results: \(folder)/")
    try page.write(
      folder: folder, charts: invocation.has("--no-plots") ? [] : [PrefixHitChart.name],
      tables: [PrefixTable.file]
    ) { PrefixPage(result, $0).text }
    return 0
  }

  private static func prefixPlan(_ invocation: Invocation) throws(Diagnostic) -> PrefixPlan {
    let lifetime = try self.lifetime(invocation)
    let names = try elements(
      of: invocation.value("--policies") ?? (lifetime == nil ? "lru,fifo,lfu" : "lru"), option: "--policies")
    var policies: [PrefixChoice] = []
    for name in names {
      policies.append(
        try usage("--policies") { () throws(EvictionError) in try PrefixChoice(parsing: name) })
    }
    if lifetime != nil, let other = policies.first(where: { !$0.hasLifetimes }) {
      throw Diagnostic(
        "--ttl is for lru, lru:last-to-first and belady with --prefix; one of them was expected instead of "
          + "'\(other)'", kind: .usage)
    }
    var plan = PrefixPlan(policies: policies)
    plan.lifetime = lifetime.map { $0 * 1_000_000 }
    plan.drawsBound = !invocation.has("--no-bound")
    if let text = invocation.value("--kv") {
      plan.keyValueSize = try usage("--kv") { () throws(EvictionError) in try KeyValueSize(parsing: text) }
    }
    if let share = try invocation.number("--warmup") {
      plan.warmUp = try usage("--warmup") { () throws(EvictionError) in try PrefixWarmUp(share: share) }
    }
    if let text = invocation.value("--block-identity") {
      guard let identity = BlockIdentity(rawValue: text) else {
        let known = BlockIdentity.allCases.map(\.rawValue).joined(separator: ", ")
        throw Diagnostic("--block-identity is '\(text)'; one of \(known) was expected", kind: .usage)
      }
      plan.identity = identity
    }
    plan.sizes = try prefixSizes(invocation)
    return plan
  }

  private static func prefixSizes(_ invocation: Invocation) throws(Diagnostic) -> PrefixPlan.Sizes {
    let points = try invocation.integer("--points", 2...10_000)
    guard let list = invocation.value("--sizes") else { return .points(points ?? 40) }
    guard points == nil else { throw exclusive("--sizes", "--points") }
    var sizes: [(share: Double?, capacity: PrefixCapacity?)] = []
    for text in try elements(of: list, option: "--sizes") {
      if text.hasSuffix("%") {
        guard let percent = Double(text.dropLast()), percent > 0, percent <= 100 else {
          throw Diagnostic(
            "the size '\(text)' cannot be; a share of the blocks above 0 % and at most 100 % was expected",
            kind: .usage)
        }
        sizes.append((percent / 100, nil))
      } else {
        let capacity = try usage("--sizes") { () throws(EvictionError) in try PrefixCapacity(parsing: text) }
        guard capacity.amount > 0 else {
          throw Diagnostic(
            "the size '\(text)' cannot be; a size above 0 in blocks, tokens or GiB was expected", kind: .usage
          )
        }
        sizes.append((nil, capacity))
      }
    }
    return .list(sizes)
  }
}
