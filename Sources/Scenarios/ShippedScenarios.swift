import Files
import Foundation

/// Where the scenarios that come with simbench lie.
enum ShippedScenarios {
  /// The folders that hold `Scenarios`: the one that `SIMBENCH_HOME` names, and it alone; else the one installed
  /// beside the program, then the checkout in which the program was built.
  static func roots(
    environment: [String: String] = ProcessInfo.processInfo.environment, program: String? = program
  ) -> [String] {
    if let home = environment["SIMBENCH_HOME"], !home.isEmpty { return [home] }
    guard let program else { return [] }
    let folder = FilePath(program).folder
    var roots = [FilePath(folder).folder + "/share/simbench"]
    // .build/<triple>/release/simbench: the checkout is the first folder above that is a package with scenarios.
    var above = folder
    for _ in 0..<4 {
      above = FilePath(above).folder
      if FileIdentity.exists(above + "/Package.swift"), FileIdentity.exists(above + "/Scenarios") {
        roots.append(above)
        break
      }
    }
    return roots.filter { FileIdentity.exists($0 + "/Scenarios") }
  }

  /// The program's own file, links followed.
  static let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
}
