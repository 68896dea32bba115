import Declarations
import Files
import Foundation

/// Draws charts with gnuplot: one process for all scripts, arguments passed as a list, never through a shell.
struct Gnuplot {
  /// The program's path.
  let program: String
  /// Seconds after which a process is asked to end.
  var patience = 120.0
  /// Seconds after which one that did not end is ended.
  var grace = 5.0

  /// What the reader is told where there is no gnuplot.
  static let missing = "gnuplot is not installed: no charts were drawn (apt-get install gnuplot-nox)"

  /// The gnuplot of the search path, or nil.
  init?(searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) {
    let candidates = (searchPath ?? "").split(separator: ":").filter { $0.hasPrefix("/") }.map {
      "\($0)/gnuplot"
    }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      return nil
    }
    program = found
  }

  /// Draws the scripts and moves each finished file to the folder.
  ///
  /// Drawing goes on in a folder of its own inside the results: a half-drawn file is never seen.
  /// - Returns: a warning for each chart that could not be drawn.
  func draw(_ scripts: [(name: String, text: String)], _ files: [ChartFile], in folder: OutputFolder)
    throws(Diagnostic)
    -> [String]
  {
    let workshop = try OutputFolder(folder.path(of: TemporaryName(for: "charts").description))
    defer { try? FileManager.default.removeItem(atPath: workshop.path) }
    for script in scripts { try workshop.write(script.text, to: script.name + ".gp") }
    let unfinished = "gnuplot left it unfinished, as it does where the disk is full"
    var warnings: [String] = []
    var named: Set<String> = []
    var rest = scripts.map(\.name)[...]
    while !rest.isEmpty {
      guard let complaint = try run(Array(rest), in: workshop) else { break }
      // Gnuplot stops at the first error and names the script; without a name the first unfinished one is it.
      let failed =
        rest.first { complaint.contains("\"\($0).gp\"") } ?? rest.first { !isDrawn($0, files, in: workshop) }
        ?? rest[rest.startIndex]
      let reason = complaint.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .first { !$0.isEmpty && !$0.allSatisfy { $0 == "^" || $0 == " " } && $0.contains("line ") }
      let first = reason ?? complaint.split(separator: "\n").first.map(String.init) ?? "it gave no reason"
      warnings.append("the chart \(failed) was not drawn: \(first.singleLine)")
      for file in files { unlink(workshop.path(of: "\(failed).\(file.rawValue)")) }
      rest = rest.drop { $0 != failed }.dropFirst()
      named.insert(failed)
    }
    for script in scripts {
      guard isDrawn(script.name, files, in: workshop) else {
        if !named.contains(script.name) {
          warnings.append("the chart \(script.name) was not drawn: \(unfinished)")
        }
        continue
      }
      for file in files {
        let name = "\(script.name).\(file.rawValue)"
        try folder.move(workshop.path(of: name), to: name)
      }
    }
    return warnings
  }

  private func isDrawn(_ name: String, _ files: [ChartFile], in folder: OutputFolder) -> Bool {
    files.allSatisfy { file in
      let bytes = FileManager.default.contents(atPath: folder.path(of: "\(name).\(file.rawValue)"))
      return bytes.map(file.isWhole) ?? false
    }
  }

  /// Runs the scripts in one process; what gnuplot complained of, or nil when all went well.
  private func run(_ names: [String], in folder: OutputFolder) throws(Diagnostic) -> String? {
    let log = folder.path(of: "stderr")
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    guard let errors = FileHandle(forWritingAtPath: log) else { throw SystemFault(code: EIO).diagnostic(log) }
    defer { try? errors.close() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    // -d leaves the settings of the user out.
    process.arguments = ["-d"] + names.map { "\($0).gp" }
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path, isDirectory: true)
    var environment = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("GNU") && !$0.key.hasPrefix("LC_")
    }
    environment["LC_ALL"] = "C.UTF-8"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    do {
      try process.run()
    } catch {
      return "gnuplot could not be started"
    }
    Leftovers.add(process: process.processIdentifier)
    defer { Leftovers.remove(process: process.processIdentifier) }
    let watch = DispatchWorkItem { process.terminate() }
    // Who ignores the first signal cannot ignore the second.
    let end = DispatchWorkItem { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: watch)
    DispatchQueue.global().asyncAfter(deadline: .now() + patience + grace, execute: end)
    process.waitUntilExit()
    watch.cancel()
    end.cancel()
    if process.terminationReason == .exit && process.terminationStatus == 0 { return nil }
    let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    return text.isEmpty ? "gnuplot ended with status \(process.terminationStatus)" : text
  }
}
