import Decisions
import Metrics
import Simulation
import Tables

/// Losses in the words of titles and of answers.
extension Loss {
  /// The loss in a title or beside a figure.
  var brief: String {
    let share = NumberText.percent(value.mean)
    return switch kind {
    case .quality: "\(perhaps)quality \(NumberText.significant(value.mean, digits: 2))"
    case .unstatedQuality: "quality unknown"
    case .worsened: "\(share) of answers worse"
    case .falseHits: "\(share) false"
    case .staleHits: "\(share) stale"
    case .unlabelledHits: "if \(share) unlabelled hits are right"
    case .undatedHits: "if no hit is stale"
    case .unstatedFailures: "if no call fails"
    case .unanswered: "\(perhaps)\(share) more unanswered"
    case .fewerRequests: "\(share) fewer requests"
    case .throttled: "\(share) throttled"
    case .deferred: "\(share) deferred"
    case .latency: "p95 +\(NumberText.latency(value.mean))"
    case .medianLatency: "p50 +\(NumberText.latency(value.mean))"
    case .tailLatency: "p99 +\(NumberText.latency(value.mean))"
    case .firstToken: "TTFT p95 +\(NumberText.latency(value.mean))"
    case .medianFirstToken: "TTFT p50 +\(NumberText.latency(value.mean))"
    }
  }

  /// The loss in the sentence of the verdict, with its interval.
  var long: String {
    let percent = MetricUnit(.hitShare, greatest: 1).text(value) + " %"
    let share = NumberText.percent(value.mean)
    return switch kind {
    case .quality: "quality \(MetricUnit(.qualityChange, greatest: 1).text(value))\(chance)"
    case .unstatedQuality:
      "the other models that answer \(isAtLeast ? "at least " : "")\(share) of the requests are as good, which nobody stated"
    case .worsened: "worse answers to \(share) of the requests, from changed prompts (quality_factor)"
    case .falseHits: "\(percent) false hits"
    case .staleHits: "\(percent) stale hits"
    case .unlabelledHits: "all \(percent) of requests that are unlabelled hits get a right answer"
    case .undatedHits: "no answer of the \(percent) hits had changed, which the log does not say"
    case .unstatedFailures:
      "no call fails, while \(percent) of those in the log did, which count as bad answers there"
    case .unanswered: "\(percent) more requests without an answer\(chance)"
    case .fewerRequests: "\(percent) fewer requests asked, as conversations wait for their answers"
    case .throttled: "\(percent) sent to a cheaper model by a budget or a limit"
    case .deferred: "\(percent) answered hours later"
    case .latency, .medianLatency, .tailLatency, .firstToken, .medianFirstToken: time("more")
    }
  }

  /// By how much a time is longer, or by how much it is shorter, seen from the other strategy (`less`).
  func time(_ way: String) -> String {
    let which =
      switch kind {
      case .medianLatency: "at latency p50"
      case .tailLatency: "at latency p99"
      case .firstToken: "to the first token at p95"
      case .medianFirstToken: "to the first token at p50"
      default: "at latency p95"
      }
    return "\(NumberText.latency(value.mean)) \(way) \(which)"
  }

  /// Whether the interval holds that nothing is lost.
  private var isWithinChance: Bool { value.halfWidth >= value.mean.magnitude }
  private var perhaps: String { isWithinChance ? "perhaps " : "" }
  private var chance: String { isWithinChance ? " (within chance)" : "" }

  /// The metrics that tell of it already.
  var metrics: [Metric] {
    switch kind {
    case .quality, .unstatedQuality, .worsened: [.quality, .qualityChange]
    case .falseHits: [.falseHitShare, .falseShareOfHits]
    case .staleHits, .undatedHits: [.staleHitShare]
    case .unlabelledHits: [.unknownHitShare]
    case .unstatedFailures: [.failedShare]
    case .unanswered: [.unansweredChange, .unansweredShare, .rejectedShare, .failedShare]
    case .fewerRequests: [.requests]
    case .throttled: [.throttledShare]
    case .deferred: [.deferredShare]
    case .latency: [.latencyP95]
    case .medianLatency: [.latencyP50]
    case .tailLatency: [.latencyP99]
    case .firstToken: [.firstTokenP95]
    case .medianFirstToken: [.firstTokenP50]
    }
  }

  /// Whether it is something that has to hold, in words that begin with `if`.
  var isCondition: Bool {
    switch kind {
    case .unlabelledHits, .undatedHits, .unstatedFailures: true
    default: false
    }
  }

  /// Whether it is no loss but something that nobody knows.
  var isOfTheUnknown: Bool {
    switch kind {
    case .unstatedQuality, .unlabelledHits, .undatedHits, .unstatedFailures: true
    default: false
    }
  }
}

extension [Loss] {
  /// The losses behind an answer, after a first one: what is lost beside it, and then what has to hold.
  func words(behind first: String?) -> String {
    let lost = (first.map { [$0] } ?? []) + filter { !$0.isCondition }.map(\.brief)
    let conditions = filter(\.isCondition).map(\.brief)
    return (lost.isEmpty ? "" : "; beside that " + lost.joined(separator: ", "))
      + (conditions.isEmpty ? "" : ", " + conditions.joined(separator: " and "))
  }
}
