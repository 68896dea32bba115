import Experiments
import Foundation
import Tables

/// A gnuplot script in the making: the finding on top, the drawing under it, explicit margins in pixels.
struct ChartScript {
  /// The space around the drawing in pixels.
  struct Margins {
    var left = 85.0
    var right = 30.0
    var top = 78.0
    var bottom = 62.0
  }

  /// The space around the drawing.
  var margins = Margins()
  /// What the chart finds, in a line or two.
  var finding: String
  /// A remark at the lower right.
  var note: String?
  /// What is drawn, as figures.
  var table: ChartTable?
  /// Blocks of data.
  private var blocks = ""
  /// Settings in front of the drawing.
  private var settings: [String] = []
  /// The commands that draw; they are repeated for each format.
  private var drawing: [String] = []
  private var plots: [String] = []
  private var entries: [(text: String, swatch: Swatch)] = []

  /// The characters of a line of the finding, which has two.
  static let titleWidth = 80

  /// A script with a finding.
  init(_ finding: String) { self.finding = finding }

  /// Adds a block of numbers.
  mutating func data(_ name: String, _ rows: [[Double]?]) { blocks += GnuplotText.data(name, rows) }

  /// Adds a setting.
  mutating func set(_ setting: String) { settings.append("set " + setting) }

  /// Adds a label at coordinates of gnuplot.
  mutating func label(
    _ text: String, at place: String, alignment: String = "left", size: Double = 10,
    color: String = "#000000",
    offset: String = ""
  ) {
    set(
      "label \(GnuplotText.quoted(text)) at \(place) \(alignment) front font ',\(GnuplotText.number(size))' "
        + "textcolor rgb '\(Ink.of(color))'" + (offset.isEmpty ? "" : " offset \(offset)"))
  }

  /// Writes names beside the rows of a chart, the first at 1; a name that gnuplot would cut as a tic is a label.
  mutating func names(_ names: [String], size: Double = 11) {
    set(
      Tics.setting("y", names.indices.map { Double($0 + 1) }) {
        GnuplotText.fitsTic(names[Int($0) - 1]) ? names[Int($0) - 1] : ""
      })
    for (place, name) in names.enumerated() where !GnuplotText.fitsTic(name) {
      label(
        name, at: "graph 0, first \(place + 1)", alignment: "right", size: size, color: "#222222",
        offset: "character -1, 0")
    }
  }

  /// Adds one curve to the plot.
  mutating func plot(_ curve: String) { plots.append(curve + " notitle") }

  /// Adds an entry to the legend below the drawing.
  mutating func legend(_ text: String, _ swatch: Swatch) {
    entries.append((text, swatch))
    margins.bottom = 72 + 18 * Double((entries.count + legendColumns - 1) / legendColumns)
  }

  /// What stands before the text of a legend's entry.
  enum Swatch {
    /// A line with a style of gnuplot.
    case line(String)
    /// A box with a colour.
    case box(String)
    /// A grey box with white stripes.
    case hatched
    /// A point with a style of gnuplot.
    case point(String)
  }

  // Gnuplot's own key guesses the width of text and then covers labels of the axis, or is cut off.
  private var legendColumnWidth: Double {
    52 + (entries.map { ChartStyle.width(of: $0.text, size: 10) }.max() ?? 0)
  }
  private var legendColumns: Int { max(1, Int((ChartStyle.width - 60) / legendColumnWidth)) }

  private func legendLines() -> [String] {
    let columns = min(legendColumns, max(entries.count, 1))
    let left = (ChartStyle.width - Double(columns) * legendColumnWidth) / 2
    return entries.enumerated().map { place, entry in
      let start = left + Double(place % columns) * legendColumnWidth
      let y = margins.bottom - 68 - 18 * Double(place / columns)
      func at(_ x: Double, _ up: Double = 0) -> String {
        "screen \(GnuplotText.number(x / ChartStyle.width)), screen \(GnuplotText.number((y + up) / ChartStyle.height))"
      }
      // Tagged, so that every format sets the same ones anew.
      let tag = 8000 + place
      let text = "set label \(tag) \(GnuplotText.quoted(entry.text)) at \(at(start + 38)) left font ',10'"
      switch entry.swatch {
      case .line(let style):
        return text + "\nset arrow \(tag) from \(at(start)) to \(at(start + 30)) nohead \(style)"
      case .box(let color):
        return text + "\nset object \(tag) rectangle from \(at(start + 8, -5)) to \(at(start + 30, 5)) "
          + "fc rgb '\(color)' fs solid 1 noborder"
      case .hatched:
        let box = "rectangle from \(at(start + 8, -5)) to \(at(start + 30, 5))"
        return text + "\nset object \(tag) \(box) fc rgb '#777777' fs solid 1 noborder front"
          + "\nset object \(tag + 500) \(box) fc rgb 'white' fs transparent pattern 4 noborder front"
      case .point(let style): return text + "\nset label \(tag + 500) '' at \(at(start + 20)) point \(style)"
      }
    }
  }

  /// Ends a plot; a chart with several panels has several.
  mutating func endPlot() {
    guard !plots.isEmpty else { return }
    drawing.append("plot \\\n  " + plots.joined(separator: ", \\\n  "))
    plots = []
  }

  /// Adds a command between panels.
  mutating func command(_ command: String) { drawing.append(command) }

  /// The right end of the drawing as a part of the width.
  var rightEdge: Double { 1 - margins.right / ChartStyle.width }
  /// The drawing's size in pixels.
  var plotWidth: Double { ChartStyle.width - margins.left - margins.right }
  var plotHeight: Double { ChartStyle.height - margins.top - margins.bottom }

  /// The settings whose text has characters that no font here has, to be set anew for a picture.
  private var replacedSettings: [String] {
    let changed = settings.filter { FontCoverage.drawable($0) != $0 }
    guard !changed.isEmpty else { return [] }
    // Labels have no names by which one could be replaced.
    return ["unset label"] + settings.filter { $0.hasPrefix("set label") || changed.contains($0) }
  }

  /// The whole script; `origin` says below the finding where the figures come from.
  func text(name: String, origin: String, formats: [ChartFile]) -> String {
    func screen(_ pixels: Double, of whole: Double) -> String { GnuplotText.number(pixels / whole) }
    var lines = [
      "# Drawn by simbench; to draw it again: gnuplot \(name).gp",
      "reset session",
      "set encoding utf8",
      "set decimalsign '.'",
      blocks + "set lmargin at screen \(screen(margins.left, of: ChartStyle.width))",
      "set rmargin at screen \(GnuplotText.number(rightEdge))",
      "set tmargin at screen \(screen(ChartStyle.height - margins.top, of: ChartStyle.height))",
      "set bmargin at screen \(screen(margins.bottom, of: ChartStyle.height))",
      "set border 3 lc rgb '#444444'",
      "set tics nomirror textcolor rgb '#222222'",
      "set grid lc rgb '#DDDDDD' lt 1 lw 0.7",
      "unset key",
    ]
    var heads: [(text: String, place: String)] = []
    var titles = finding.wrapped(to: ChartScript.titleWidth)
    if titles.count > 2 { titles = [titles[0], "\(titles[1]) \(titles[2])".cut(to: ChartScript.titleWidth)] }
    for (place, line) in titles.enumerated() {
      let y = screen(ChartStyle.height - 18 - Double(place) * 20, of: ChartStyle.height)
      heads.append((GnuplotText.quoted(line), "at screen 0.02, screen \(y) left"))
    }
    let lineCount = Double(titles.count)
    let y = screen(ChartStyle.height - 18 - 20 * lineCount, of: ChartStyle.height)
    var notes = ["set label 9010 \(GnuplotText.quoted(origin)) at screen 0.02, screen \(y) left font ',10'"]
    if let note {
      let y = screen(margins.bottom - 42, of: ChartStyle.height)
      notes.append("set label 9011 \(GnuplotText.quoted(note)) at screen 0.985, screen \(y) right font ',9'")
    }
    // Drawing may have used labels up, so every format sets the same ones anew.
    lines += settings
    for format in formats {
      lines.append("set terminal \(format.terminal)")
      lines.append("set output '\(name).\(format.rawValue)'")
      let first = lines.count
      if format == .png { lines += replacedSettings }
      for (place, head) in heads.enumerated() {
        lines.append("set label \(9000 + place) \(head.text) \(head.place) font '\(format.headingFont)'")
      }
      lines += legendLines()
      lines += notes.map { $0 + " textcolor rgb '\(ChartStyle.faint)'" }
      lines += drawing
      // A viewer of the other form has fonts of its own.
      if format == .png {
        for place in first..<lines.count { lines[place] = FontCoverage.drawable(lines[place]) }
      }
      lines.append("set output")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension RunResult.Provenance {
  /// Where the figures of a chart come from, in a line.
  var chartOrigin: String {
    let runs = NumberText.count(replications, "replication")
    let rest = "\(scenario.clipped(to: 30)) · \(runs)"
    return "\(title.cut(to: 118 - rest.displayWidth)) · \(rest)"
  }
}

/// A file that gnuplot draws.
enum ChartFile: String, Sendable {
  case svg, png

  // A picture in svg takes the fonts of its viewer, and knows no bold one by name.
  private var fonts: String { self == .svg ? "\(ChartStyle.font),Verdana,sans-serif" : ChartStyle.font }

  /// Whether a file of this form is whole: gnuplot does not tell when it could not write all, as on a full disk.
  func isWhole(_ bytes: Data) -> Bool {
    switch self {
    case .svg: bytes.suffix(16).range(of: Data("</svg>".utf8)) != nil
    // The chunk that ends a picture, with its checksum.
    case .png: bytes.suffix(8) == Data([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }
  }

  /// The font of the finding.
  var headingFont: String { self == .svg ? ",14" : "\(ChartStyle.font):Bold,13" }

  /// The terminal with its options.
  var terminal: String {
    let size =
      "size \(Int(ChartStyle.width)),\(Int(ChartStyle.height)) noenhanced font '\(fonts),11'"
    return switch self {
    case .svg: "svg \(size) fontscale 1.25 background rgb 'white'"
    case .png: "pngcairo \(size) background rgb 'white'"
    }
  }
}

/// The formats in which charts are drawn.
package enum ChartFormat: String, Sendable {
  case svg, png, both

  var files: [ChartFile] {
    switch self {
    case .svg: [.svg]
    case .png: [.png]
    case .both: [.svg, .png]
    }
  }
}
