import Foundation
import Testing

/// Every numeric field of the schema at the ends of its range and of its type, on the built program.
@Suite("boundary values of scenarios")
struct BoundaryTests {
  @Test(
    "no number that the schema allows ends in a trap", .tags(.slow), .unlessQuick,
    arguments: ["run", "workload", "providers", "strategies", "analysis", "expect"])
  func noTrap(section: String) async throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(BoundaryTests.rows, to: "t.csv")
    try simbench.write(BoundaryTests.outcomes, to: "out.csv")
    let schema = try JSONSerialization.jsonObject(with: Data(simbench.run(["schema"]).output.utf8))
    var walk = SchemaWalk(section: section)
    walk.visit((schema as? [String: Any])?["properties"] as? [String: Any] ?? [:])
    #expect(!walk.cases.isEmpty)
    // Two at a time: each is a process.
    let cases = Array(walk.cases.enumerated())
    for (place, value) in cases { try simbench.write(value.scenario, to: "c\(place).json") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<2 {
        group.addTask {
          try BoundaryTests.run(cases.filter { $0.offset % 2 == worker }, of: worker, in: simbench)
        }
      }
      try await group.waitForAll()
    }
  }

  /// Runs scenarios one after the other in one shell, and looks at how each ended.
  private static func run(
    _ cases: [(offset: Int, element: SchemaWalk.Case)], of worker: Int, in simbench: Simbench
  ) throws {
    // What would take long is cut off: it did not trap until then.
    let head = """
      ulimit -v 8000000
      one() { timeout 10 "$S" $2 c$1.json ${@:3} --threads 1 > o$1 2> e$1; echo "$1 $?"; rm -rf r$1 o$1; }

      """
    let lines = cases.map { "one \($0) \($1.command) \($1.options.replacing("FOLDER", with: "r\($0)"))\n" }
    try simbench.write(head + lines.joined(), to: "worker\(worker).sh")
    let outcome = try simbench.shell("bash worker\(worker).sh", environment: ["SWIFT_BACKTRACE": "enable=no"])
    let codes = outcome.output.split(separator: "\n").map { $0.split(separator: " ").compactMap { Int($0) } }
    try #require(codes.map(\.first) == cases.map(\.offset), "\(outcome.errors)")
    for (code, (number, value)) in zip(codes, cases) where code[1] != 0 {
      let errors = String(decoding: try simbench.bytes("e\(number)"), as: UTF8.self)
      #expect(
        [3, 65, 124].contains(code[1]),
        "\(value.path) = \(value.text) ended with \(code[1]): \(errors.suffix(300))")
      if code[1] == 65 { #expect(errors.contains("error: "), "\(value.path) = \(value.text): \(errors)") }
    }
  }

  private static let rows =
    "timestamp,prompt,output_tokens\n" + (0..<12).map { "\($0),hello \($0 % 3),20\n" }.joined()
  private static let outcomes =
    "query,model,correct,input_tokens,output_tokens\n"
    + (0..<20).map { "what is \($0),gpt-4o,1,10,5\nwhat is \($0),gpt-4o-mini,\($0 % 2),10,5\n" }.joined()
}

/// Walks the JSON Schema of a scenario and makes a scenario for each end of each number in it.
struct SchemaWalk {
  struct Case: Sendable {
    var path: String
    var text: String
    var scenario: String
    var command: String
    var options: String
  }

  let section: String
  private(set) var cases: [Case] = []

  init(section: String) { self.section = section }

  mutating func visit(_ properties: [String: Any]) {
    guard let schema = properties[section] as? [String: Any] else { return }
    walk(schema, section, section) { $0 }
  }

  /// Names that stand for a text whose meaning is checked.
  private static let texts = [
    "model": "gpt-4o", "first": "gpt-4o-mini", "then": "gpt-4o", "throttle_to": "gpt-4o-mini",
    "text": "grammar:support", "strategy": "s", "baseline": "n", "embedder": "hashed_ngrams",
    "price_of": "gpt-4o", "router": "knn", "threshold_strategy": "s", "name": "y",
  ]

  private func alternatives(_ schema: [String: Any]) -> [[String: Any]] {
    (schema["oneOf"] ?? schema["anyOf"]) as? [[String: Any]] ?? []
  }

  /// The least value that a schema takes.
  private func instance(_ schema: [String: Any], _ key: String) -> Any {
    if let first = alternatives(schema).first { return instance(first, key) }
    if let value = schema["const"] ?? (schema["enum"] as? [Any])?.first { return value }
    switch schema["type"] as? String {
    case "object":
      if key == "routes" { return ["simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"] }
      let required = schema["required"] as? [String] ?? []
      var object: [String: Any] = [:]
      for case (let name, let child as [String: Any]) in schema["properties"] as? [String: Any] ?? [:]
      where required.contains(name) || child["const"] != nil {
        object[name] = instance(child, name)
      }
      return object
    case "array":
      let count = max(1, schema["minItems"] as? Int ?? 1)
      return Array(repeating: instance(schema["items"] as? [String: Any] ?? [:], key), count: count)
    case "number", "integer":
      if let value = schema["default"] { return value }
      let least = (schema["minimum"] ?? schema["exclusiveMinimum"]) as? Double ?? 0
      return min((schema["maximum"] as? Double) ?? .infinity, least + 1)
    case "boolean": return true
    default: return SchemaWalk.texts[key] ?? "x"
    }
  }

  /// The ends of a number's range, and of the types that it may become.
  private func ends(_ schema: [String: Any]) -> [String] {
    let low = (schema["minimum"] ?? schema["exclusiveMinimum"]) as? Double
    let high = schema["maximum"] as? Double
    var texts = ["0", "-9223372036854775808", "9223372036854775807", "9007199254740992", "4294967296"]
    if schema["type"] as? String == "number" {
      texts += ["5e-324", "1e-12", "1.7976931348623157e308", "-1.7976931348623157e308", "9.3e18"]
    }
    for end in [low, high].compactMap({ $0 }) {
      texts.append(Int64(exactly: end).map(String.init) ?? "\(end)")
    }
    return texts.filter { text in
      guard let value = Double(text) else { return false }
      return value >= low ?? -.infinity && value <= high ?? .infinity
    }
  }

  private mutating func walk(
    _ schema: [String: Any], _ path: String, _ key: String, _ build: (Any) -> Any
  ) {
    for alternative in alternatives(schema) { walk(alternative, path, key, build) }
    switch schema["type"] as? String {
    case "number", "integer":
      for text in Set(ends(schema)).sorted() { add(path, text, build(Mark.place)) }
    case "object":
      let base = instance(schema, key) as? [String: Any] ?? [:]
      var children = schema["properties"] as? [String: Any] ?? [:]
      if let others = schema["additionalProperties"] as? [String: Any] {
        children[key == "models" ? "gpt-4o" : key == "routes" ? "simple" : "free"] = others
      }
      for (name, child) in children.sorted(by: { $0.key < $1.key }) where name != "notes" {
        guard let child = child as? [String: Any], child["const"] == nil else { continue }
        walk(child, path + "." + name, name) { value in
          build(base.merging([name: value]) { $1 })
        }
      }
    case "array":
      let items = schema["items"] as? [String: Any] ?? [:]
      let rest = Array(repeating: instance(items, key), count: max(1, schema["minItems"] as? Int ?? 1) - 1)
      walk(items, path + "[0]", key) { value in build([value] + rest) }
    default: break
    }
  }

  /// Stands for the number until the scenario is text: not every end survives a round trip through a double.
  private enum Mark { static let place = "@number@" }

  private mutating func add(_ path: String, _ text: String, _ value: Any) {
    guard let data = try? JSONSerialization.data(withJSONObject: scenario(with: value)) else { return }
    let scenario = String(decoding: data, as: UTF8.self)
      .replacingOccurrences(of: "\"\(Mark.place)\"", with: text)
    let command = section == "sweep" ? "sweep" : section == "expect" ? "check" : "run"
    let options =
      command == "run"
      ? "--no-plots --out FOLDER" : command == "sweep" ? "--no-plots --out FOLDER" : "--no-baseline"
    cases.append(Case(path: path, text: text, scenario: scenario, command: command, options: options))
  }

  /// A tiny scenario with one section from the walk.
  private func scenario(with value: Any) -> [String: Any] {
    var run: [String: Any] = ["replications": 1, "warmup_h": 0.01, "measure_h": 0.05]
    var workload: [String: Any] = [
      "kind": "synthetic", "arrivals": ["rate_per_s": 0.3],
      "paraphrases": ["text": "grammar:support", "per_intent": 3], "users": ["count": 10],
      "intents": ["count": 20],
    ]
    let models: [String: Any] = ["gpt-4o": [String: Any](), "gpt-4o-mini": [String: Any]()]
    var providers: [String: Any] = ["p": ["models": models], "embedder": ["model": "text-embedding-3-small"]]
    var strategies: [Any] = [
      ["name": "n", "model": "gpt-4o"],
      ["name": "s", "model": "gpt-4o", "layers": [["use": "exact_cache"]]],
    ]
    var root: [String: Any] = ["simbench": 1, "name": "x"]
    let object = value as? [String: Any] ?? [:]
    switch section {
    case "run": run.merge(object) { $1 }
    case "workload":
      if object["kind"] as? String == "synthetic" {
        for (key, child) in object {
          let own = workload[key] as? [String: Any] ?? [:]
          workload[key] = (child as? [String: Any]).map { own.merging($0) { $1 } } ?? child
        }
      } else {
        workload = object
        workload["path"] = object["kind"] as? String == "outcomes" ? "out.csv" : "t.csv"
      }
    case "providers":
      for (name, child) in object {
        guard name != "embedder", var provider = child as? [String: Any] else {
          providers[name] = child
          continue
        }
        let stated = provider["models"] as? [String: Any] ?? [:]
        provider["models"] = models.merging(stated.filter { models[$0.key] != nil }) { $1 }
        providers["p"] = nil
        providers[name] = provider
      }
    case "strategies":
      var strategy = (value as? [Any])?.first as? [String: Any] ?? [:]
      strategy["model"] = strategy["model"] ?? "gpt-4o"
      strategies.append(strategy)
    default: root[section] = value
    }
    root.merge(["run": run, "workload": workload, "providers": providers, "strategies": strategies]) {
      own, _ in own
    }
    return root
  }
}
