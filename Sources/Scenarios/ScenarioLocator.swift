import Declarations
import Files
import Foundation
import Strategies

/// Finds a scenario by path, or by name without path, extension or exact case.
public enum ScenarioLocator {
  /// The folder in which bare names are looked up.
  public static let folder = "Scenarios"

  /// The path of the scenario that a reference names: `-` for standard input, a path, or a name that is looked up in
  /// the working folder and then among the shipped scenarios.
  ///
  /// - Throws: a `Diagnostic` of kind `missingInput` that lists the scenarios there are.
  public static func path(of reference: String) throws(Diagnostic) -> String {
    if reference == "-" { return reference }
    var candidates = [reference, reference + ".json"]
    let isName = !reference.contains("/")
    if isName { candidates += candidates.map { folder + "/" + $0 } }
    if isName || reference.lowercased().hasPrefix(folder.lowercased() + "/") {
      for root in ShippedScenarios.roots() {
        let path = root + "/" + (isName ? folder + "/" : "") + reference
        candidates += [path, path + ".json"]
      }
    }
    for candidate in candidates {
      // A folder is no scenario; one of the same name may lie elsewhere.
      if let found = match(candidate), FileIdentity.exists(found), !isFolder(found) { return found }
    }
    if FileIdentity.exists(reference) { return reference }
    let entries = catalog()
    let bare = FilePath.lastPart(of: reference)
    let stem = bare.lowercased().hasSuffix(".json") ? String(bare.dropLast(5)) : bare
    var hint = stem.nearest(in: entries.map(\.name)).map { " (did you mean '\($0)'?)" } ?? ""
    if LayerRegistry.all.contains(where: { $0.name == stem }) {
      hint = " ('\(stem)' is a layer: `simbench list layers \(stem)` says what it takes)"
    }
    var known = ""
    for place in places() {
      let names = entries.filter { FilePath($0.path).folder == place }.map(\.name)
      if !names.isEmpty { known += "; \(place) holds \(names.joined(separator: ", "))" }
    }
    if known.isEmpty {
      known =
        "; no folder of scenarios is here: SIMBENCH_HOME names that of the shipped ones, `simbench init` writes one"
    }
    throw Diagnostic("there is no scenario '\(reference)'\(hint)\(known)", kind: .missingInput)
  }

  /// Whether a reference names a scenario.
  public static func isThere(_ reference: String) -> Bool {
    (try? path(of: reference)).map { !isFolder($0) } ?? false
  }

  /// Whether something is at a path.
  public static func exists(_ path: String) -> Bool { FileIdentity.exists(path) }

  /// The scenarios that can be named, the working folder's first; one that another of its name hides is left out.
  public static func catalog() -> [ScenarioEntry] {
    var entries: [ScenarioEntry] = []
    for place in places() {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      for file in files.sorted() where file.hasSuffix(".json") {
        let name = String(file.dropLast(5))
        guard !entries.contains(where: { $0.name == name }) else { continue }
        entries.append(ScenarioEntry(name: name, path: FilePath.join(place, file)))
      }
    }
    return entries
  }

  /// The folders in which names are looked up, in order; a folder that is reached twice stands once.
  static func places() -> [String] {
    var places: [String] = []
    var seen: Set<FileIdentity> = []
    for place in [match(folder) ?? folder] + ShippedScenarios.roots().map({ $0 + "/" + folder }) {
      guard let identity = FileIdentity(place), seen.insert(identity).inserted else { continue }
      places.append(place)
    }
    return places
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// A path whose components exist but for their case, or nil. An exact match wins over another case.
  static func match(_ path: String) -> String? {
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
    if path.hasPrefix("/") || path == "-" { return path }
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
