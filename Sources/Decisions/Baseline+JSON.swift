import Declarations
import Experiments
import Files
import Scenarios

extension Baseline {
  /// The baseline as JSON: one line a setting and a metric, so that a change reads well in a diff.
  ///
  /// A figure is its mean, or the mean and the half-width of its interval.
  public var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("simbench_baseline", JSONValue(Baseline.format)), ("scenario", .string(scenario)),
      ("version", version.map { .string($0) } ?? .null),
      ("seed", .number(Double(seed), integer: Int64(exactly: seed))),
      ("replications", JSONValue(replications)), ("figures", JSONValue(figureCount)),
    ]
    if let trace {
      members.append(
        (
          "trace",
          JSONValue(members: [
            ("name", trace.name.map { .string($0) } ?? .null), ("hash", .string(trace.hash)),
          ])
        ))
    }
    switch recommendation {
    case .strategy(let name): members.append(("recommended", .string(name)))
    case .some(.none): members.append(("recommended", .null))
    case nil: break
    }
    if let demands { members.append(("rules", JSONValue(members: demands.map { ($0.path, $0.json) }))) }
    if let settings { members.append(("settings", JSONValue(members: settings.map { ($0.path, $0.value) }))) }
    members.append(
      (
        "strategies",
        JSONValue(
          members: strategies.map { strategy in
            (strategy.name, JSONValue(members: strategy.figures.map { ($0.metric, $0.json) }))
          })
      ))
    // A file that was read stays what it is, be it without a digest or with one of other figures.
    if let digest = isOfFile ? statedDigest : Baseline.digest(of: JSONValue(members: members)) {
      let place = 1 + (members.firstIndex { $0.0 == "figures" } ?? 0)
      members.insert((Baseline.digestKey, .string(digest)), at: place)
    }
    return JSONValue(members: members)
  }

  /// The digest of a baseline that is about to be written; nil where it could not be read again.
  private static func digest(of value: JSONValue) -> String? {
    // What is read back counts, so that no way to write a number matters.
    (try? JSONParser.parse(Array(value.text().utf8)))?.members.map { digest(of: $0) }
  }

  /// A digest of what a baseline's file holds, beside the digest itself: white space, line ends, the order of keys and
  /// the form of numbers do not matter.
  private static func digest(of members: [JSONMember]) -> String {
    var lines: [String] = []
    func add(_ node: JSONNode, _ path: String) {
      if let inner = node.members, !inner.isEmpty {
        for member in inner { add(member.node, path + "\u{0}" + member.key) }
      } else if let elements = node.elements, !elements.isEmpty {
        for (place, element) in elements.enumerated() { add(element, path + "\u{0}\(place)") }
      } else {
        lines.append(path + "\u{0}" + (node.number.map { "\($0)" } ?? node.text(indent: nil)))
      }
    }
    for member in members where member.key != digestKey { add(member.node, member.key) }
    var hash = ContentHash()
    for line in lines.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      hash.combine(Array((line + "\n").utf8))
    }
    return hash.digits
  }

  /// The key of the digest.
  private static let digestKey = "digest"

  /// The strategy whose layers a setting lists; nil for any other setting.
  private static func strategy(ofLayers path: String) -> String? {
    let (start, end) = ("strategies.", ".layers")
    guard path.hasPrefix(start), path.hasSuffix(end), path.count > start.count + end.count else { return nil }
    return String(path.dropFirst(start.count).dropLast(end.count))
  }

  /// Reads a baseline.
  ///
  /// - Parameter remedy: the command that writes a new one.
  /// - Throws: a `Diagnostic` of kind `baseline` when it is none.
  public init(bytes: [UInt8], path: String, remedy command: String) throws(Diagnostic) {
    func fault(_ message: String, _ node: JSONNode? = nil) -> Diagnostic {
      Diagnostic(message, kind: .baseline, file: path, position: node?.position)
    }
    let remedy = "; `\(command)` writes a new one"
    let root: JSONNode
    do throws(Diagnostic) {
      root = try JSONParser.parse(bytes, what: "baseline")
    } catch {
      throw Diagnostic(error.message + remedy, kind: .baseline, file: path, position: error.position)
    }
    if let format = root["simbench_baseline"]?.integer, !(1...Baseline.format).contains(format) {
      throw fault(
        "'simbench_baseline' is \(format); a version from 1 to \(Baseline.format) was expected" + remedy,
        root["simbench_baseline"])
    }
    guard let format = root["simbench_baseline"]?.integer, let scenario = root["scenario"]?.string,
      let seed = root["seed"]?.integer, seed >= 0, let replications = root["replications"]?.integer,
      replications > 0, let strategies = root["strategies"]?.members,
      format > 1 || root["scenario_hash"]?.string != nil, format == 1 || root["settings"]?.members != nil
    else { throw fault("is no baseline of simbench; `\(command)` writes one") }
    // A figure that cannot be held would pass: what is damaged is refused, and not read as absent.
    guard !strategies.isEmpty else {
      throw fault("'strategies' holds none; those of the scenario were expected" + remedy, root["strategies"])
    }
    var read: [Strategy] = []
    for strategy in strategies {
      let place = "'strategies.\(strategy.key)'"
      guard let metrics = strategy.node.members else {
        throw fault(
          "\(place) is \(strategy.node.value.typeName); an object of metrics was expected" + remedy,
          strategy.node)
      }
      guard !metrics.isEmpty else {
        throw fault("\(place) holds no metrics; some were expected" + remedy, strategy.node)
      }
      var figures: [Figure] = []
      for metric in metrics {
        guard let figure = Figure(metric) else {
          let what = metric.node.elements.map { "a list of \($0.count)" } ?? metric.node.value.typeName
          throw fault(
            "'strategies.\(strategy.key).\(metric.key)' is \(what); a number was expected, or one with its half-width"
              + remedy, metric.node)
        }
        figures.append(figure)
      }
      read.append(Strategy(name: strategy.key, figures: figures))
    }
    // The settings name every strategy: one without figures was taken out by hand, or lost in a merge.
    for setting in root["settings"]?.members ?? [] {
      guard let name = Baseline.strategy(ofLayers: setting.key), !read.contains(where: { $0.name == name })
      else { continue }
      throw fault("'strategies' lacks '\(name)', whose settings are there" + remedy, root["strategies"])
    }
    self.init(
      scenario: scenario, version: root["version"]?.string, seed: UInt64(seed), replications: replications,
      trace: root["trace"]?["hash"]?.string.map { Trace(name: root["trace"]?["name"]?.string, hash: $0) },
      strategies: read)
    settings = root["settings"]?.members.map { members in
      members.map { FigureSetting(path: $0.key, value: $0.node.value) }
    }
    if let stated = root["rules"] {
      guard let members = stated.members else {
        throw fault(
          "'rules' is \(stated.value.typeName); an object of what gates was expected" + remedy, stated)
      }
      demands = members.compactMap { Demand(path: $0.key, $0.node) }
    }
    if let stated = root["recommended"] {
      guard stated.value == .null || stated.string != nil else {
        throw fault(
          "'recommended' is \(stated.value.typeName); the name of a strategy or null was expected" + remedy,
          stated)
      }
      recommendation = stated.string.map { .strategy($0) } ?? Recommendation.none
    }
    fileHash = root["scenario_hash"]?.string
    isOfFile = true
    if let stated = root[Baseline.digestKey] {
      guard let digest = stated.string else {
        throw fault("'digest' is \(stated.value.typeName); a text was expected" + remedy, stated)
      }
      statedDigest = digest
      if Baseline.digest(of: root.members ?? []) != digest { editedFile = path }
    }
    // A figure that was taken out would stand as a new one, which nothing is held to.
    if let stated = root["figures"], stated.integer != figureCount {
      throw fault(
        "'figures' is \(stated.integer.map(String.init) ?? stated.value.typeName), and 'strategies' holds "
          + "\(figureCount): some were taken out or put in by hand, or in a merge" + remedy, stated)
    }
  }

  /// How many figures there are, which tells whether one was lost.
  private var figureCount: Int { strategies.reduce(0) { $0 + $1.figures.count } }
}

extension Baseline.Figure {
  fileprivate var json: JSONValue {
    halfWidth.map { JSONValue([JSONValue(mean), JSONValue($0)]) } ?? JSONValue(mean)
  }

  /// A number, or a list of a mean and a half-width; nil when it is neither.
  fileprivate init?(_ member: JSONMember) {
    if let number = member.node.number {
      self.init(member.key, mean: number)
    } else if let parts = member.node.elements, parts.count == 2, let mean = parts[0].number,
      let halfWidth = parts[1].number, halfWidth >= 0
    {
      self.init(member.key, mean: mean, halfWidth: halfWidth)
    } else {
      return nil
    }
  }
}
