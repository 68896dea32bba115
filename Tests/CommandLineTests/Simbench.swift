import Foundation
import Testing

/// Runs the built executable in a folder of its own.
struct Simbench {
  struct Outcome {
    var code: Int32
    var output: String
    var errors: String
  }

  let folder: URL

  /// A fresh folder with a small scenario `Scenarios/small.json`.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("simbench-" + UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("Scenarios"), withIntermediateDirectories: true)
    try write(Simbench.small, to: "Scenarios/small.json")
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  /// Runs a command line and waits for it.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try start(try Simbench.executable(), arguments, environment)
  }

  /// Runs a line of the shell in which `$S` is the executable, and waits for it.
  func shell(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
    let own = ["S": try Simbench.executable().path].merging(environment) { $1 }
    return try start(URL(fileURLWithPath: "/bin/bash"), ["-c", line], own)
  }

  private func start(
    _ program: URL, _ arguments: [String], _ environment: [String: String]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = folder.appendingPathComponent("stdout-" + UUID().uuidString)
    let errors = folder.appendingPathComponent("stderr-" + UUID().uuidString)
    for url in [output, errors] { #expect(FileManager.default.createFile(atPath: url.path, contents: nil)) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    defer { for url in [output, errors] { try? FileManager.default.removeItem(at: url) } }
    let code =
      process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Outcome(
      code: code, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// The executable that was built beside the tests.
  static func executable() throws -> URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent("simbench")
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder), !isFolder.boolValue {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    throw CocoaError(.fileNoSuchFile)
  }

  /// A scenario of every kind of layer that runs in a fraction of a second.
  static let small = """
    { "simbench": 1, "name": "small", "run": { "seed": 3, "replications": 3, "warmup_h": 1, "measure_h": 3 },
      "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 0.4, "diurnal_peak_to_mean": 1.5 },
        "users": { "count": 50, "tier_share": { "free": 0.7, "pro": 0.3 } },
        "intents": { "count": 120, "one_off_share": 0.2, "volatile_share": 0.2, "answer_lifetime_h": { "volatile": 1 } },
        "paraphrases": { "per_intent": 12, "text": "grammar:support" },
        "tokens": { "system": 1100, "context_median": 300, "output_median": 200 },
        "temperature_zero_share": 0.9, "batch_eligible_share": 0.1, "high_priority_share": 0.1 },
      "providers": { "openai": { "models": { "gpt-4o": { "quality": 0.9 }, "gpt-4o-mini": { "quality": 0.8 } }, "prompt_cache": {}, "batch": {},
          "limits": { "requests_per_min": 60 }, "faults": { "error_share": 0.02, "error_billed_share": 0.5, "outages": [ { "start_h": 2, "duration_min": 5 } ] } },
        "embedder": { "model": "text-embedding-3-small", "latency_ms_median": 25 } },
      "strategies": [
        { "name": "naive", "model": "gpt-4o", "layers": [] },
        { "name": "exact", "model": "gpt-4o", "layers": [ { "use": "exact_cache", "capacity": 60 } ] },
        { "name": "full", "extends": "exact", "add": [ { "use": "semantic_cache", "threshold": 0.85, "capacity": 60 }, { "use": "coalesce" },
          { "use": "router", "routes": { "simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o" } },
          { "use": "batch_api" }, { "use": "window_batch", "window_ms": 300 }, { "use": "prompt_cache" },
          { "use": "rate_limit" }, { "use": "compress" }, { "use": "budget", "monthly_usd": 4000, "throttle_to": "gpt-4o-mini" } ] },
        { "name": "oracle", "model": "gpt-4o", "layers": [ { "use": "oracle_cache" }, { "use": "oracle_router", "min_quality": 0.8 } ] } ],
      "analysis": { "baseline": "naive", "thresholds": [0.7, 0.9], "curve_points": 4, "attribution": "leave_one_out" },
      "output": { "csv": ["summary", "layers", "timeline"], "plots": ["cost_bar", "hit_vs_size", "threshold_tradeoff"], "format": "svg" },
      "expect": [ { "strategy": "exact", "metric": "hit_share", "min": 0.01 }, { "strategy": "full", "metric": "cost_saving_share", "greater_than": "exact" } ] }
    """
}
