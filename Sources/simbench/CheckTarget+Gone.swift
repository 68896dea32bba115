import Decisions
import Declarations
import Files
import Foundation
import Reporting
import Scenarios

extension CheckTarget {
  /// Baselines in the folders of an invocation that belong to none of their scenarios: who removes, moves or renames a
  /// scenario takes it out of the gate.
  static func orphans(_ targets: [CheckTarget]) -> [CheckReport.Section] {
    folders(of: targets).flatMap { folder -> [CheckReport.Section] in
      let own = targets.filter { $0.lies(in: folder) }
      // One that cannot be read may be the one that is missed.
      guard own.allSatisfy({ $0.scenario != nil }) else { return [] }
      let names = Set(own.compactMap(\.scenario?.name))
      let baselines = FilePath.join(folder, BaselineStore.folder)
      let files = ((try? FileManager.default.contentsOfDirectory(atPath: baselines)) ?? []).sorted()
      return files.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.compactMap { file in
        let path = FilePath.join(baselines, file)
        guard let name = (try? BaselineStore.read(path, remedy: ""))?.scenario, !names.contains(name) else {
          return nil
        }
        return gone(
          name, path,
          "is the baseline of '\(name)', which is no scenario of the folder; it was expected there, or the baseline "
            + "removed as well")
      }
    }
  }

  /// Scenarios that the folders of an invocation held at a commit and do not hold now.
  static func gone(_ targets: [CheckTarget], since checkout: GitCheckout) -> [CheckReport.Section] {
    // One that is checked at its new place is not gone.
    let moved = Set(targets.compactMap(\.scenario).compactMap { checkout.formerPlace(of: $0.path) })
    return folders(of: targets).flatMap { folder in
      checkout.scenarios(in: folder).filter {
        !FileIdentity.exists($0) && !moved.contains(checkout.place(of: $0) ?? "")
      }.map { path in
        gone(
          FilePath(path).name(without: ".json"), path,
          "the scenario was there at \(checkout.reference) and is not now, so nothing can be compared")
      }
    }
  }

  private static func gone(_ name: String, _ path: String, _ message: String) -> CheckReport.Section {
    let fault = Diagnostic(message, kind: .baseline, file: path)
    Console.report(fault)
    return .init(name, path: path, .fault(fault))
  }

  /// The folders that an invocation names, each once.
  private static func folders(of targets: [CheckTarget]) -> [String] {
    var folders: [String] = []
    for target in targets where target.isOfFolder {
      let folder = FilePath(target.reference).folder
      if !folders.contains(folder) { folders.append(folder) }
    }
    return folders
  }

  private func lies(in folder: String) -> Bool {
    FileIdentity(FilePath(scenario?.path ?? reference).folder) == FileIdentity(folder)
  }
}
