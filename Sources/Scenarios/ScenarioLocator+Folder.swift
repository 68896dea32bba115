import Declarations
import Files
import Foundation

extension ScenarioLocator {
  /// The scenarios that a reference names: itself, or those in the folder that it names, in order.
  ///
  /// A JSON file of the folder that is no scenario is passed over; one that is no JSON is not, since it may have been one.
  /// - Throws: a `Diagnostic` of kind `missingInput` when there is none.
  public static func references(_ reference: String) throws(Diagnostic) -> (paths: [String], isFolder: Bool) {
    // A scenario goes before a folder of its name; what cannot be found is told by who reads it.
    if let found = try? path(of: reference), !isFolder(found) { return ([reference], false) }
    guard let folder = match(reference), isFolder(folder) else { return ([reference], false) }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    let paths = names.filter { $0.lowercased().hasSuffix(".json") && !$0.hasPrefix(".") }
      .map { FilePath.join(folder, $0) }.filter { !isFolder($0) && mayBeScenario($0) }
    guard !paths.isEmpty else {
      throw Diagnostic("holds no scenarios; some were expected", kind: .missingInput, file: folder)
    }
    return (paths, true)
  }

  /// The JSON files of a folder below the scenarios, in order: those of the first place that has the folder.
  package static func files(in name: String) -> [String] {
    for place in places() {
      let folder = FilePath.join(place, name)
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      let paths = names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
      if !paths.isEmpty { return paths.map { FilePath.join(folder, $0) } }
    }
    return []
  }

  private static func mayBeScenario(_ path: String) -> Bool {
    guard let bytes = try? RegularFile.read(path), let root = try? JSONParser.parse(bytes, what: "scenario")
    else { return true }
    return root["simbench"] != nil
  }
}
