import CacheTraces
import Declarations
import Eviction
import Experiments
import Files
import Foundation
import Recordings
import Reporting
import Simulation

/// `simbench mrc`: misses by policy and size of the cache.
enum MrcCommand {
  static let declaration = CommandDeclaration(
    name: "mrc", summary: "draw miss-ratio curves of a cache trace: a table, CSV and a chart",
    arguments: ["TRACE"],
    options: [
      .value(
        "--policies", "LIST",
        "policies by comma; \(usualPolicies) by default, less those that --admission cannot serve (`list policies`)",
        values: .policies),
      .flag("--no-bound", "leave the bound out, which knows the future"),
      .value("--sizes", "LIST", "sizes by comma: 1% of the working set, 500, 64MiB with --bytes"),
      .value("--points", "N", "sizes from a thousandth of the working set to all of it; 40 by default"),
      .flag("--bytes", "sizes in bytes by the trace's; entries by default"),
      .value("--overhead", "N", "bytes that the store keeps beside each entry, with --bytes"),
      .value(
        "--ttl", "SECONDS",
        "lifetime of an entry from its storing on; with --prefix, of a block from its last use on"),
      .flag("--ttl-sliding", "the lifetime starts anew at each hit"),
      .value(
        "--admission", "RULE", "which misses are stored: " + AdmissionRule.forms.joined(separator: ", "),
        values: .choices(AdmissionRule.forms)),
      .value("--sample", "RATE", "simulate a share of the keys: SHARDS for lru, miniatures for others"),
      .value("--sample-size", "N", "simulate a number of keys"),
      .flag("--stream", "with --sample: choose keys while the trace goes by, and never hold the rest"),
      .value("--by", "key", "what --sample keeps or leaves out: here always keys", values: .choices(["key"])),
      .value("--seed", "N", "seed of sampling, admission and policies; 1 by default"),
      .value("--threads", "N", "threads; 0 takes one a core"),
      .flag(
        "--prefix",
        "the trace has prompts as lists of blocks (Mooncake); hits are their longest cached prefix"),
      .value(
        "--kv", "SIZE", "with --prefix: bytes of a token's keys and values, or a model, for sizes in GiB",
        values: .choices(KeyValueModel.allCases.map(\.rawValue))),
      .value("--warmup", "SHARE", "with --prefix: share of the requests that fill the cache uncounted"),
      .value(
        "--block-identity", "WHAT", "with --prefix: given, or path where ids are hashes of a block alone",
        values: .choices(BlockIdentity.allCases.map(\.rawValue))),
      .value("--out", "DIR", "where results go; Results/mrc-<trace> by default"),
      .flag("--no-plots", "draw no chart"),
      .flag("--json", "the report as JSON"),
    ] + PageOption.declarations + CacheTraceOptions.declarations,
    example: "simbench mrc cloudPhysicsIO.oracleGeneral.bin --policies lru,fifo,sieve --sizes 1%,10%",
    run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let path = invocation.arguments[0]
    let page = try PageOption(invocation)
    try page.check(inputs: [path])
    let name = self.name(of: path)
    let folder = invocation.value("--out") ?? "Results/mrc-\(name)"
    let stated = try invocation.integer("--threads", 0...1024) ?? 0
    let threads = stated == 0 ? Parallel.defaultThreads : stated
    if invocation.has("--prefix") {
      return try runPrefix(invocation, page, path: path, name: name, folder: folder, threads: threads)
    }
    for option in ["--kv", "--warmup", "--block-identity"] where invocation.value(option) != nil {
      throw Diagnostic("\(option) is for prompts; --prefix was expected beside it", kind: .usage)
    }
    let plan = try self.plan(invocation)
    let file = try CacheTraceOptions.file(path, invocation, wants: plan.wants, threads: threads)
    // Before the work: a folder that cannot be written should not cost a run.
    if path != "-" { _ = try RegularFile(path) }
    try OutputFolder.checkWritable(folder)
    let isNoted = ScenarioOptions.noteMissingGnuplot(wantsCharts: !invocation.has("--no-plots"))
    let (job, traceHash) =
      invocation.has("--stream")
      ? (try streamed(plan, file, invocation, name: name), nil) : try loaded(plan, file, name: name)
    let writer = ResultsWriter(folder: try OutputFolder.results(folder, inputs: [path]))
    var progress: (@Sendable (Int, Int) -> Void)?
    if let report = ScenarioOptions.progress(of: name) { progress = { report($0, $1, "caches") } }
    let result = try job.run(
      threads: threads, progress: progress)
    if invocation.has("--json") {
      Console.print(CurveJSON(result).value.text() + "\n")
    } else {
      Console.print(CurveReport(result, isANSI: Console.isANSI).text)
    }
    Console.deliver()
    let notes = try writer.write(
      result, traceHash: traceHash, drawsChart: !invocation.has("--no-plots"))
    for note in notes where !isNoted || note != ResultsWriter.missingGnuplot {
      Console.note("simbench: \(note)")
    }
    Console.note("results: \(folder)/")
    try page.write(
      folder: folder, charts: invocation.has("--no-plots") ? [] : [MissRatioChart.name],
      tables: [CurveTable.file]
    ) { CurvePage(result, $0).text }
    return 0
  }

  private static func loaded(
    _ plan: CurvePlan, _ file: CacheTraceFile, name: String
  ) throws(Diagnostic) -> (CurveJob, traceHash: String?) {
    let loaded = try file.load()
    for message in loaded.messages { Console.note("simbench: \(message)") }
    var job = try plan.job(for: loaded.trace, name: name)
    job.dropped = loaded.dropped
    return (job, loaded.trace.contentHash)
  }

  /// The job on a sample of keys that are chosen as the trace goes by.
  private static func streamed(
    _ plan: CurvePlan, _ file: CacheTraceFile, _ invocation: Invocation, name: String
  ) throws(Diagnostic) -> CurveJob {
    guard case .rate(let rate)? = plan.sampling?.amount else {
      throw Diagnostic(
        "--stream holds a part of the keys; --sample RATE was expected beside it", kind: .usage)
    }
    guard !file.usesFirstSizes else { throw exclusive("--stream", "--first-sizes") }
    let (sampled, read) = try sample(file, rate: rate, seed: plan.seed)
    for message in read.messages { Console.note("simbench: \(message)") }
    var job = try plan.job(for: sampled, name: name)
    job.dropped = read.dropped
    return job
  }

  private static func sample(
    _ file: CacheTraceFile, rate: Double, seed: UInt64
  ) throws(Diagnostic) -> (SampledTrace, read: (dropped: [DroppedRows], messages: [String])) {
    var sampler: SpatialSampler
    do throws(EvictionError) { sampler = try SpatialSampler(rate: rate, seed: seed) } catch {
      throw Diagnostic("--sample: \(error)", kind: .usage)
    }
    let read = try file.stream { (batch) throws(EvictionError) in try sampler.append(batch) }
    do throws(EvictionError) { return (try sampler.finish(), read) } catch {
      throw Diagnostic("\(error)", kind: .usage)
    }
  }

  /// The last part of a path without its endings.
  private static func name(of path: String) -> String {
    var name = FilePath.title(of: path)
    let endings = [
      ".gz", ".zst", ".csv", ".jsonl", ".txt", ".keys", ".bin", ".oracleGeneral", ".simtrace",
    ]
    for ending in endings where name.hasSuffix(ending) && name.count > ending.count {
      name.removeLast(ending.count)
    }
    return name
  }

  // MARK: Options

  private static func plan(_ invocation: Invocation) throws(Diagnostic) -> CurvePlan {
    let unit = invocation.has("--bytes") ? CapacityUnit.bytes : .entries
    let rules = try self.rules(invocation, unit)
    let choices =
      if let list = invocation.value("--policies") { try policies(list) } else {
        try usualPolicies(under: rules.admission)
      }
    var plan = CurvePlan(policies: choices)
    plan.drawsBound = !invocation.has("--no-bound")
    plan.unit = unit
    plan.sizes = try sizes(invocation, unit)
    plan.rules = rules
    plan.sampling = try sampling(invocation)
    for choice in plan.choices {
      try usage("--admission") { () throws(EvictionError) in
        try plan.rules.admission.validate(for: choice.kind)
      }
    }
    if let seed = try invocation.integer("--seed", 0...(1 << 53)) { plan.seed = UInt64(seed) }
    return plan
  }

  /// The policies that are drawn unless others are named.
  private static let usualPolicies = "lru,fifo,arc,sieve,s3fifo"

  /// The usual policies that an admission rule goes with; the others are named on stderr.
  private static func usualPolicies(under admission: AdmissionRule) throws(Diagnostic) -> [PolicyChoice] {
    let usual = try policies(usualPolicies)
    let left = usual.filter { !admission.isServed(by: $0.kind) }
    if !left.isEmpty {
      let names = left.map(\.kind.rawValue).joined(separator: ", ")
      Console.note(
        "simbench: left out: \(names); \(admission) asks for the next victim, which \(left.count == 1 ? "it" : "they") "
          + "cannot name")
    }
    return usual.filter { admission.isServed(by: $0.kind) }
  }

  private static func policies(_ list: String) throws(Diagnostic) -> [PolicyChoice] {
    try elements(of: list, option: "--policies").map { (text) throws(Diagnostic) in
      try usage("--policies") { () throws(EvictionError) in try PolicyChoice(parsing: text) }
    }
  }

  private static func sizes(_ invocation: Invocation, _ unit: CapacityUnit) throws(Diagnostic)
    -> CurvePlan.Sizes
  {
    let points = try invocation.integer("--points", 2...10_000)
    guard let list = invocation.value("--sizes") else { return .points(points ?? 40) }
    guard points == nil else { throw exclusive("--sizes", "--points") }
    return .list(
      try elements(of: list, option: "--sizes").map { (text) throws(Diagnostic) in
        try CacheSize(parsing: text, unit: unit)
      })
  }

  private static func rules(_ invocation: Invocation, _ unit: CapacityUnit) throws(Diagnostic) -> EntryRules {
    var rules = EntryRules()
    if let overhead = try invocation.integer("--overhead", 0...(1 << 30)) {
      guard unit == .bytes else {
        throw Diagnostic("--overhead is in bytes; --bytes was expected beside it", kind: .usage)
      }
      rules.overhead = UInt32(overhead)
    }
    if let span = try lifetime(invocation) {
      rules.lifetime = invocation.has("--ttl-sliding") ? .sliding(span) : .fixed(span)
    }
    if let text = invocation.value("--admission") {
      rules.admission = try usage("--admission") { () throws(EvictionError) in
        try AdmissionRule(parsing: text)
      }
    }
    return rules
  }

  /// The milliseconds of `--ttl`, or nil.
  static func lifetime(_ invocation: Invocation) throws(Diagnostic) -> Int64? {
    guard let seconds = try invocation.number("--ttl") else {
      guard invocation.has("--ttl-sliding") else { return nil }
      throw Diagnostic("--ttl-sliding says how --ttl counts; --ttl was expected beside it", kind: .usage)
    }
    let most: Double = invocation.has("--prefix") ? 1e9 : 1e12
    guard seconds >= 0.001, seconds < most else {
      throw Diagnostic(
        "--ttl is '\(seconds)'; 0.001 s to 10^\(most == 1e9 ? 9 : 12) s were expected", kind: .usage)
    }
    return Int64((seconds * 1000).rounded())
  }

  private static func sampling(_ invocation: Invocation) throws(Diagnostic) -> Sampling? {
    let count = try invocation.integer("--sample-size", 1...(1 << 40))
    if let unit = invocation.value("--by"), unit != "key" {
      throw Diagnostic(
        "--by is '\(unit)'; key was expected, since a curve of a cache that all share is that of its keys",
        kind: .usage)
    }
    guard let rate = try invocation.number("--sample") else {
      guard !invocation.has("--by") else {
        throw Diagnostic("--by says what --sample keeps; --sample was expected beside it", kind: .usage)
      }
      return count.map { .keys($0) }
    }
    guard count == nil else { throw exclusive("--sample", "--sample-size") }
    guard rate > 0, rate <= 1 else {
      throw Diagnostic("--sample is '\(rate)'; a number above 0, at most 1, was expected", kind: .usage)
    }
    return .rate(rate)
  }

  static func elements(of list: String, option: String) throws(Diagnostic) -> [String] {
    let elements = list.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard elements.allSatisfy({ !$0.isEmpty }) else {
      throw Diagnostic(
        "\(option) is '\(list)'; names or numbers with commas between were expected", kind: .usage)
    }
    return elements
  }

  static func exclusive(_ first: String, _ second: String) -> Diagnostic {
    Diagnostic("\(first) and \(second) exclude each other; one of them was expected", kind: .usage)
  }

  static func usage<Value>(
    _ option: String, _ body: () throws(EvictionError) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(EvictionError) { return try body() } catch {
      throw Diagnostic("\(option): \(error)", kind: .usage)
    }
  }
}
