import Declarations
import Simulation
import Traffic

/// What people do to a response cache at stated times: entries are dropped by hand, and models are replaced by newer ones.
struct CacheEvents: Sendable {
  /// Entries are dropped at a time.
  struct Purge: Sendable {
    let time: VirtualTime
    /// The prompts whose entries go; nil for all.
    let keywords: KeywordRule<Bool>?

    /// Whether the entry of a prompt goes.
    func drops(_ prompt: UInt32, of texts: PromptTexts) -> Bool {
      guard let keywords else { return true }
      var text: [UInt8] = []
      texts.append(Int(prompt), to: &text)
      return [keywords].value(for: text) ?? false
    }
  }

  /// In the order of their times.
  let purges: [Purge]
  /// When answers of a former model became stale, in order.
  let updates: [VirtualTime]

  static let fields = [
    Field(
      "purges",
      .list(
        .object(
          ObjectSchema(
            "purge", "entries that are dropped at a time",
            [
              .required("at_h", .nonNegative, "when, hours from the start of the run"),
              Field(
                "what", .either([.choice(["all"]), .list(.text, minimum: 1)]), default: "all",
                "all entries, or those of prompts with one of some keywords"),
            ])), minimum: 0), default: [], "when entries are dropped by hand"),
    Field(
      "model_updates",
      .list(
        .object(
          ObjectSchema(
            "model_update", "a newer model takes the place of the one that answered",
            [
              .required("at_h", .nonNegative, "when, hours from the start of the run"),
              Field(
                "then", .choice(["stale", "drop"]), default: "stale",
                "whether its answers stay and count as stale, or are dropped as with a key that names the version"
              ),
            ])), minimum: 0), default: [],
      "when a newer model takes the place of the one whose answers are stored"),
  ]

  init(_ settings: Settings) throws(Diagnostic) {
    var purges = settings.list("purges").map { node in
      let purge = Settings(node)
      let keywords = purge.strings("what")
      return Purge(
        time: .hours(purge.number("at_h")), keywords: keywords.isEmpty ? nil : KeywordRule(keywords, true))
    }
    var updates: [VirtualTime] = []
    for node in settings.list("model_updates") {
      let update = Settings(node)
      let time = VirtualTime.hours(update.number("at_h"))
      if update.string("then") == "drop" {
        purges.append(Purge(time: time, keywords: nil))
      } else {
        updates.append(time)
      }
    }
    self.purges = purges.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      .map(\.element)
    self.updates = updates.sorted()
  }

  /// Whether an answer that was complete at a time is that of a model which was replaced since.
  func isOutdated(_ stored: VirtualTime, at now: VirtualTime) -> Bool {
    updates.contains { stored < $0 && $0 <= now }
  }

  /// What it wants of the stream.
  var needs: [StreamNeed] { purges.contains { $0.keywords != nil } ? [.text("purges")] : [] }
}
