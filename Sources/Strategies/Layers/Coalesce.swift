import Declarations
import Simulation

/// Single-flight: a request whose key is in flight waits for that call instead of making its own.
///
/// With `follower` `polls_once` it works as article 000 prints it with Redis' SETNX: who does not get the lock sleeps,
/// looks into the cache once, and makes a call of its own where nothing is there yet. Of duplicates that come evenly
/// over a call of 2 s, a poll after 0.5 s saves a quarter. Its own call takes no lock.
struct Coalesce: LayerPlan {
  var recipe: KeyRecipe
  let isTemperatureZeroOnly: Bool
  /// After which time a follower looks once; nil where it waits for the answer.
  let poll: VirtualTime?

  static let declaration = LayerDeclaration(
    "coalesce", "lets identical requests in flight share one call (single-flight)",
    sampling: .byKey(isLimited: false),
    fields: KeyRecipe.fields + [
      Field("temperature_zero_only", .boolean, default: true, "whether requests above temperature 0 pass by"),
      Field(
        "follower", .choice(["waits", "polls_once"]), default: "waits",
        "what a request does whose key is in flight: polls_once is article 000's fault, which looks once and then calls "
          + "the provider as well"),
      Field("poll_ms", .nonNegative, default: 500, "after which time it looks").only(
        "follower", "polls_once"),
    ], counters: [.lookups, .bypasses, .hits, .lostPolls, .falseShares]
  ) { settings, _ throws(Diagnostic) in
    Coalesce(
      recipe: KeyRecipe(settings), isTemperatureZeroOnly: settings.boolean("temperature_zero_only"),
      poll: settings.string("follower") == "polls_once" ? .milliseconds(settings.number("poll_ms")) : nil)
  }

  var needs: [StreamNeed] {
    recipe.normalisation == .none ? [.keys(recipe)] : [.keys(recipe), .text("normalize")]
  }

  func windowFault(in windows: WindowedStream) -> String? {
    poll == nil ? recipe.windowFault(in: windows) : "'follower' keeps notes of the requests that look"
  }

  func asRecorded() -> any LayerPlan {
    var plan = self
    plan.recipe.splitsModels = true
    return plan
  }

  func idleness(at place: LayerPlace) -> [String] {
    recipe.idleness(of: "coalesce", in: place.stream)
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    CoalesceLayer(self, column: setting.stream.column(recipe))
  }
}

private final class CoalesceLayer: Layer {
  private let recipe: KeyRecipe
  private var keys: [UInt32]
  private let isTemperatureZeroOnly: Bool
  private let poll: VirtualTime?
  /// The request that leads the flight of each key, as it is numbered in the first window.
  private var leader: [UInt32]
  /// By how much requests have less high numbers in the present window than in the first.
  private var moved: UInt32 = 0
  /// The answers of flights that have landed while somebody was going to look for them.
  private var landed: [Int: (answer: Answer, request: Int)] = [:]
  /// The leader that each request which is going to look has found in flight.
  private var followed: [Int: Int] = [:]
  /// How many are going to look for the answer of a leader.
  private var pollers: [Int: Int] = [:]

  init(_ plan: Coalesce, column: KeyColumn) {
    keys = column.keys
    recipe = plan.recipe
    isTemperatureZeroOnly = plan.isTemperatureZeroOnly
    poll = plan.poll
    leader = Array(repeating: Gateway.none, count: column.count)
  }

  override var entryCount: Int { followed.count }

  override func move(to window: PreparedStream, by requests: Int) {
    keys = window.column(recipe).keys
    moved &+= UInt32(truncatingIfNeeded: requests)
  }

  private func admits(_ passage: Passage) -> Bool {
    !isTemperatureZeroOnly || passage.marks.contains(.temperatureZero)
  }

  override func admit(_ passage: Passage) -> Admission {
    guard admits(passage) else {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.lookups)
    let key = Int(keys[passage.request])
    guard leader[key] != Gateway.none else {
      leader[key] = UInt32(passage.request) &+ moved
      return .pass
    }
    let first = leader[key] &- moved
    // The batch API takes hours: only who can wait as long shares its calls.
    let isDeferred = passage.desk.passage(of: Int(first)).isDeferred
    if isDeferred && !passage.marks.contains(.batchEligible) { return .pass }
    guard let poll else { return passage.follow(Int(first)) }
    followed[passage.request] = Int(first)
    pollers[Int(first), default: 0] += 1
    passage.desk.wake(token: UInt32(passage.request), at: passage.now + poll)
    return .waits
  }

  /// A follower looks, once.
  override func wake(_ token: UInt32, at desk: Desk) {
    let request = Int(token)
    guard let first = followed.removeValue(forKey: request) else { return }
    let found = landed[first]
    let left = (pollers[first] ?? 1) - 1
    pollers[first] = left > 0 ? left : nil
    if left <= 0 { landed[first] = nil }
    let passage = desk.passage(of: request)
    passage.wait(until: desk.now)
    guard let found else {
      passage.count(.lostPolls)
      desk.release([token], instructionTokens: 0, quality: 1)
      return
    }
    _ = passage.share(found.answer, of: found.request)
  }

  private func land(_ request: Int) {
    let key = Int(keys[request])
    if leader[key] == UInt32(request) &+ moved { leader[key] = Gateway.none }
  }

  override func store(_ answer: Answer, of passage: Passage) {
    if !pollers.isEmpty, pollers[passage.request] != nil {
      landed[passage.request] = (answer, passage.request)
    }
    land(passage.request)
  }

  override func abandon(_ passage: Passage) { land(passage.request) }
}
