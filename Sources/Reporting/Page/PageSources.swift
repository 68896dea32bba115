/// What a page holds beside a result: how it is made again, the charts that were drawn and the tables that were written.
package struct PageSources: Sendable {
  /// The line that makes the page again.
  package var command: String
  /// The charts that were drawn, by name.
  package var charts: [(name: String, svg: String)]
  /// The tables that were written, by file name.
  package var files: [(name: String, text: String)]
  /// Whether texts and names of what was read stay out of the page.
  package var isPrivate: Bool

  /// What a page holds beside a result.
  package init(
    command: String, charts: [(name: String, svg: String)] = [], files: [(name: String, text: String)] = [],
    isPrivate: Bool = false
  ) {
    self.command = command
    self.charts = charts
    self.files = files
    self.isPrivate = isPrivate
  }

  /// The charts as figures, each with what it finds as its text.
  ///
  /// What is written on a chart cannot be taken off again, so that private pages have none.
  ///
  /// - Parameter chart: what a chart of a name finds, and the figures that it draws; nil where they stand on the page.
  func figures(_ chart: (String) -> (finding: String, table: ChartTable?)) -> [HTML] {
    if isPrivate { return [] }
    return charts.compactMap { name, svg in
      guard let start = svg.range(of: "<svg") else { return nil }
      let (title, table) = chart(name)
      // Every chart has marks of the same names; each keeps its own.
      let own = svg[start.lowerBound...].replacing("gpPt", with: "\(name)-gpPt").replacing(
        "gpDot", with: "\(name)-gpDot"
      )
      .replacing("id=\"gnuplot_", with: "id=\"\(name)-gnuplot_")
      .replacing("<title>Gnuplot</title>", with: "<title>\(HTML.escaped(title))</title>")
      return .tag(
        "figure", [("class", "drawn")],
        [
          .tag(
            "div", [("class", "scroll"), ("tabindex", "0"), ("role", "img"), ("aria-label", title)],
            [.trusted(String(own))]),
          .tag("figcaption", title),
        ] + (table.map { [$0.folded] } ?? []))
    }
  }
}
