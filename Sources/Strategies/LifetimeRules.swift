import Declarations
import Simulation

/// How long entries live.
struct LifetimeRules: Sendable {
  var standard: VirtualTime
  var isSliding: Bool
  /// Lifetimes of the texts with a keyword; the first rule that fits counts.
  var rules: [KeywordRule<VirtualTime>]

  static let fields = [
    Field("ttl_s", .positive, default: 86400, "lifetime of an entry"),
    Field("ttl_sliding", .boolean, default: false, "whether a hit renews the lifetime"),
    Field(
      "ttl_rules",
      .list(
        .object(
          ObjectSchema(
            "ttl_rule", "another lifetime for prompts with a keyword",
            [
              .required("keywords", .list(.text, minimum: 1), "substrings of the lower-cased prompt"),
              .required("ttl_s", .positive, "lifetime of such an entry"),
            ])), minimum: 0), default: [], "lifetimes by keyword; the first rule that fits counts"),
  ]

  init(_ settings: Settings) {
    standard = .seconds(settings.number("ttl_s"))
    isSliding = settings.boolean("ttl_sliding")
    rules = settings.list("ttl_rules").map { node in
      let rule = Settings(node)
      return KeywordRule(rule.strings("keywords"), .seconds(rule.number("ttl_s")))
    }
  }

  /// The lifetime of a text in UTF-8.
  func lifetime(of text: [UInt8]) -> VirtualTime { rules.value(for: text) ?? standard }
}
