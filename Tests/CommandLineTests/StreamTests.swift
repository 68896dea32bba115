import Foundation
import Testing

@Suite("standard streams")
struct StreamTests {
  @Test(
    "what stderr does not take changes nothing",
    arguments: ["2>&-", "2>/dev/full", "<&- 2>&-"])
  func errors(redirection: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell("$S run small --no-plots \(redirection)")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("naive"))
    #expect(simbench.exists("Results/small/summary.csv"))
    #expect(try simbench.shell("$S rnu \(redirection)").code == 2)
  }

  @Test("a reader of stderr that has gone changes nothing")
  func goneReader() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell(
      "{ sleep 0.2; $S run small --no-plots 2>&1 >/dev/null; echo $? > code; } | true; cat code")
    #expect(outcome.output == "0\n")
  }

  @Test(
    "a report that stdout does not take is an output failure, and the results stand",
    arguments: [(">&-", "Bad file descriptor"), (">/dev/full", "No space left on device")])
  func output(redirection: String, reason: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell("$S run small --no-plots \(redirection)")
    #expect(outcome.code == 74)
    #expect(outcome.errors.hasSuffix("error: standard output: \(reason)\n"), "\(outcome.errors)")
    #expect(simbench.exists("Results/small/summary.csv"))
    #expect(try simbench.shell("$S run small --no-plots >&- 2>&- <&-").code == 74)
  }

  @Test("a command that prints nothing does not mind a closed stdout")
  func silent() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.shell("$S init x.json >&-").code == 0)
    let text = String(decoding: try simbench.bytes("x.json"), as: UTF8.self)
    #expect(text.hasPrefix("{") && text.hasSuffix("}\n"))
  }

  @Test("a reader of stdout that has gone ends the command quietly with 141")
  func head() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell("{ sleep 0.2; $S schema; echo $? > code; } | true; cat code")
    #expect(outcome.output == "141\n")
    #expect(outcome.errors.isEmpty)
  }
}
