import Declarations
import Experiments
import Files

/// What the files of a folder of results belong to: `manifest.json` in it.
package struct Manifest: Sendable, Hashable {
  /// A run of a command and its files.
  package struct Run: Sendable, Hashable {
    /// The command; a folder keeps the files of the last run of each.
    package var command: String
    /// What was run: a scenario's or a trace's name.
    package var name: String
    /// A hash of the scenario with its overrides, where there is one.
    package var scenarioHash: String?
    /// A hash of the recording, where there is one.
    package var traceHash: String?
    /// The seed.
    package var seed: UInt64
    /// simbench's version.
    package var version = Version.current
    /// The files, by name.
    package var files: [File] = []

    /// A run that has no files yet.
    package init(
      command: String, name: String, scenarioHash: String? = nil, traceHash: String? = nil, seed: UInt64
    ) {
      self.command = command
      self.name = name
      self.scenarioHash = scenarioHash
      self.traceHash = traceHash
      self.seed = seed
    }
  }

  /// A file as it was written.
  package struct File: Sendable, Hashable {
    /// Its name in the folder.
    package var name: String
    /// Its size.
    package var bytes: Int
    /// Its XXH64 in 16 hexadecimal digits.
    package var hash: String
  }

  /// The name of the file.
  package static let name = "manifest.json"

  /// The last run of each command, by command.
  package private(set) var runs: [Run] = []

  /// No runs.
  package init() {}

  /// The names of all files.
  package var files: [File] { runs.flatMap(\.files) }

  /// The same with another run of a command in place of the one before, which alone has the files of its names.
  package func replacing(_ run: Run) -> Manifest {
    let names = Set(run.files.map(\.name))
    var copy = self
    copy.runs.removeAll { $0.command == run.command }
    for place in copy.runs.indices { copy.runs[place].files.removeAll { names.contains($0.name) } }
    copy.runs.append(run)
    copy.runs.sort { $0.command < $1.command }
    return copy
  }
}

extension Manifest {
  /// The manifest as JSON.
  package var json: JSONValue {
    JSONValue(members: [
      ("simbench_manifest", 1),
      (
        "runs",
        JSONValue(
          runs.map { run in
            var members: [(String, JSONValue)] = [
              ("command", .string(run.command)), ("name", .string(run.name)),
              ("version", .string(run.version)),
              ("seed", .number(Double(run.seed), integer: Int64(exactly: run.seed))),
            ]
            if let hash = run.scenarioHash { members.append(("scenario_hash", .string(hash))) }
            if let hash = run.traceHash { members.append(("trace_hash", .string(hash))) }
            members.append(
              (
                "files",
                JSONValue(
                  run.files.map { file in
                    JSONValue(members: [
                      ("name", .string(file.name)), ("bytes", JSONValue(file.bytes)),
                      ("xxh64", .string(file.hash)),
                    ])
                  })
              ))
            return JSONValue(members: members)
          })
      ),
    ])
  }

  /// Reads the manifest of a folder.
  ///
  /// - Returns: nil when there is none. What is damaged in a manifest of ours is left out: its files are then
  ///   taken for a person's and stay.
  /// - Throws: a `Diagnostic` of kind `usage` when a file of the name is something else.
  package static func read(in folder: String) throws(Diagnostic) -> Manifest? {
    let path = FilePath.join(folder, name)
    guard FileIdentity.exists(path) else { return nil }
    guard let root = try? JSONParser.parse(try RegularFile.read(path), what: "manifest"),
      root["simbench_manifest"]?.integer == 1
    else {
      throw Diagnostic(
        "is no manifest of simbench, which writes one of this name beside its results; another folder was "
          + "expected, or none of this file", kind: .usage, file: path)
    }
    var manifest = Manifest()
    for node in root["runs"]?.elements ?? [] {
      guard let command = node["command"]?.string, let name = node["name"]?.string else { continue }
      var run = Run(
        command: command, name: name, scenarioHash: node["scenario_hash"]?.string,
        traceHash: node["trace_hash"]?.string,
        seed: node["seed"]?.integer.flatMap(UInt64.init(exactly:)) ?? 0)
      run.version = node["version"]?.string ?? ""
      for file in node["files"]?.elements ?? [] {
        guard let name = file["name"]?.string, let bytes = file["bytes"]?.integer,
          let hash = file["xxh64"]?.string, isPlain(name)
        else { continue }
        run.files.append(File(name: name, bytes: bytes, hash: hash))
      }
      manifest.runs.append(run)
    }
    return manifest
  }

  /// Whether a name stays in its folder.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains(UInt8(ascii: "/")) && !name.utf8.contains(0)
  }
}
