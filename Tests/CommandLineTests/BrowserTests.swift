import Foundation
import Testing

/// The pages as a browser shows them.
@Suite(
  "Pages in a browser",
  .enabled(if: Browser.program != nil, "no Chromium is installed, which would show the pages"), .serialized)
struct BrowserTests {
  /// What tries to be more than text.
  private static let hostile = "<script>window.hacked=1<script>\"' onload=\"x\u{202E}evil"
  /// How it is shown.
  private static let shown = "<script>window.hacked=1<script>\"' onload=\"x\\u{202e}evil"

  private func page(_ command: String, _ simbench: Simbench) throws -> URL {
    let title = String(decoding: try JSONEncoder().encode(Self.hostile), as: UTF8.self)
    let hostile = Simbench.small.replacing(
      "\"name\": \"small\"", with: "\"name\": \"small\", \"title\": \(title)")
    var line: [String]
    switch command {
    case "run":
      try simbench.write(hostile, to: "Scenarios/hostile.json")
      line = ["run", "hostile"]
    case "compare":
      let other = Simbench.small.replacing("\"exact\"", with: title)
      try simbench.write(other, to: "Scenarios/a.json")
      try simbench.write(
        other.replacing(
          "\"use\": \"exact_cache\", \"capacity\": 60", with: "\"use\": \"exact_cache\", \"capacity\": 6"),
        to: "Scenarios/b.json")
      line = ["compare", "a", "b"]
    case "mrc":
      let keys = (0..<4000).map { "key\($0 * $0 % 977 % (1 + $0 % 300))" }.joined(separator: "\n")
      try simbench.write(keys + "\n", to: "\(Self.hostile).txt")
      line = ["mrc", "\(Self.hostile).txt"]
    case "route":
      try simbench.write(Self.outcomes, to: "\(Self.hostile).csv")
      line = ["route", "\(Self.hostile).csv", "--splits", "3", "--bootstraps", "50"]
    case "claims":
      try simbench.write(Self.claims.replacing("\"TITLE\"", with: title), to: "hostile.json")
      line = ["claims", "hostile.json"]
    case "check":
      let named = Simbench.small.replacing("\"exact\"", with: title)
      try simbench.write(named, to: "Scenarios/hostile.json")
      #expect(try simbench.run(["check", "hostile", "--update"]).code == 0)
      try simbench.write(
        named.replacing("\"capacity\": 60", with: "\"capacity\": 6"), to: "Scenarios/hostile.json")
      line = ["check", "hostile"]
    case "sessions":
      try simbench.write(Self.sessions, to: "\(Self.hostile).jsonl")
      line = ["advise", "\(Self.hostile).jsonl"]
    default:
      try simbench.write(Self.log, to: "\(Self.hostile).jsonl")
      line = ["advise", "\(Self.hostile).jsonl"]
    }
    let outcome = try simbench.run(line + ["--html", "page.html"])
    #expect(outcome.code == (command == "check" ? 3 : 0), "\(outcome.errors)")
    return simbench.folder.appendingPathComponent("page.html")
  }

  /// A log in which there is much to gain: equal questions, simple ones to a dear model, users that make the bill.
  private static let log: String = {
    (0..<600).map { call in
      let isSimple = call % 10 < 6
      let isEqual = call % 10 > 7
      let question =
        isEqual ? "the handbook " + String(call / 10 % 5) : "w\(call) " + String(call * 7919 % 1013)
      let user = call % 10 == 6 ? 1 : 10 + call % 150
      let (input, output) = isSimple ? (15, 190) : call % 10 == 6 ? (30_000, 900) : (9000, 1500)
      return "{\"timestamp\": \(1_762_128_000_000 + call * 432_000), \"request\": {\"model\": \"gpt-4o\", "
        + "\"temperature\": 0, \"user\": \"u\(user)\", \"messages\": [{\"role\": \"user\", \"content\": \"\(question)\"}]}, "
        + "\"response\": {\"model\": \"gpt-4o\", \"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"ok\"}}], "
        + "\"usage\": {\"prompt_tokens\": \(input), \"completion_tokens\": \(output)}}, "
        + "\"cost\": \((Double(input) * 2.5 + Double(output) * 10) / 1e6), \"status\": 200}"
    }.joined(separator: "\n") + "\n"
  }()

  /// Which of two models answers which queries.
  private static let outcomes: String = {
    var text = "query,model,correct,output_tokens\n"
    for row in 0..<240 {
      let isHard = row % 3 == 0
      let query = (isHard ? "prove lemma \(row % 7)" : "tell fact \(row % 11)") + " of item \(row)"
      text += "\(query),gpt-4o,\(row % 10 == 1 ? 0 : 1),40\n"
      text += "\(query),gpt-4o-mini,\(isHard && row % 2 == 0 || row % 10 == 3 ? 0 : 1),40\n"
    }
    return text
  }()

  /// Sayings of every verdict.
  private static let claims = """
    {"simbench_claims": 1, "name": "mine", "title": "TITLE", "scenario": "small", "values": {"calls": 1000},
     "claims": [
      {"id": "a", "says": "TITLE", "unit": "usd", "claimed": 7.5, "formula": "calls * 0.0075"},
      {"id": "b", "says": "all are hits", "unit": "share", "claimed": 1,
       "simulate": {"strategy": "exact", "figure": "hit_share"}},
      {"id": "c", "says": "more than all are hits", "unit": "share", "claimed": 1.5, "greatest": 1},
      {"id": "d", "says": "it pays", "holds_if": {"says": "questions come again"}}
     ]}
    """

  /// Conversations of a model that caches by itself, with pauses after which it has forgotten them.
  private static let sessions: String = {
    var calls: [(seconds: Double, line: String)] = []
    for session in 0..<24 {
      var (time, prompt, former) = (Double(session) * 1200, 3000 + session * 100, 0)
      for turn in 0..<16 + session {
        let isPaused = (turn + session) % 9 == 8
        time += isPaused ? 1400 : 40
        let cached = isPaused ? 0 : former
        let cost = (Double(prompt - cached) * 2.5 + Double(cached) * 1.25 + 3000) / 1e6
        calls.append(
          (
            time,
            "{\"request_id\": \"\(session)-\(turn)\", \"startTime\": \(1_762_128_000 + time), \"model\": \"gpt-4o\", "
              + "\"session_id\": \"s\(session)\", \"prompt_tokens\": \(prompt), \"completion_tokens\": 300, "
              + "\"total_tokens\": \(prompt + 300), \"spend\": \(cost), \"metadata\": {\"usage_object\": {\"prompt_tokens\": "
              + "\(prompt), \"completion_tokens\": 300, \"prompt_tokens_details\": {\"cached_tokens\": \(cached)}}}}"
          ))
        former = prompt
        prompt += 700
      }
    }
    return calls.sorted { $0.seconds < $1.seconds }.map(\.line).joined(separator: "\n") + "\n"
  }()

  @Test(
    "a page is shown without a fault, a request, an overflow or a text that is hard to read, and goes by keyboard",
    arguments: ["run", "advise", "mrc", "compare", "route", "claims", "check", "sessions"])
  func pages(_ command: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let file = try page(command, simbench)
    let browser = try Browser()
    defer { browser.close() }
    for isDark in [false, true] {
      try browser.show(file, width: 360, height: 780, isDark: isDark)
      try checkQuiet(browser, file)
      let width: Double = try browser.value("document.documentElement.scrollWidth")
      #expect(width <= 360, "\(command) is \(width) pixels wide")
      // What is folded is read too.
      _ = try browser.value("document.querySelectorAll('details').forEach(d => d.open = true), true") as Bool
      let opened: Double = try browser.value("document.documentElement.scrollWidth")
      #expect(opened <= 360, "\(command), unfolded, is \(opened) pixels wide")
      let faint: [String] = try browser.value(Self.faintTexts)
      #expect(faint.isEmpty, "\(command), dark \(isDark): \(faint.prefix(8))")
    }
    try keep(browser, file, command)
    try browser.show(file, width: 1280, height: 800)
    let text: String = try browser.value("document.querySelector('main').textContent")
    // The page of routers names its table in the command alone, as a shell takes it.
    let shown = command == "route" ? Self.shown.replacing("'", with: "'\\''") : Self.shown
    #expect(text.contains(shown), "\(command)")
    #expect(try browser.value("window.hacked === undefined") as Bool)
    if command == "advise" { try checkFirstScreen(browser) }
    if command == "sessions" {
      #expect(text.contains("billed again though the turn before had sent them"))
      let bars: Double = try browser.value("document.querySelectorAll('.own .hatched').length")
      #expect(bars > 4)
    }
    try checkKeyboard(browser, command)
    try checkSliders(browser, isExpected: ["run", "mrc"].contains(command))
    try checkQuiet(browser, file)
  }

  @Test("a comparison of what is the same has no table, and says so")
  func same() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["compare", "small", "small", "--html", "page.html"]).code == 0)
    let browser = try Browser()
    defer { browser.close() }
    try browser.show(simbench.folder.appendingPathComponent("page.html"), width: 1280, height: 800)
    #expect(
      try browser.value("document.querySelector('.answer').textContent") as String == "Nothing changed.")
    #expect(try browser.value("document.querySelectorAll('table,svg,details').length") as Double == 0)
  }

  /// No error was written to the console, and nothing but the file was asked for.
  private func checkQuiet(_ browser: Browser, _ file: URL) throws {
    for event in browser.events {
      #expect(
        event.method != "Runtime.exceptionThrown" && event.method != "Runtime.consoleAPICalled", "\(event)")
      #expect(event.method != "Log.entryAdded", "\(event)")
      guard event.method == "Network.requestWillBeSent" else { continue }
      let request = event.parameters["request"] as? [String: Any]
      #expect(request?["url"] as? String == file.absoluteString)
    }
    #expect(browser.events.contains { $0.method == "Network.requestWillBeSent" })
  }

  /// The question, the answer with its interval, the reproduced share and the three best measures stand together.
  private func checkFirstScreen(_ browser: Browser) throws {
    let places: [Double] = try browser.value(
      "['h1', '.answer', '.soft', '.card:nth-child(1)', '.card:nth-child(2)', '.card:nth-child(3)']"
        + ".map(s => document.querySelector(s)?.getBoundingClientRect().bottom ?? 1e6)")
    #expect(places.allSatisfy { $0 <= 800 }, "\(places)")
    let answer: String = try browser.value("document.querySelector('.answer').textContent")
    #expect(answer.contains("±"), "\(answer)")
    let ground: String = try browser.value("document.querySelector('.soft').textContent")
    #expect(ground.contains("of the recorded bill was reproduced"), "\(ground)")
  }

  /// Every control is reached by Tab.
  private func checkKeyboard(_ browser: Browser, _ command: String) throws {
    let count: Double = try browser.value(
      "(window.wanted = [...document.querySelectorAll('a,button,input,summary,[tabindex]')]"
        + ".filter(e => e.checkVisibility())).length")
    _ = try browser.value("window.reached = new Set(), document.activeElement.blur(), true") as Bool
    for _ in 0..<Int(count) + 2 {
      try browser.press("Tab", code: 9)
      _ = try browser.value("window.reached.add(document.activeElement), true") as Bool
    }
    let missed: [String] = try browser.value(
      "window.wanted.filter(e => !window.reached.has(e)).map(e => e.outerHTML.slice(0, 120))")
    #expect(missed.isEmpty, "\(command): \(missed)")
    #expect(count > 0)
  }

  /// A slider says something else where it is moved by its keys.
  private func checkSliders(_ browser: Browser, isExpected: Bool) throws {
    let count: Double = try browser.value("document.querySelectorAll('input[type=range]').length")
    #expect((count > 0) == isExpected)
    for slider in 0..<Int(count) {
      func says() throws -> String {
        try browser.value("document.querySelectorAll('output')[\(slider)].textContent")
      }
      _ = try browser.value("document.querySelectorAll('input[type=range]')[\(slider)].focus(), true") as Bool
      try browser.press("Home", code: 36)
      let first = try says()
      try browser.press("End", code: 35)
      let last = try says()
      #expect(first != last && !first.isEmpty && !last.isEmpty)
      let spoken: String = try browser.value(
        "document.querySelectorAll('input[type=range]')[\(slider)].getAttribute('aria-valuetext')")
      #expect(spoken == last)
    }
  }

  /// Pictures for whoever wants to look, where a folder is named for them.
  private func keep(_ browser: Browser, _ file: URL, _ command: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["SIMBENCH_SCREENSHOTS"] else { return }
    for (width, height) in [(390, 844), (1280, 800)] {
      for isDark in [false, true] {
        try browser.show(file, width: width, height: isDark ? height : 3000, isDark: isDark)
        let name = "\(command)-\(width)\(isDark ? "-dark" : "").png"
        try browser.screenshot().write(to: URL(fileURLWithPath: folder).appendingPathComponent(name))
      }
    }
  }

  /// Texts below 4.5:1 on what is behind them, by the colours that the browser came to.
  private static let faintTexts = """
    (() => {
      const light = c => { const v = c / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
      const parts = c => (c.match(/[\\d.]+/g) ?? []).map(Number);
      const luminance = p => 0.2126 * light(p[0]) + 0.7152 * light(p[1]) + 0.0722 * light(p[2]);
      const ground = e => {
        for (; e; e = e.parentElement) {
          const p = parts(getComputedStyle(e).backgroundColor);
          if (p.length === 3 || p[3] === 1) return p;
        }
        return [255, 255, 255];
      };
      const faint = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const e = walk.currentNode.parentElement;
        if (!walk.currentNode.textContent.trim() || ['SCRIPT', 'STYLE', 'title', 'desc'].includes(e.tagName)) continue;
        const style = getComputedStyle(e);
        const ink = parts(e instanceof SVGElement ? style.fill : style.color);
        const [a, b] = [luminance(ink), luminance(ground(e))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (!(ratio >= 4.5)) faint.push(ratio.toFixed(2) + ' ' + walk.currentNode.textContent.slice(0, 40));
      }
      return faint;
    })()
    """
}
