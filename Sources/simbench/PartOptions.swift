import Declarations
import Experiments
import Files
import Scenarios
import Simulation
import Traffic

/// `--shard i/N --by UNIT`: a part of the stream through all strategies into a file, for `merge`.
struct PartOptions {
  private let invocation: Invocation
  private let shard: Shard
  private let unit: SampleUnit
  private let isCutOut: Bool

  /// The part that an invocation asks for; nil where it wants the whole stream, a sample or some cells.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  init?(_ invocation: Invocation, _ shard: Shard?) throws(Diagnostic) {
    let isPart = shard != nil && invocation.has("--by") && !invocation.has("--sample")
    guard isPart, let shard, let text = invocation.value("--by") else {
      guard !invocation.has("--cut-out") else {
        throw Diagnostic(
          "--cut-out says what the recording of a part holds; --shard and --by were expected beside it",
          kind: .usage)
      }
      return nil
    }
    guard let unit = SampleUnit(rawValue: text) else {
      throw Diagnostic(
        "--by is '\(text)'; one of \(SampleUnit.allCases.map(\.rawValue).joined(separator: ", ")) was expected",
        kind: .usage)
    }
    self.invocation = invocation
    self.shard = shard
    self.unit = unit
    isCutOut = invocation.has("--cut-out")
  }

  /// The part of a partial's header, with the words that its run had.
  init(_ invocation: Invocation, of partial: Partial, _ part: PartialPart) {
    self.invocation = invocation
    shard = partial.shard
    unit = part.sample.unit
    isCutOut = part.sample.part?.isCutOut ?? false
  }

  /// The scenario with a part of its stream.
  private func scenario(part index: Int, hasRecording: Bool) throws(Diagnostic) -> Scenario {
    var options = try ScenarioOptions.options(invocation, takesSample: false)
    options.part = JSONValue(members: [
      ("parts", JSONValue(shard.count)), ("part", JSONValue(index)), ("by", .string(unit.rawValue)),
      ("cut_out", .boolean(isCutOut)),
    ])
    if !hasRecording { options.overrides.append(Override(path: "workload.path", value: .string("-"))) }
    return try ScenarioOptions.scenario(invocation.arguments[0], options, invocation)
  }

  /// The scenario as all parts have it.
  func common() throws(Diagnostic) -> Scenario { try scenario(part: 0, hasRecording: !isCutOut) }

  /// What the sums of a part depend on; the recording is hashed for it unless it is none of the inputs.
  func fingerprint(_ common: Scenario, hasRecording: Bool) throws(Diagnostic) -> RunFingerprint {
    try RunFingerprint(
      common, .run, prices: try ShardOptions.prices(invocation), hasRecording: hasRecording)
  }

  /// Runs the part into its file.
  func run() throws(Diagnostic) -> Int32 {
    let scenario = try scenario(part: shard.index, hasRecording: true)
    var path = invocation.value("--partial") ?? ""
    if path.hasSuffix("/") { path += ShardOptions.file(scenario.name, .run, shard) }
    try FileIdentity.refuse(path, replacing: ScenarioOptions.inputs(scenario, invocation))
    let fingerprint = try fingerprint(try common(), hasRecording: !isCutOut)
    let runner = Runner(scenario, progress: ScenarioOptions.progress(of: scenario.name))
    let requests: Int
    do throws(Diagnostic) {
      requests = try runner.runPart(
        shard, fingerprint: fingerprint, words: ShardOptions.words(invocation), to: path)
    } catch {
      throw error.kind == .usage ? error : error.placed(in: scenario.path)
    }
    Console.note(
      "wrote the sums of \(requests.grouped) requests, part \(shard) by \(unit.rawValue), to \(path)")
    return 0
  }
}
