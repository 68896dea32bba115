import Decisions
import Declarations
import Files
import Foundation
import Traffic

extension CheckReport {
  /// A remark on a line of a file, as services show them beside a change.
  private struct Annotation {
    enum Level { case error, warning, notice }

    var level: Level
    var file: String
    var position: SourcePosition?
    /// What it is about, in a few words.
    var title: String
    var message: String
    /// The kind of the finding.
    var check: String
    /// What tells it from others of the file, whatever its figures are.
    var key: String
  }

  /// The report as workflow commands of GitHub Actions: an annotation a strategy that moved and a rule that fails.
  public var github: String {
    var result = ""
    for annotation in annotations {
      let level =
        switch annotation.level {
        case .error: "error"
        case .warning: "warning"
        case .notice: "notice"
        }
      var properties: [String] = []
      if !annotation.file.isEmpty {
        properties.append("file=" + CheckReport.property(annotation.file))
        if let position = annotation.position { properties.append("line=\(position.line)") }
      }
      properties.append("title=" + CheckReport.property(annotation.title))
      result += "::\(level) \(properties.joined(separator: ","))::\(CheckReport.data(annotation.message))\n"
    }
    return result
  }

  /// The report as GitLab's Code Quality: a list of findings.
  public var gitlab: JSONValue {
    // What stands twice, such as a rule, is two findings, and each has a fingerprint of its own.
    var counts: [[String]: Int] = [:]
    return JSONValue(
      annotations.map { annotation in
        var hash = ContentHash()
        var words = [annotation.file, annotation.check, annotation.key]
        let earlier = counts[words, default: 0]
        counts[words] = earlier + 1
        if earlier > 0 { words.append(String(earlier)) }
        hash.combine(Array(words.joined(separator: "\u{0}").utf8))
        let severity =
          switch annotation.level {
          case .error: annotation.check == "simbench/fault" ? "blocker" : "major"
          case .warning: "minor"
          case .notice: "info"
          }
        return JSONValue(members: [
          ("description", .string("\(annotation.title): \(annotation.message)".onOneLine)),
          ("check_name", .string(annotation.check)), ("fingerprint", .string(hash.digits)),
          ("severity", .string(severity)),
          (
            "location",
            JSONValue(members: [
              ("path", .string(annotation.file)),
              ("lines", JSONValue(members: [("begin", JSONValue(annotation.position?.line ?? 1))])),
            ])
          ),
        ])
      })
  }

  private var annotations: [Annotation] {
    sections.flatMap { section -> [Annotation] in
      let file = CheckReport.fromRoot(section.path)
      func faults(_ diagnostic: Diagnostic, _ level: Annotation.Level, _ what: String) -> [Annotation] {
        diagnostic.all.enumerated().map { place, fault in
          let isElsewhere = CheckReport.isAbsent(fault.file, beside: section.path)
          return Annotation(
            level: level, file: fault.file.isEmpty || isElsewhere ? file : CheckReport.fromRoot(fault.file),
            position: isElsewhere ? nil : fault.position, title: "\(section.name) \(what)",
            message: isElsewhere ? "\(fault.file): \(fault.message)" : fault.message,
            check: "simbench/fault", key: place == 0 ? section.name : "\(section.name)\u{0}\(fault.message)")
        }
      }
      switch section.outcome {
      case .fault(let diagnostic): return faults(diagnostic, .error, "not judged")
      case .skipped(let diagnostic): return faults(diagnostic, .warning, "skipped")
      case .checked(let check):
        return annotations(check, section.name, file)
          + (check.unheld.map { faults($0, .error, "not compared") } ?? [])
      }
    }
  }

  private func annotations(_ check: Check, _ name: String, _ file: String) -> [Annotation] {
    var result: [Annotation] = []
    for headline in Headline.all(check) where headline.verdict != .same {
      let causes = check.changes.filter { $0.concerns(headline.strategy) }.folded + check.remarks
      let isFailed = headline.verdict == .regressed
      result.append(
        Annotation(
          level: isFailed ? .error : .notice, file: file, position: check.position(of: headline.strategy),
          title: "\(name) \(headline.strategy) \(headline.verdict.rawValue)",
          message: ([headline.text] + causes).joined(separator: "\n"),
          check: isFailed ? "simbench/regression" : "simbench/change", key: headline.strategy))
    }
    if let edited = check.editedFile {
      result.append(
        Annotation(
          level: .warning, file: CheckReport.fromRoot(edited), title: "\(name) baseline changed by hand",
          message: "the baseline \(Check.editedWords)", check: "simbench/baseline", key: "edited"))
    }
    for loosening in check.loosened {
      result.append(
        Annotation(
          level: .warning, file: file, position: loosening.position, title: "\(name) gate loosened",
          message: loosening.text, check: "simbench/gate", key: "gate\u{0}\(loosening.text)"))
    }
    for line in check.lines where line.kind == .rule && line.verdict == .fail {
      result.append(
        Annotation(
          level: .error, file: file, position: line.position, title: "\(name) \(line.strategy) breaks a rule",
          message: line.words(reference: check.reference), check: "simbench/rule",
          key: [line.strategy, line.metric, line.rule].joined(separator: "\u{0}")))
    }
    return result
  }

  /// Whether a file is not there, and a scenario is in whose file a reader finds what is said of it: services show nothing
  /// beside a file that the change does not hold, as a baseline or a trace that is missing.
  private static func isAbsent(_ file: String, beside scenario: String) -> Bool {
    !file.isEmpty && !FileIdentity.exists(file) && !scenario.isEmpty && FileIdentity.exists(scenario)
  }

  /// A message of a workflow command: lines are kept as `%0A`, and no other command can begin in it.
  private static func data(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).singleLine.replacing("%", with: "%25") }.joined(separator: "%0A")
  }

  /// A property of a workflow command.
  private static func property(_ text: String) -> String {
    text.singleLine.replacing("%", with: "%25").replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// A path as services know it: from the root of the repository in which the command runs, be it in a folder of that, or
  /// from the working folder where there is no repository.
  private static func fromRoot(_ path: String) -> String {
    guard !path.isEmpty, path != "-" else { return path }
    let folder = FileManager.default.currentDirectoryPath
    let root = repository(of: folder) ?? folder
    let full = URL(fileURLWithPath: path.hasPrefix("/") ? path : folder + "/" + path).standardizedFileURL.path
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return full.hasPrefix(prefix) ? String(full.dropFirst(prefix.count)) : path
  }

  /// The nearest folder above one, or itself, that git keeps its own in; nil where there is none.
  private static func repository(of folder: String) -> String? {
    var folder = URL(fileURLWithPath: folder).standardizedFileURL
    while !FileManager.default.fileExists(atPath: folder.appendingPathComponent(".git").path) {
      guard folder.pathComponents.count > 1 else { return nil }
      folder.deleteLastPathComponent()
    }
    return folder.path
  }
}

extension String {
  /// The text with its lines behind each other.
  fileprivate var onOneLine: String { split(separator: "\n").joined(separator: "; ").singleLine }
}
