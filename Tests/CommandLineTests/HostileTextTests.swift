import Foundation
import Testing

@Suite("hostile names and texts")
struct HostileTextTests {
  /// Quotes, commands, gnuplot's and Markdown's marks, and what moves, hides or turns text on a terminal.
  private static let text =
    "a'b\"c`d`$(touch PWNED)\n@x{/Bold y}_z^2\u{1B}[31mRED\u{9B}31m\u{202E}RTL\u{2066}|%s<b>\\"

  private func scenario() throws -> String {
    let h = HostileTextTests.text
    let object: [String: Any] = [
      "simbench": 1, "name": "x", "title": "T " + h, "run": ["replications": 2, "measure_h": 0.3],
      "workload": [
        "kind": "synthetic", "arrivals": ["rate_per_s": 0.3], "intents": ["count": 20],
        "paraphrases": ["text": "grammar:support", "per_intent": 3],
        "users": ["count": 10, "tier_share": ["f" + h: 0.5, "b": 0.5]],
      ],
      "providers": [
        "p" + h: [
          "models": [
            "m" + h: ["input_usd_per_1m": 1, "output_usd_per_1m": 2], "gpt-4o-mini": [String: Any](),
          ]
        ], "embedder": ["model": "text-embedding-3-small"],
      ],
      "strategies": [
        ["name": "=n" + h, "model": "m" + h, "title": "t" + h],
        [
          "name": "+s" + h, "model": "gpt-4o-mini",
          "layers": [["use": "exact_cache"], ["use": "semantic_cache", "threshold": 0.6]],
        ],
      ],
      "analysis": ["baseline": "=n" + h, "attribution": "shapley"],
      "sweep": ["strategy": "+s" + h, "axes": ["exact_cache.capacity": [5, 10]]],
      "output": [
        "plots": ["cost_bar", "pareto", "hit_vs_size", "threshold_tradeoff", "savings_waterfall"],
        "csv": ["summary", "layers", "timeline"], "format": "svg",
      ],
      "expect": [
        ["strategy": "+s" + h, "metric": "hit_share", "min": 0.9, "claim": "c" + h],
        ["strategy": "+s" + h, "metric": "hit_share", "greater_than": "=n" + h],
      ],
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
  }

  /// What a terminal would act on in a text, line ends aside.
  private func acting(_ text: String) -> [String] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
      default: false
      }
    }.map { String($0.value, radix: 16) }
  }

  @Test(
    "they stay text on terminals, in Markdown and in JSON",
    arguments: [
      "run", "run --json", "sweep", "sweep --json", "check --no-baseline", "check --no-baseline --json",
      "check --no-baseline --format junit", "check --no-baseline --format github",
      "check --no-baseline --format gitlab", "check --no-baseline --format markdown", "explain",
    ])
  func terminal(command: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(scenario(), to: "x.json")
    var words = command.split(separator: " ").map(String.init)
    words.insert("x.json", at: 1)
    let outcome = try simbench.run(words)
    #expect(outcome.code == (words[0] == "check" ? 3 : 0), "\(outcome.errors)")
    #expect(acting(outcome.output).isEmpty, "\(acting(outcome.output))")
    #expect(acting(outcome.errors).isEmpty)
    #expect(!simbench.exists("PWNED") && !simbench.exists("Results/x/PWNED"))
    if command.hasSuffix("json") {
      let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      #expect("\(json)".contains("RED"))
    }
    if command.hasSuffix("markdown") {
      let rows = outcome.output.split(separator: "\n").filter { $0.hasPrefix("|") }
      #expect(rows.count == 4)
      for row in rows {
        #expect(row.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" } == 7)
      }
      #expect(!outcome.output.contains("<b>"))
    }
  }

  @Test("they stay text in charts and are no formulas in CSV")
  func files() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(scenario(), to: "x.json")
    #expect(try simbench.run(["run", "x.json"]).code == 0)
    #expect(!simbench.exists("PWNED") && !simbench.exists("Results/x/PWNED"))
    for name in try FileManager.default.contentsOfDirectory(atPath: simbench.folder.path + "/Results/x") {
      let text = String(decoding: try simbench.bytes("Results/x/" + name), as: UTF8.self)
      if name.hasSuffix(".gp") || name.hasSuffix(".json") { #expect(acting(text).isEmpty, "\(name)") }
      if name.hasSuffix(".csv") {
        #expect(!text.contains(",=n") && !text.contains("\n=n") && !text.contains(",\"=n"), "\(name)")
        #expect(!text.contains(",+s") && !text.contains("\n+s") && !text.contains(",\"+s"), "\(name)")
      }
      if name.hasSuffix(".svg") { #expect(throws: Never.self) { try XMLText.check(text) } }
    }
  }

  @Test(
    "a name that is too long or leaves its folder is refused",
    arguments: [
      ("../x", "without '/'"), ("a/b", "without '/'"), (".x", "a leading '.'"), ("..", "a leading '.'"),
      ("a\\u0000b", "control characters"), ("a\\nb", "control characters"),
      (String(repeating: "x", count: 101), "'name' has 101 characters; at most 100 were expected"),
      (
        String(repeating: "\u{1F600}", count: 61),
        "'name' has 61 characters; at most 100 were expected, in 240 bytes"
      ),
    ])
  func names(name: String, message: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(
      FaultTests.base.replacingOccurrences(of: "\"name\":\"x\"", with: "\"name\":\"\(name)\""), to: "x.json")
    let outcome = try simbench.run(["run", "x.json", "--no-plots"])
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!simbench.exists("Results"))
    try simbench.write(
      FaultTests.base.replacingOccurrences(
        of: "\"name\":\"n\"", with: "\"name\":\"\(String(repeating: "x", count: 101))\""), to: "x.json")
    let strategy = try simbench.run(["run", "x.json", "--no-plots"])
    #expect(strategy.errors.contains("the name of a strategy has 101 characters; at most 100 were expected"))
  }

  @Test("programs are not looked for in the working folder")
  func workingFolder() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("open('PWNED', 'w')\n", to: "pip.py")
    try simbench.write("system 'touch PWNED'\n", to: ".gnuplot")
    for name in ["gnuplot", "python3"] {
      try simbench.write("#!/bin/sh\ntouch \"\(simbench.folder.path)/PWNED\"\n", to: name)
      chmod(simbench.folder.path + "/" + name, 0o755)
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let environment = [
      "PATH": ".:" + path, "HOME": simbench.folder.path, "XDG_CACHE_HOME": simbench.folder.path + "/cache",
      "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PYTHONPATH": simbench.folder.path,
      "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    ]
    #expect(try simbench.run(["models", "install", "wordllama"], environment: environment).code != 0)
    #expect(!simbench.exists("PWNED"))
    #expect(try simbench.run(["run", "small"], environment: environment).code == 0)
    #expect(!simbench.exists("PWNED"))
  }
}

/// Well-formedness of what gnuplot writes, as far as text could break it.
private enum XMLText {
  struct Fault: Error {}

  static func check(_ text: String) throws {
    var isInside = false
    for character in text {
      if character == "<" {
        if isInside { throw Fault() }
        isInside = true
      } else if character == ">" {
        isInside = false
      }
    }
    if isInside { throw Fault() }
  }
}
