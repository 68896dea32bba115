import Declarations
import Simulation

/// How long entries live.
struct LifetimeRules: Sendable {
  var standard: VirtualTime
  var isSliding: Bool
  /// The longest that any entry lives; nil for no bound.
  var longest: VirtualTime?
  /// Lifetimes of the texts with a keyword; the first rule that fits counts.
  var rules: [KeywordRule<VirtualTime>]

  static let fields = [
    Field("ttl_s", .positive, default: 86400, "lifetime of an entry"),
    Field("ttl_sliding", .boolean, default: false, "whether a hit renews the lifetime"),
    Field(
      "ttl_max_s", .positive,
      "the longest that any entry lives, whatever rules say and however often a hit renews it; no bound by default"
    ),
    Field(
      "ttl_rules",
      .list(
        .object(
          ObjectSchema(
            "ttl_rule", "another lifetime for prompts with a keyword",
            [
              .required("keywords", .list(.text, minimum: 1), "substrings of the lower-cased prompt"),
              Field(
                "match", .choice(["substring", "word"]), default: "substring",
                "whether a keyword may be a part of a word, as 'now' is of 'know'"),
              .required("ttl_s", .positive, "lifetime of such an entry"),
            ])), minimum: 0), default: [], "lifetimes by keyword; the first rule that fits counts"),
  ]

  init(_ settings: Settings) {
    standard = .seconds(settings.number("ttl_s"))
    isSliding = settings.boolean("ttl_sliding")
    longest = settings.optionalNumber("ttl_max_s").map { .seconds($0) }
    rules = settings.list("ttl_rules").map { node in
      let rule = Settings(node)
      return KeywordRule(
        rule.strings("keywords"), .seconds(rule.number("ttl_s")), isWhole: rule.string("match") == "word")
    }
  }

  /// The lifetime of a text in UTF-8.
  func lifetime(of text: [UInt8]) -> VirtualTime { rules.value(for: text) ?? standard }

  /// When an entry of a lifetime expires that was complete at a time and is renewed now.
  func expiry(of lifetime: VirtualTime, stored: VirtualTime, at now: VirtualTime) -> VirtualTime {
    longest.map { min(now + lifetime, stored + $0) } ?? now + lifetime
  }
}
