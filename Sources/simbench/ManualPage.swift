import Declarations
import Experiments

/// The manual page in roff, made from the declarations.
struct ManualPage {
  /// The whole page, for `man -l` or a folder `man1`.
  var text: String {
    var lines = [
      ".TH SIMBENCH 1 \"\" \"simbench \(Version.current)\" \"User Commands\"",
      ".SH NAME", "simbench \\- " + ManualPage.escaped(Simbench.purpose),
      ".SH SYNOPSIS", ".B simbench", ".I COMMAND", "[arguments] [options]",
      ".SH DESCRIPTION",
    ]
    lines += Simbench.introduction.split(separator: "\n").map { ManualPage.escaped(String($0)) }
    lines += [".SH COMMANDS"]
    for command in Simbench.commands where !command.isHidden { lines += section(command) }
    lines += [".SH \"EXIT STATUS\""]
    for status in ExitStatus.all { lines += entry(status.code, status.meaning) }
    lines += [".SH ENVIRONMENT"]
    for variable in EnvironmentVariable.all { lines += entry(variable.name, variable.summary) }
    lines += [".SH FILES"]
    for file in Simbench.files { lines += entry(file.path, file.meaning) }
    lines += [".SH EXAMPLES"]
    for command in Simbench.commands where !command.isHidden {
      lines += [".TP", ".B \(ManualPage.escaped(command.example))", ManualPage.escaped(command.summary)]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ command: CommandDeclaration) -> [String] {
    var lines = [".SS \(ManualPage.quoted(command.usage))", ManualPage.escaped(command.summary)]
    for option in command.options {
      let value = option.placeholder.map { " \\fI\(ManualPage.escaped($0))\\fR" } ?? ""
      lines += [".TP", "\\fB\(ManualPage.escaped(option.name))\\fR\(value)", ManualPage.escaped(option.help)]
    }
    return lines
  }

  private func entry(_ name: String, _ text: String) -> [String] {
    [".TP", ".B \(ManualPage.escaped(name))", ManualPage.escaped(text)]
  }

  private static func quoted(_ text: String) -> String {
    "\"" + escaped(text).replacing("\"", with: "\\(dq") + "\""
  }

  /// A text in which roff finds no command: backslashes, hyphens that can be copied, quotes, first dots.
  static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("'", with: "\\(aq")
      .replacing("~", with: "\\(ti").replacing("^", with: "\\(ha").replacing("`", with: "\\(ga")
    return plain.hasPrefix(".") ? "\\&" + plain : plain
  }
}
