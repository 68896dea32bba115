/// A page that is forwarded: one file with everything in it, which asks no network for anything.
struct Page {
  /// The title of the window.
  var title: String
  /// What stands on it.
  var body: [HTML]
  /// Data for whoever reads on, by file name; part of the page.
  var data: [(name: String, text: String)] = []

  /// The markup of the whole page.
  var text: String {
    let head: [HTML] = [
      .tag("meta", [("charset", "utf-8")], []),
      .tag("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")], []),
      .tag("meta", [("name", "color-scheme"), ("content", "light dark")], []),
      // Nothing is fetched, whatever a text of the log says.
      .tag(
        "meta",
        [
          ("http-equiv", "Content-Security-Policy"),
          (
            "content",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
          ),
        ], []),
      .tag("title", title), .tag("style", [], [.trusted(Page.style)]),
    ]
    let document = HTML.tag(
      "html", [("lang", "en")],
      [.tag("head", [], head), .tag("body", [], [.tag("main", [], body + files)])])
    return "<!DOCTYPE html>\n" + document.markup + "\n"
  }

  private var files: [HTML] {
    if data.isEmpty { return [] }
    return [.tag("h2", "The data")]
      + data.map { name, text in
        Page.folded(name, [.tag("pre", [("tabindex", "0"), ("role", "region"), ("aria-label", name)], text)])
      }
  }

  /// What is folded until it is asked for.
  static func folded(_ summary: String, _ parts: [HTML]) -> HTML {
    .tag("details", [], [.tag("summary", summary)] + parts)
  }

  /// A table with a heading row; the first column names the rows. Wide ones scroll by themselves.
  static func table(_ headings: [String], _ rows: [[HTML]], caption: String) -> HTML {
    .tag(
      "div", [("class", "tabled")],
      [
        // Above what scrolls, so that all of it is read on a small screen.
        .tag("p", [("class", "caption")], caption),
        .tag(
          "div", [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption)],
          [table(headings, rows, label: caption)]),
      ])
  }

  private static func table(_ headings: [String], _ rows: [[HTML]], label: String) -> HTML {
    func row(_ cells: [HTML]) -> HTML {
      .tag(
        "tr", [],
        cells.enumerated().map { place, cell in
          place == 0 ? .tag("th", [("scope", "row")], [cell]) : .tag("td", [], [cell])
        })
    }
    return .tag(
      "table", [("aria-label", label)],
      [
        .tag("thead", [], [.tag("tr", [], headings.map { .tag("th", [("scope", "col")], $0) })]),
        .tag("tbody", [], rows.map(row)),
      ])
  }

  /// Text at 4.5:1 or more on its ground in both schemes; blue, orange and grey are told apart without colour too.
  static let style = """
    :root{--ground:#fff;--ink:#1a1a1a;--soft:#555;--line:#c8c8c8;--panel:#f4f5f7;--good:#00538a;--warn:#8a4500;--bar:#0072b2;--rest:#9aa0a6}
    @media (prefers-color-scheme:dark){:root{--ground:#14171a;--ink:#ececec;--soft:#b4b8bc;--line:#44494e;--panel:#1f2429;--good:#7cc4f5;--warn:#f2b272;--bar:#56b4e9;--rest:#7d838a}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
    main{max-width:60rem;margin:0 auto;padding:1rem}
    h1{font-size:1.15rem;margin:.2rem 0;color:var(--soft);font-weight:600}
    h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
    .answer{font-size:1.45rem;line-height:1.3;margin:.2rem 0 .5rem;font-weight:650}
    .soft{color:var(--soft);margin:.2rem 0}
    .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:.8rem;padding:0;list-style:none}
    .card{background:var(--panel);border:1px solid var(--line);border-radius:.4rem;padding:.7rem .9rem}
    .card h3{font-size:1rem;margin:0 0 .2rem}
    .money{font-size:1.2rem;font-weight:650;margin:.1rem 0}
    .tag{display:inline-block;border:1px solid currentColor;border-radius:.3rem;padding:0 .4rem;font-size:.85rem;color:var(--good)}
    .tag.warn{color:var(--warn)}
    p{margin:.4rem 0;overflow-wrap:anywhere}
    .scroll{overflow-x:auto;max-width:100%}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.93rem}
    .caption{color:var(--soft);margin:1rem 0 0;font-size:.93rem}
    th,td{text-align:right;padding:.2rem .6rem;border-bottom:1px solid var(--line);white-space:nowrap;overflow-wrap:break-word}
    th[scope=row],thead th:first-child{text-align:left}
    th[scope=row]{white-space:normal;min-width:8rem;font-weight:600}
    pre{background:var(--panel);border:1px solid var(--line);padding:.6rem;overflow-x:auto;font-size:.85rem;max-height:24rem}
    figure{margin:.8rem 0}figure svg{height:auto;display:block}
    figure.own svg{width:100%;max-width:30rem}figure.drawn svg{width:100%;min-width:36rem}
    figure.drawn{background:#fff;color:#1a1a1a;border:1px solid var(--line);padding:.3rem}figure.drawn :is(figcaption,.caption){color:#555}
    figcaption{color:var(--soft);font-size:.9rem}
    summary{cursor:pointer}
    a{color:var(--good)}
    :focus-visible{outline:3px solid var(--bar);outline-offset:2px}
    input[type=range]{width:100%;max-width:30rem}
    output{display:block;font-weight:650;min-height:3rem}
    .own text{fill:var(--ink);font:13px system-ui,sans-serif}
    .own .bar{fill:var(--bar)}.own .rest{fill:var(--rest)}.own .again{fill:var(--warn)}
    .own .hatched{fill:url(#again);stroke:var(--warn);stroke-width:.5}.own .idle{stroke:var(--soft);stroke-dasharray:1 3}
    @media print{:root{--ground:#fff;--ink:#000;--soft:#444;--panel:#fff}details{display:block}.card{break-inside:avoid}}
    """
}
