import Foundation
import Testing

@Suite("--html of every command")
struct PageOptionTests {
  private static let outcomes: String = {
    var text = "query,model,correct,output_tokens\n"
    for row in 0..<120 {
      let query = (row % 3 == 0 ? "prove lemma" : "tell fact") + " of item \(row)"
      text += "\(query),gpt-4o,\(row % 10 == 1 ? 0 : 1),40\n"
      text += "\(query),gpt-4o-mini,\(row % 6 == 0 || row % 10 == 3 ? 0 : 1),40\n"
    }
    return text
  }()

  private static let claims = """
    {"simbench_claims": 1, "name": "mine", "title": "What a colleague says", "scenario": "small", "values": {"calls": 1000},
     "claims": [{"id": "a", "says": "a thousand calls cost $7.50", "unit": "usd", "claimed": 7.5, "formula": "calls * 0.0075"}]}
    """

  @Test(
    "a page answers its question, says how it is made again, and names nothing where it is private",
    arguments: [
      (
        ["route", "secret.csv", "--routers", "length,oracle", "--splits", "2", "--bootstraps", "50"],
        "Which router is worth having between gpt-4o-mini and gpt-4o?", "routers.csv"
      ),
      (["claims", "secret.json"], "Do the figures hold? What a colleague says", "claims.csv"),
      (["check", "small", "--no-baseline"], "Does small keep its rules?", nil),
      (["mrc", "secret.txt", "--points", "5"], "How large a cache does secret want", "mrc.csv"),
      (
        ["mrc", "secret.jsonl", "--prefix", "--points", "5"], "How many prompt tokens of secret would",
        "prefix.csv"
      ),
    ] as [([String], String, String?)])
  func pages(_ command: [String], _ question: String, _ data: String?) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(Self.outcomes, to: "secret.csv")
    try simbench.write(Self.claims, to: "secret.json")
    try simbench.write((0..<900).map { "k\($0 * $0 % 97)" }.joined(separator: "\n") + "\n", to: "secret.txt")
    let prompts = (0..<200).map { call in
      "{\"timestamp\": \(call * 1000), \"input_length\": 2048, \"output_length\": 9, \"hash_ids\": [1, \(call % 20 + 2), \(call % 7 + 90), \(call + 100)]}"
    }
    try simbench.write(prompts.joined(separator: "\n") + "\n", to: "secret.jsonl")
    let outcome = try simbench.run(command + ["--html", "page.html"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("wrote page.html"))
    let page = String(decoding: try simbench.bytes("page.html"), as: UTF8.self)
    #expect(page.contains("<h1>\(question)"), "\(page.prefix(3000).suffix(900))")
    #expect(page.contains("<p class=\"answer\">"))
    #expect(page.contains("<pre tabindex=\"0\">simbench \(command[0]) \(command[1]) "))
    #expect(page.contains(" --html page.html</pre>"))
    if let data { #expect(page.contains("<summary>\(data)</summary>")) }
    #expect(page.utf8.count < 2_000_000)
    #expect(try simbench.run(command + ["--html", "private.html", "--private"]).code == 0)
    let hidden = String(decoding: try simbench.bytes("private.html"), as: UTF8.self)
    for word in ["secret", "gpt-4o", "colleague", "a thousand calls", ">Does small"] {
      #expect(!hidden.contains(word), "\(word)")
    }
  }

  @Test("a check without a baseline says what became of the rules, and not that nothing changed")
  func rules() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    func page(_ word: String) throws -> String {
      _ = try simbench.run(["check", word, "--no-baseline", "--html", "page.html"])
      return String(decoding: try simbench.bytes("page.html"), as: UTF8.self)
    }
    let kept = try page("small")
    #expect(kept.contains("<p class=\"answer\">All 2 rules are kept.</p>"))
    #expect(kept.contains("No figure was compared with what was accepted before, 2 rules were held"))
    #expect(!kept.contains("changed."))
    try simbench.write(
      Simbench.small.replacing("\"min\": 0.01", with: "\"min\": 0.99"), to: "Scenarios/broken.json")
    let broken = try page("broken")
    #expect(broken.contains("<p class=\"answer\">1 of 2 rules is broken; first of all exact hit_share"))
    #expect(!broken.contains("that changed"))
  }

  @Test("a page never replaces what is read, must be writable before the work, and --private wants one")
  func slips() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("a\nb\na\n", to: "t.txt")
    let replaced = try simbench.run(["mrc", "t.txt", "--html", "t.txt"])
    #expect(replaced.code == 2)
    #expect(
      replaced.errors
        == "t.txt: error: the output is the input itself; another name was expected, since an input is never replaced\n"
    )
    let lone = try simbench.run(["check", "small", "--private"])
    #expect(lone.code == 2)
    #expect(lone.errors.hasSuffix("error: --private is for the page; --html FILE was expected beside it\n"))
    let nowhere = try simbench.run(["mrc", "t.txt", "--html", "t.txt/page.html"])
    #expect(nowhere.code == 74, "\(nowhere.errors)")
    #expect(nowhere.output.isEmpty)
  }
}
