import Decisions
import Declarations
import Experiments
import Files
import Reporting
import Scenarios

/// The scenarios that can be named: what each asks, where it lies, what it wants.
enum ScenarioList {
  /// For a terminal: the scenarios of each folder, which is named before its first.
  static var entries: [(name: String, text: String)] {
    let entries = ScenarioLocator.catalog()
    guard !entries.isEmpty else {
      return [("", "There are no scenarios here; `simbench init` writes one to start from.\n")]
    }
    let width = (entries.map(\.name.count).max() ?? 0) + 2
    var folder = ""
    let listed = entries.enumerated().map { place, entry in
      let own = FilePath(entry.path).folder
      var text = ""
      if own != folder {
        folder = own
        text += (place == 0 ? "" : "\n") + "in \(own.hasPrefix("/") ? own : "the working folder's \(own)"):\n"
      }
      let padding = String(repeating: " ", count: width - entry.name.count)
      let space = String(repeating: " ", count: width + 2)
      let question = (entry.question ?? "").singleLine.wrapped(to: max(30, 78 - width))
      text += "  \(entry.name)\(padding)\(question.first ?? "")\n"
      text += question.dropFirst().map { space + $0 + "\n" }.joined()
      for need in entry.needs {
        let state = need.isHere ? "which is here" : "not here: \(need.remedy)"
        let lines = "wants \(need.what), \(state)".wrapped(to: max(30, 76 - width), indent: "  ")
        text += lines.map { space + "  " + $0 + "\n" }.joined()
      }
      return (entry.name, text)
    }
    return entries.contains { $0.name == RecordedScenario.name } ? listed : listed + [ownLog(width)]
  }

  /// The scenario that lies nowhere.
  private static func ownLog(_ width: Int) -> (name: String, text: String) {
    let name = RecordedScenario.name
    let padding = String(repeating: " ", count: max(2, width - name.count))
    return (
      name,
      "\nmade of your own log (--trace FILE, or -):\n  \(name)\(padding)As it was: what if one thing were changed?\n"
    )
  }

  /// For scripts: an array.
  static var json: JSONValue {
    JSONValue(
      ScenarioLocator.catalog().map { entry in
        JSONValue(members: [
          ("name", .string(entry.name)), ("path", .string(entry.path)),
          ("question", entry.question.map(JSONValue.string) ?? .null),
          (
            "needs",
            JSONValue(
              entry.needs.map {
                JSONValue(members: [("what", .string($0.what)), ("here", .boolean($0.isHere))])
              })
          ),
        ])
      })
  }
}
