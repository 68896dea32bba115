import Foundation
import Testing

@testable import Experiments
@testable import Metrics
@testable import Reporting
@testable import Tables

@Suite struct ChartTests {
  static let isGnuplotPresent = Gnuplot() != nil

  @Test("every chart is drawn in both formats, twice alike", .enabled(if: isGnuplotPresent))
  func everyChartIsDrawn() throws {
    let wanted = ProcessInfo.processInfo.environment["REPORTING_SAMPLE"]
    let all = Sample.conversations(Sample.five())
    let path = wanted ?? Sample.temporaryFolder()
    defer { if wanted == nil { try? FileManager.default.removeItem(atPath: path) } }
    let writer = ResultsWriter(folder: try OutputFolder(path))
    #expect(try writer.write(all, tables: [], charts: Chart.all.map(\.declaration.name)) == [])
    var first: [String: Data] = [:]
    for chart in Chart.all.map(\.declaration.name) {
      for ending in ["gp", "svg", "png"] {
        let file = "\(path)/\(chart).\(ending)"
        first[file] = FileManager.default.contents(atPath: file)
        #expect((first[file]?.count ?? 0) > 1000, "\(file)")
      }
    }
    _ = try writer.write(all, tables: [], charts: Chart.all.map(\.declaration.name))
    for (file, data) in first { #expect(FileManager.default.contents(atPath: file) == data, "\(file)") }
    let left = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasPrefix(".") }
    #expect(left == [])
  }

  @Test("every colour of text on a chart has 4.5:1 or more on white")
  func contrast() throws {
    func luminance(_ color: Substring) -> Double {
      let value = Int(color.dropFirst(), radix: 16) ?? 0xFFFFFF
      let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part -> Double in
        let share = Double(part) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let result = Sample.conversations(Sample.five())
    var colors: Set<Substring> = []
    for chart in Chart.all {
      let script = try #require(chart.script(result)).text(name: "chart", origin: "", formats: [.svg])
      colors.formUnion(script.matches(of: /textcolor rgb '(#[0-9A-Fa-f]{6})'/).map { $0.1 })
    }
    #expect(colors.count > 5)
    for color in colors { #expect(1.05 / (luminance(color) + 0.05) >= 4.5, "\(color)") }
    #expect(Ink.of("#0072B2") == "#0072B2" && Ink.of("no colour") == "no colour")
  }

  @Test(
    "every chart has its figures as a table, of at most forty rows",
    arguments: Chart.all.map(\.declaration.name))
  func tables(_ name: String) throws {
    let result = Sample.conversations(Sample.five())
    let chart = try #require(Chart.all.first { $0.declaration.name == name })
    let table = try #require(chart.script(result)?.table)
    #expect(table.headings.count > 1 && Set(table.headings).count == table.headings.count)
    #expect(!table.rows.isEmpty && table.rows.count <= ChartTable.mostRows && table.count >= table.rows.count)
    for row in table.rows {
      #expect(row.count == table.headings.count)
      #expect(row.allSatisfy { !$0.isEmpty })
    }
    #expect(table.rows.contains { $0.dropFirst().contains { $0.contains(where: \.isNumber) } })
  }

  @Test("the table of a long line keeps its ends, and a place that a line has not is n/a")
  func longTable() {
    let table = ChartTable(
      "x", [("a", (0..<500).map { [Double($0), Double($0) * 2] }), ("b", [[499, 7]])], place: { $0.short },
      value: NumberText.tic)
    #expect(table.headings == ["x", "a", "b"] && table.count == 500 && table.rows.count <= 40)
    #expect(table.rows.first == ["0", "0", "n/a"] && table.rows.last == ["499", "998", "7"])
    #expect(table.folded.markup.contains(", \(table.rows.count) of 500 places"))
    #expect(ChartTable("x", [], place: NumberText.tic, value: NumberText.tic).rows.isEmpty)
  }

  @Test("the bars of costs say in the table what stands beside them")
  func costTable() throws {
    let result = Sample.five()
    let table = try #require(Chart.costBar(result)?.table)
    for (row, strategy) in zip(table.rows, result.strategies) {
      #expect(row[0].hasPrefix(strategy.name))
      #expect(row[1] == NumberText.dollars(result.estimate(.costPerMonth, of: strategy).mean, beside: 1e3))
    }
  }

  @Test("of more than six lines the baseline, the recommended one and a bound are led, the others are grey")
  func ledLines() throws {
    let result = Sample.five(names: ["base", "a", "b", "c", "d"])
    #expect(LedLines(result, drawn: [0, 1, 2, 3, 4]).order == [0, 1, 2, 3, 4])
    var many = result
    for place in 5..<9 {
      var copy = result.strategies[1]
      copy.name = "copy \(place)"
      many.strategies.append(copy)
    }
    let lines = LedLines(many, drawn: Array(0..<9))
    let bound = many.strategies.firstIndex(where: \.isBound)
    #expect(lines.isLed(many.baseline) && bound.map(lines.isLed) ?? true)
    #expect((0..<9).count(where: lines.isLed) == LedLines.most)
    #expect(lines.order.prefix(3).allSatisfy { !lines.isLed($0) } && Set(lines.order) == Set(0..<9))
    let script = try #require(Chart.latencyCDF(many)).text(name: "c", origin: "", formats: [.svg])
    #expect(script.contains("3 others"))
    many.strategies.removeLast(2)
    let one = try #require(Chart.latencyCDF(many)).text(name: "c", origin: "", formats: [.svg])
    #expect(one.contains("1 other") && !one.contains("1 others"))
  }

  @Test("a finding of more than two lines ends in a mark of what is left out")
  func longFinding() {
    let script = ChartScript((1...40).map { "word\($0)" }.joined(separator: " "))
    let text = script.text(name: "n", origin: "", formats: [.svg])
    #expect(text.contains("…' at screen 0.02") && !text.contains("label 9002"), "\(text)")
    let short = ChartScript("One two").text(name: "n", origin: "", formats: [.svg])
    #expect(!short.contains("…"))
  }

  @Test("a title is cut behind a whole word")
  func cutTitle() {
    #expect("which lifetime pays and does it".cut(to: 22) == "which lifetime pays…")
    #expect("which lifetime pays".cut(to: 19) == "which lifetime pays")
    #expect("incomprehensibilities".cut(to: 9) == "inco…ties")
  }

  @Test("a title as long as a book is cut at once")
  func cutBook() {
    let book = String(repeating: "words ", count: 100_000)
    #expect(book.cut(to: 18) == "words words words…")
    #expect(book.cut(to: 17) == "words words…")
    #expect(book.cut(to: 5).displayWidth == 5)
  }

  @Test("an interval far wider than the bars is on the scale of costs, with few places")
  func wideInterval() throws {
    var result = Sample.small
    result.provenance.confidence = 0.9999
    for place in result.strategies.indices {
      for (cell, cost) in [0, 1e-6].enumerated() {
        result.strategies[place].cells[cell].metrics[.costPerMonth] = cost
      }
    }
    let total = result.estimate(.costPerMonth, of: result.strategies[0])
    try #require(total.halfWidth > 1000 * total.mean)
    let script = "\(try #require(Chart.costBar(result)))"
    #expect(script.utf8.count < 20_000)
  }

  @Test("labels behind wide intervals end within the picture")
  func labelsBehindIntervals() throws {
    var result = Sample.small
    for place in result.strategies.indices {
      for (cell, cost) in [30_000.0, 34_000].enumerated() {
        result.strategies[place].cells[cell].metrics[.costPerMonth] = cost * Double(2 - place)
      }
    }
    let script = try #require(Chart.costBar(result))
    let text = script.text(name: "bar", origin: "test", formats: [.png])
    let lines = text.split(separator: "\n").map(String.init)
    let range = try #require(lines.first { $0.hasPrefix("set xrange [0:") })
    let end = try #require(Double(range.dropFirst(14).dropLast()))
    let labels = lines.filter { $0.hasPrefix("set label '$") }
    #expect(labels.count == 2)
    for label in labels {
      let parts = label.split(separator: "'")
      let place = try #require(Double(parts[2].dropFirst(4).prefix { $0 != "," }))
      let start = script.plotWidth * place / end
      #expect(start + ChartStyle.width(of: String(parts[1]), size: 10) <= script.plotWidth, "\(label)")
    }
  }

  @Test("long labels go into two lines, so that the longest bar keeps half of the width")
  func roomForBars() throws {
    var result = Sample.five(names: ["naive", "first", "second", "a third of a longer name", "oracle"])
    result.constraints = [
      Constraint(metric: .quality, bound: 0.1, isMaximum: false),
      Constraint(metric: .falseHitShare, bound: 0.5, isMaximum: true),
    ]
    for place in 1..<4 {
      let cost = 20_000 - 100 * Double(place)
      for cell in result.strategies[place].cells.indices {
        result.strategies[place].cells[cell].metrics[.costPerMonth] = cost
        result.strategies[place].cells[cell].metrics[.costUSD] = cost / 15
        result.strategies[place].cells[cell].metrics[.deferredShare] = 0.25
        result.strategies[place].cells[cell].metrics[.throttledShare] = 0.125
      }
    }
    let script = try #require(Chart.costBar(result))
    let lines = script.text(name: "bar", origin: "test", formats: [.png]).split(separator: "\n").map(
      String.init)
    let range = try #require(lines.first { $0.hasPrefix("set xrange [0:") })
    let end = try #require(Double(range.dropFirst(14).dropLast()))
    #expect(22_480 / end >= 0.5, "\(range)")
    // Losses are named where two lines hold them.
    for (place, cost) in [(3, 19_800), (4, 19_700)] {
      let end = " more' at \(cost), \(place) "
      #expect(
        lines.contains { $0.hasPrefix("set label 'quality -") && $0.contains(end) }, "\(lines)")
    }
    #expect(!lines.contains { $0.contains(" losses' at ") })
  }

  @Test("the strategy that a title names has its colour and its name in the legend")
  func namedLine() throws {
    var many = Sample.five(names: ["base", "a", "b", "c", "d"])
    for place in 5..<10 {
      var copy = many.strategies[1]
      copy.name = "copy \(place)"
      many.strategies.append(copy)
    }
    // The last of ten has the most hits and the shortest times, and is too dear to be recommended.
    let cell = Sample.cell(cost: 90_000, quality: 0.95, exact: 0.9, semantic: 0, p95: 10)
    many.strategies[9] = Sample.strategy(
      "winner", cells: Array(repeating: cell, count: many.strategies[0].cells.count))
    for (name, script) in [("hits", Chart.hitsOverTime(many)), ("latency", Chart.latencyCDF(many))] {
      let text = try #require(script).text(name: "c", origin: "", formats: [.svg])
      #expect(!text.contains("$\(name)9 using 1:2 with lines \(LedLines.background)"), "\(name)")
      #expect(text.contains("$\(name)9 using 1:2 with lines ") && text.contains("'winner"), "\(name)")
      #expect(text.contains(LedLines.background))
    }
  }

  @Test("names of users cannot leave their strings, and no command runs", .enabled(if: isGnuplotPresent))
  func hostileNamesAreText() throws {
    let wanted = ProcessInfo.processInfo.environment["REPORTING_SAMPLE"].map { $0 + "/hostile" }
    let path = wanted ?? Sample.temporaryFolder()
    defer { if wanted == nil { try? FileManager.default.removeItem(atPath: path) } }
    var result = Sample.five(names: [
      Sample.hostile, "`touch hacked`", "$(touch hacked)", "'.system('touch hacked').'",
      "EOD\nsystem 'touch hacked'",
    ])
    result = Sample.conversations(result)
    result.provenance.title = Sample.hostile
    result.provenance.scenario = "`touch hacked`"
    result.attribution?.parts[0].layer = "'; system 'touch hacked'; '%s"
    result.sizeCurve?.lines[0].policy = "`touch hacked`"
    let writer = ResultsWriter(folder: try OutputFolder(path))
    #expect(try writer.write(result, tables: [], charts: Chart.all.map(\.declaration.name)) == [])
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(!files.contains { $0.hasPrefix("hacked") || $0.hasPrefix(".") })
    for chart in Chart.all.map(\.declaration.name) {
      #expect(files.contains(chart + ".png"))
      let script = Sample.read("\(path)/\(chart).gp")
      #expect(!script.contains("`"))
      #expect(!script.split(separator: "\n").contains { $0.hasPrefix("system") })
    }
  }

  @Test(
    "quotes and what gnuplot could act on is replaced",
    arguments: [
      ("it's", "'it\u{2019}s'"), ("`id`", "'\u{2018}id\u{2018}'"), ("a\nb\r", "'a b '"),
      ("50 % @x $(y) \"z\"", "'50 % @x $(y) \"z\"'"),
    ])
  func quoting(text: String, expected: String) {
    #expect(GnuplotText.quoted(text) == expected)
  }

  @Test("a percent sign in the name of a tic is no format")
  func percentInTics() { #expect(GnuplotText.tic("5 %s") == "'5 %%s'") }

  @Test(
    "a name with a percent sign is drawn whole, whatever its length and script",
    .enabled(if: isGnuplotPresent),
    arguments: [
      "001-01 all techniqu…er save 60 to 80 %: 60–80 %", "наивная стратегия без кэша, 60 % дешевле",
      "一二三四五六七八九十一二三四 50 %", String(repeating: "x", count: 47) + "%",
    ])
  func longTics(name: String) throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var script = ChartScript("Names")
    script.data("d", [[1, 1], [1, 2]])
    script.plot("$d using 1:2 with points")
    script.set("yrange [3:0]")
    script.set("ytics scale 0")
    script.names([name, "short 5 %"])
    script.endPlot()
    let folder = try OutputFolder(path)
    let gnuplot = try #require(Gnuplot())
    let text = script.text(name: "names", origin: "", formats: [.svg])
    #expect(try gnuplot.draw([("names", text)], [.svg], in: folder) == [])
    let drawn = Sample.read("\(path)/names.svg")
    #expect(drawn.contains(">\(name)<"), "\(drawn.split(separator: "\n").filter { $0.contains("<text>") })")
    #expect(drawn.contains(">short 5 %<"))
  }

  @Test("a picture has an empty square for what no font has, and the other form the character")
  func missingFonts() {
    // A place of private use is in no font.
    var script = ChartScript("Finding \u{10FFFD}")
    script.plot("1")
    script.names(["a\u{10FFFD}", "b \u{10FFFD} " + String(repeating: "ы", count: 40) + " 5 %", "c"])
    script.endPlot()
    let parts = script.text(name: "n", origin: "о", formats: [.svg, .png]).components(
      separatedBy: "set terminal pngcairo")
    #expect(parts.count == 2 && parts[0].contains("'a\u{10FFFD}'"))
    #expect(!parts[1].contains("\u{10FFFD}"))
    for text in ["Finding \u{25A1}", "'a\u{25A1}'", "'b \u{25A1} ы", "unset label"] {
      #expect(parts[1].contains(text), "\(text)")
    }
    let plain = ChartScript("Plain ы").text(name: "n", origin: "", formats: [.png])
    #expect(!plain.contains("unset label") && plain.contains("Plain ы"))
  }

  @Test("a tic that gnuplot would cut within a character is cut before it")
  func cutTic() {
    let tic = GnuplotText.tic("ы % " + String(repeating: "ы", count: 40))
    #expect(tic.utf8.count <= 51 && tic.hasPrefix("'ы %% ы") && tic.hasSuffix("ы…'"))
    #expect(
      GnuplotText.tic(String(repeating: "ы", count: 40)) == "'" + String(repeating: "ы", count: 40) + "'")
  }

  @Test("without gnuplot the scripts are written and a warning says so")
  func gnuplotIsMissing() throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var writer = ResultsWriter(folder: try OutputFolder(path))
    writer.searchPath = "/nowhere"
    #expect(try writer.write(Sample.small, tables: [], charts: ["cost_bar"]) == [Gnuplot.missing])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["cost_bar.gp", "manifest.json"])
  }

  @Test("a chart that fails is named and the others are drawn", .enabled(if: isGnuplotPresent))
  func oneChartFails() throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = try OutputFolder(path)
    func script(_ name: String, _ plot: String) -> (name: String, text: String) {
      (name, "reset session\nset terminal svg\nset output '\(name).svg'\nplot \(plot)\nset output\n")
    }
    let warnings = try #require(Gnuplot()).draw(
      [script("a", "sin(x)"), script("b", "nonsense(x)"), script("c", "cos(x)")], [.svg], in: folder)
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("chart b was not drawn") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["a.svg", "c.svg"])
  }

  @Test("a chart that gnuplot left unfinished is no chart, and is named")
  func unfinishedChart() throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = try OutputFolder(path + "/results")
    let program = path + "/gnuplot"
    // As gnuplot on a full disk: nothing is said, and files are cut short or not there.
    let script = """
      #!/bin/sh
      printf '<svg>\\n</svg>\\n\\n' > whole.svg
      printf '<svg>\\n<g>' > cut.svg
      """
    try script.write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let warnings = try #require(Gnuplot(searchPath: path)).draw(
      ["whole", "cut", "missing"].map { (name: $0, text: "") }, [.svg], in: folder)
    #expect(warnings.count == 2)
    for (warning, name) in zip(warnings, ["cut", "missing"]) {
      #expect(warning.hasPrefix("the chart \(name) was not drawn: "), "\(warning)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["whole.svg"])
  }

  @Test("a picture without its end is not whole")
  func wholePictures() {
    let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    #expect(ChartFile.png.isWhole(Data([0x89] + end)))
    #expect(!ChartFile.png.isWhole(Data([0x89] + end.dropLast())))
    #expect(!ChartFile.png.isWhole(Data()))
    #expect(ChartFile.svg.isWhole(Data("<svg></svg>\n\n".utf8)))
    #expect(!ChartFile.svg.isWhole(Data("<svg></g>".utf8)))
  }

  @Test("a chart without figures is a warning")
  func nothingToDraw() throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = ResultsWriter(folder: try OutputFolder(path))
    let warnings = try writer.write(
      Sample.small, tables: [], charts: ["threshold_tradeoff", "savings_waterfall", "hit_vs_size"])
    #expect(warnings.count == 3)
  }

  @Test("many strategies with long names, one replication, a beaten one", .enabled(if: isGnuplotPresent))
  func manyStrategies() throws {
    let wanted = ProcessInfo.processInfo.environment["REPORTING_SAMPLE"].map { $0 + "/many" }
    let path = wanted ?? Sample.temporaryFolder()
    defer { if wanted == nil { try? FileManager.default.removeItem(atPath: path) } }
    var result = Sample.five()
    result.strategies = (0..<11).map { index in
      let hits = Double(index) * 0.05
      return Sample.strategy(
        index == 0 ? "naive" : "exact_and_semantic_\(index)_with_router", isBound: index == 10,
        cells: [
          Sample.cell(
            cost: 900 - Double(index * index * 7), quality: 0.93 - 0.004 * Double(index * 7 % 11),
            exact: hits,
            semantic: index > 5 ? 0.1 : 0, p95: 3000)
        ])
    }
    result.provenance.replications = 1
    result.provenance.title = String(repeating: "A long question about the cost of caching? ", count: 4)
    let writer = ResultsWriter(folder: try OutputFolder(path))
    #expect(
      try writer.write(
        result, tables: [], charts: ["cost_bar", "hits_over_time", "latency_cdf", "pareto"], format: .png)
        == [])
  }

  @Test("labels keep their gap and stay inside")
  func labelsAreSpread() {
    let places = LabelPlacement.spread([100, 101, 99, 0], gap: 15, within: 0...110)
    let sorted = places.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 14.999 })
    #expect(sorted[0] >= 0 && sorted[3] <= 110)
    #expect(places[2] < places[0] && places[0] < places[1])
  }
}
