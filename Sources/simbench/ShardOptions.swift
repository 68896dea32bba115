import Declarations
import Experiments
import Files
import Reporting
import Foundation
import Scenarios
import Similarity

/// `--shard`, `--shards` and `--partial`: some cells of a command into a file, for `merge`.
enum ShardOptions {
  static let declarations: [OptionDeclaration] = [
    .value("--shard", "i/N", "only the cells of shard i of N, from 0; also from SIMBENCH_SHARD"),
    .value("--shards", "N", "the number of shards, where an engine's variable gives the index"),
    .value(
      "--partial", "FILE",
      "write the figures of those cells there, for `simbench merge`; FOLDER/ names the file itself"),
  ]

  /// Variables in which engines give a task its number, the first that is set being taken.
  static let indexVariables = ["JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID", "AWS_BATCH_JOB_ARRAY_INDEX"]

  /// The shard that an invocation asks for, or nil for the whole; a choice among variables is noted.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  static func shard(
    _ invocation: Invocation, _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(Diagnostic) -> Shard? {
    let count = try invocation.integer("--shards", 1...Shard.most)
    if let text = invocation.value("--shard") {
      guard count == nil else {
        throw Diagnostic(
          "--shard has the number of shards already; --shards beside it was not expected", kind: .usage)
      }
      return try checked(try Shard(text, from: "--shard"), invocation)
    }
    guard invocation.has("--partial") || count != nil else { return nil }
    if count == nil, let text = environment["SIMBENCH_SHARD"], !text.isEmpty {
      return try checked(noted(try Shard(text, from: "SIMBENCH_SHARD"), "SIMBENCH_SHARD"), invocation)
    }
    for name in indexVariables {
      guard let text = environment[name], !text.isEmpty else { continue }
      guard let count else {
        throw Diagnostic(
          "\(name) is '\(text)' and says nothing of how many shards there are; --shards N was expected",
          kind: .usage)
      }
      guard let index = Shard.number(text), let shard = Shard(index, of: count) else {
        throw Diagnostic(
          "\(name) is '\(text)'; an integer from 0 to \(count - 1) was expected beside --shards \(count)",
          kind: .usage)
      }
      return try checked(noted(shard, name), invocation)
    }
    throw Diagnostic(
      "no shard is named; --shard i/N, SIMBENCH_SHARD=i/N, or --shards N beside one of "
        + "\(indexVariables.joined(separator: ", ")) was expected", kind: .usage)
  }

  private static func noted(_ shard: Shard, _ name: String) -> Shard {
    Console.note("simbench: shard \(shard), from \(name)")
    return shard
  }

  /// Refuses options that a shard has no use for: nothing is dropped in silence.
  private static func checked(_ shard: Shard, _ invocation: Invocation) throws(Diagnostic) -> Shard {
    guard invocation.has("--partial") else {
      throw Diagnostic("a shard has no results of its own; --partial FILE was expected", kind: .usage)
    }
    let idle = [
      "--out", "--requests", "--ledger", "--ledger-strategy", "--ledger-form", "--no-plots", "--html",
      "--json", "--private", "--stream",
    ].first(where: invocation.has)
    if let idle {
      throw Diagnostic(
        "\(idle) says nothing beside --partial: a shard writes its cells alone, and `simbench merge` the results",
        kind: .usage)
    }
    return shard
  }

  /// Runs a shard into its file.
  static func run(_ shard: Shard, of command: CellCommand, _ invocation: Invocation, _ scenario: Scenario)
    throws(Diagnostic) -> Int32
  {
    var path = invocation.value("--partial") ?? ""
    if path.hasSuffix("/") { path += file(scenario.name, command, shard) }
    try OutputFolder.checkFile(path, replacing: ScenarioOptions.inputs(scenario, invocation))
    let runner = Runner(scenario, progress: ScenarioOptions.progress(of: scenario.name))
    let done: (cells: Int, total: Int)
    do throws(Diagnostic) {
      done = try runner.run(
        shard, of: command, fingerprint: try fingerprint(scenario, command, invocation),
        words: words(invocation), to: path, maximumCells: try maximumCells(invocation))
    } catch {
      throw error.kind == .usage ? error : error.placed(in: scenario.path)
    }
    Console.note("wrote \(done.cells) of \(done.total) cells to \(path)")
    return 0
  }

  /// What the cells of an invocation depend on.
  static func fingerprint(_ scenario: Scenario, _ command: CellCommand, _ invocation: Invocation)
    throws(Diagnostic) -> RunFingerprint
  {
    try RunFingerprint(scenario, command, prices: try prices(invocation))
  }

  /// The most points of a sweep that an invocation allows.
  static func maximumCells(_ invocation: Invocation) throws(Diagnostic) -> Int {
    try invocation.integer("--max-cells", 1...(1 << 40)) ?? 1_000_000
  }

  /// The words that name a scenario and change it, as an invocation has them.
  static func words(_ invocation: Invocation) -> [String] {
    var words = [invocation.arguments[0]]
    for name in [
      "--set", "--trace", "--seed", "--replications", "--prices", "--max-cells", "--sample", "--by",
    ] {
      for value in invocation.all(name) { words += [name, value] }
    }
    for name in ["--allow-unknown", "--cut-out"] where invocation.has(name) { words.append(name) }
    return words
  }

  /// What runs a shard again, as a line of the shell.
  static func line(_ command: CellCommand, _ words: [String], _ shard: Shard, to path: String) -> String {
    (["simbench", command.rawValue] + words + ["--shard", "\(shard)", "--partial", path]).map(quoted)
      .joined(separator: " ")
  }

  /// What a partial of a shard is called.
  static func file(_ name: String, _ command: CellCommand, _ shard: Shard) -> String {
    "\(name)-\(command.rawValue)-\(shard.index)-of-\(shard.count)\(Partial.suffix)"
  }

  /// A word as the shell takes it.
  static func quoted(_ word: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+@%")
    if !word.isEmpty, word.allSatisfy(plain.contains) { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// A hash of the price book that an invocation takes.
  static func prices(_ invocation: Invocation) throws(Diagnostic) -> String {
    var path = invocation.value("--prices")
    let environment = ProcessInfo.processInfo.environment
    if path == nil, let own = UserPrices.path(environment) {
      if environment["SIMBENCH_PRICES"]?.isEmpty == false || FileIdentity.exists(own) { path = own }
    }
    guard let path else { return "embedded" }
    return SHA256.hash(try RegularFile.read(path)).description
  }
}
