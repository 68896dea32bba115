import Declarations
import Files
import Foundation

/// Finds a scenario by path, or by name without path, extension or exact case.
public enum ScenarioLocator {
  /// The folder in which bare names are looked up.
  public static let folder = "Scenarios"

  /// The path of the scenario that a reference names.
  ///
  /// - Throws: a `Diagnostic` of kind `missingInput` that lists the scenarios there are.
  public static func path(of reference: String) throws(Diagnostic) -> String {
    for candidate in [reference, reference + ".json"] {
      if let found = match(candidate), FileIdentity.exists(found) { return found }
    }
    if !reference.contains("/") {
      for candidate in [folder + "/" + reference, folder + "/" + reference + ".json"] {
        if let found = match(candidate), FileIdentity.exists(found) { return found }
      }
    }
    let names = all()
    let bare = FilePath.lastPart(of: reference)
    let stem = bare.lowercased().hasSuffix(".json") ? String(bare.dropLast(5)) : bare
    let hint = stem.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    let known = names.isEmpty ? "" : "; \(folder) holds \(names.joined(separator: ", "))"
    throw Diagnostic("there is no scenario '\(reference)'\(hint)\(known)", kind: .missingInput)
  }

  /// Whether something is at a path.
  public static func exists(_ path: String) -> Bool { FileIdentity.exists(path) }

  /// Names of the scenarios in the folder.
  public static func all() -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: match(folder) ?? folder)) ?? []
    return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// A path whose components exist but for their case, or nil. An exact match wins over another case.
  private static func match(_ path: String) -> String? {
    if FileIdentity.exists(path) { return path }
    var found = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").map(String.init) {
      let base = found.isEmpty ? "." : found
      if part == "." || part == ".." || FileIdentity.exists(FilePath.join(base, part)) {
        found = FilePath.join(found, part)
        continue
      }
      let entries = ((try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []).sorted()
      guard let entry = entries.first(where: { $0.lowercased() == part.lowercased() }) else { return nil }
      found = FilePath.join(found, entry)
    }
    return found
  }

  /// Where a path inside a scenario points: against the scenario's folder, then the working folder.
  ///
  /// A path that begins with `shared:` lies in the folder of shared data: the one that `SIMBENCH_DATA` names, or
  /// `shared` beside the checkout that holds the scenario, or beside the working folder.
  public static func resolve(_ path: String, from scenario: String) -> String {
    if path.hasPrefix("/") { return path }
    let folder = FilePath(scenario).folder
    if path.hasPrefix("shared:") {
      let inside = path.dropFirst("shared:".count)
      var roots = [folder + "/../../shared", "../shared"]
      if let shared = ProcessInfo.processInfo.environment["SIMBENCH_DATA"] { roots.insert(shared, at: 0) }
      let root = roots.first { FileIdentity.exists($0 + "/" + inside) } ?? roots[0]
      return root + "/" + inside
    }
    let beside = FilePath.join(folder, path)
    return FileIdentity.exists(beside) || !FileIdentity.exists(path) ? beside : path
  }
}
