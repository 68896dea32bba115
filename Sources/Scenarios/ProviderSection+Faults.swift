import Declarations
import Providers
import Simulation

/// The `faults` of a provider.
extension ProviderSection {
  private static let start = Field.required(
    "start_h", .nonNegative, "its beginning, hours from the start of the warm-up")
  private static let length = Field.required("duration_min", .positive, "its length, minutes")
  private static let rejectedShare = Field.required(
    "rejected_share", .share, "share of calls that it refuses")
  private static let retryAfter = Field(
    "retry_after_s", .nonNegative, default: 20, "when the client is told to come back")

  static let slowDowns = Field(
    "slow_downs",
    .list(
      .object(
        ObjectSchema(
          "slow_down", "a time during which calls that go out are slower",
          [
            start, length,
            .required(
              "factor", .number(Bounds(minimum: 0.001, maximum: 1e6)), "latency over that of other times"),
          ])), minimum: 1), "times during which calls are slower; none by default")

  static let storms = Field(
    "storms",
    .list(
      .object(
        ObjectSchema(
          "storm", "a time during which a share of the calls is refused with 429",
          [start, length, rejectedShare, retryAfter])), minimum: 1),
    "times during which calls are refused with 429; none by default")

  static let stormProcess = Field(
    "storm_process",
    .object(
      ObjectSchema(
        "storm_process", "storms of 429 that come and go at random, calm and storm for exponential times",
        [
          .required("mean_gap_h", .number(Bounds(minimum: 0.1)), "mean time without a storm, hours"),
          .required("mean_length_min", .number(Bounds(minimum: 0.1)), "mean length of a storm, minutes"),
          rejectedShare, retryAfter,
        ])), "storms of 429 at random; none by default")

  static func faults(_ faults: Settings) -> FaultProfile {
    func span(_ settings: Settings) -> (start: VirtualTime, end: VirtualTime) {
      let start = VirtualTime.hours(settings.number("start_h"))
      return (start, start + .seconds(settings.number("duration_min") * 60))
    }
    var profile = FaultProfile(
      errorShare: faults.number("error_share"), billedShare: faults.number("error_billed_share"),
      outages: faults.list("outages").map { node in
        let (start, end) = span(Settings(node))
        return FaultProfile.Outage(start: start, end: end)
      })
    profile.slowDowns = faults.list("slow_downs").map { node in
      let (start, end) = span(Settings(node))
      return FaultProfile.SlowDown(start: start, end: end, factor: Settings(node).number("factor"))
    }
    profile.storms = faults.list("storms").map { node in
      let settings = Settings(node)
      let (start, end) = span(settings)
      return FaultProfile.Storm(
        start: start, end: end, share: settings.number("rejected_share"),
        retryAfter: .seconds(settings.number("retry_after_s")))
    }
    profile.stormProcess = faults.optionalSettings("storm_process").map { process in
      FaultProfile.StormProcess(
        meanGap: process.number("mean_gap_h") * 3600, meanLength: process.number("mean_length_min") * 60,
        share: process.number("rejected_share"), retryAfter: .seconds(process.number("retry_after_s")))
    }
    return profile
  }
}
