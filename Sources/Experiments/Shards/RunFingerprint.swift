import Declarations
import Files
import Scenarios
import Similarity
import Strategies

/// What the cells of a run depend on: partials of unlike ones are never merged.
public struct RunFingerprint: Sendable, Hashable {
  /// One thing that cells depend on.
  public struct Part: Sendable, Hashable {
    /// What it is, as messages name it.
    public var name: String
    /// A value or hash.
    public var value: String
  }

  /// All of them, in a fixed order.
  public let parts: [Part]

  /// Parts that were read.
  init(_ parts: [Part]) { self.parts = parts }

  /// What a command on a scenario depends on.
  ///
  /// - Parameters:
  ///   - prices: a hash of the price book.
  ///   - hasRecording: whether the recording is one of the inputs; it is not where every part has one of its own, nor
  ///     where sums are merged, which reads none.
  /// - Throws: a `Diagnostic` when an input cannot be read; of kind `usage` for standard input.
  /// - Complexity: O(bytes of the inputs).
  public init(_ scenario: Scenario, _ command: CellCommand, prices: String, hasRecording: Bool = true)
    throws(Diagnostic)
  {
    var parts = [
      Part(name: "simbench", value: Version.current), Part(name: "command", value: command.rawValue),
      Part(name: "scenario", value: scenario.hash),
      Part(
        name: "settings", value: SHA256.hash(Array(scenario.tree.text(indent: nil).utf8)).description),
      Part(name: "seed", value: String(scenario.seed)),
      Part(name: "replications", value: String(scenario.replications)),
      Part(name: "prices", value: prices),
    ]
    // The scenario's own bytes are in its hash, and not in its inputs' again.
    let own = hasRecording ? [] : scenario.workload.files
    for input in scenario.inputs.dropFirst() + RunFingerprint.vectors(scenario) where !own.contains(input) {
      parts.append(
        Part(name: RunFingerprint.name(of: input), value: try RunFingerprint.identity(of: input)))
    }
    guard scenario.path != "-" else { throw RunFingerprint.standardInput }
    self.parts = parts
  }

  /// The same without the recording of a scenario.
  public func withoutRecording(of scenario: Scenario) -> RunFingerprint {
    let names = scenario.workload.files.map(RunFingerprint.name)
    return RunFingerprint(parts.filter { !names.contains($0.name) })
  }

  private static func name(of input: String) -> String { "input '\(FilePath(input).name)'" }

  /// What differs from another, in words; nil when nothing does.
  public func difference(from other: RunFingerprint) -> String? {
    var differences: [String] = []
    for part in parts {
      let there = other.parts.first { $0.name == part.name }?.value
      if there != part.value {
        differences.append("\(part.name) is \(there ?? "not there") there and \(part.value) here")
      }
    }
    for part in other.parts where !parts.contains(where: { $0.name == part.name }) {
      differences.append("\(part.name) is \(part.value) there and not there here")
    }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }

  private static let standardInput = Diagnostic(
    "standard input is read once, and every shard reads its inputs; a file was expected", kind: .usage)

  /// Files of vectors.
  private static func vectors(_ scenario: Scenario) -> [String] {
    var names: Set<String> = []
    for need in scenario.strategies.flatMap(\.plans).flatMap(\.needs) {
      switch need {
      case .vectors(let name): names.insert(name)
      case .routing(let need): if let name = need.embedder { names.insert(name) }
      default: continue
      }
    }
    return names.filter { $0.hasSuffix(".npy") }.sorted().map {
      ScenarioLocator.resolve($0, from: scenario.path)
    }
  }

  /// The size and the hash of a file.
  private static func identity(of path: String) throws(Diagnostic) -> String {
    guard path != "-" else { throw standardInput }
    var file = try RegularFile(path)
    var hash = SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try file.read(into: buffer)
      if count == 0 { break }
      hash.combine(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    return "\(file.size) bytes \(hash.digest)"
  }
}
