import Foundation
import Testing

extension Tag {
  /// More than a few seconds in a release build.
  @Tag static var slow: Self
}

extension Trait where Self == ConditionTrait {
  /// Left out of `make quick`.
  static var unlessQuick: Self {
    .disabled(if: ProcessInfo.processInfo.environment["SIMBENCH_TESTS"] == "quick", "slow")
  }
}
