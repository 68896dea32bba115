import Foundation
import Testing

@testable import Reporting
@testable import Tables

@Suite("The process that draws charts")
struct GnuplotTests {
  @Test("one that does not end when it is asked to is ended, and its chart is named")
  func deaf() throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = try OutputFolder(path + "/results")
    let program = path + "/gnuplot"
    try "#!/bin/sh\ntrap '' TERM\nwhile :; do sleep 1; done\n".write(
      toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    var gnuplot = try #require(Gnuplot(searchPath: path))
    (gnuplot.patience, gnuplot.grace) = (0.5, 0.5)
    let warnings = try gnuplot.draw([(name: "a", text: "")], [.svg], in: folder)
    #expect(warnings.count == 1)
    #expect(warnings.first?.hasPrefix("the chart a was not drawn: gnuplot ended with status ") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
