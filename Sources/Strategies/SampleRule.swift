import Declarations
import Traffic

/// What becomes of a layer when only a sample of the traffic runs through it.
public enum SampleFit: Sendable, Hashable {
  /// What it does to a unit does not depend on the others.
  case separable
  /// The units share something that is scaled with the sample, such as a capacity.
  case scaled
  /// What the units share is met as often as in the whole in the mean: of a sample, and of no part of several.
  case estimated
  /// A sample would give other figures than the whole: why, and what was expected instead.
  case refused(why: String, instead: String)
}

/// Under which unit a layer can be sampled; a part of its declaration.
public struct SampleRule: Sendable {
  /// What becomes of the layer with its settings under a unit.
  public let fit: @Sendable (Settings, SampleUnit) -> SampleFit

  /// A rule that reads the layer's settings.
  public init(_ fit: @escaping @Sendable (Settings, SampleUnit) -> SampleFit) { self.fit = fit }

  /// The layer decides about each request by itself.
  static let byRequest = SampleRule { _, _ in .separable }

  /// The layer keeps a state a conversation.
  static let bySession = SampleRule { _, unit in tearsConversations(unit) ?? .separable }

  /// The refusal of a unit that leaves out some turns of a conversation; nil for one that leaves out none.
  static func tearsConversations(_ unit: SampleUnit) -> SampleFit? {
    switch unit {
    case .user, .session: nil
    case .key, .intent:
      .refused(
        why: "it goes by conversations, of which a sample by \(unit.rawValue) tears some turns out",
        instead: orWhole(.session))
    }
  }

  /// Requests meet in the layer, and in a sample they meet more rarely.
  static func never(_ why: String) -> SampleRule {
    SampleRule { _, _ in .refused(why: why, instead: "a strategy without it or the whole stream") }
  }

  /// What a unit, or else the whole stream, is called where another cannot be.
  static func orWhole(_ unit: SampleUnit) -> String { "--by \(unit.rawValue) or the whole stream" }

  /// The layer has one state a key, which all who ask for it share.
  ///
  /// - Parameter isLimited: whether the keys share its capacity.
  static func byKey(isLimited: Bool) -> SampleRule {
    SampleRule { settings, unit in
      let fit = isLimited ? SampleFit.scaled : .separable
      switch unit {
      case .key, .intent: return fit
      case .user where settings.strings("key").contains(KeyRecipe.Part.user.rawValue): return fit
      case .user, .session:
        return .refused(
          why: "all \(unit.plural) share its answers, and in a sample fewer ask for the same",
          instead: orWhole(.key))
      }
    }
  }

  /// The same rule for a layer that does not state a setting, with which it cannot be sampled.
  func refusing(_ setting: String, why: String) -> SampleRule {
    SampleRule { settings, unit in
      settings.has(setting)
        ? .refused(
          why: "'\(setting)' is stated: \(why)",
          instead: "the layer without '\(setting)', or the whole stream")
        : fit(settings, unit)
    }
  }

  /// The layer has one state a user or for all users, by its setting `per`.
  ///
  /// - Parameters:
  ///   - users: the values of `per` with a state a user.
  ///   - groups: those with a state a group of users, some of whom a sample leaves out.
  ///   - usual: the value that is not stated.
  static func bySubject(users: Set<String>, groups: Set<String>, usual: String) -> SampleRule {
    SampleRule { settings, unit in
      let subject = settings.optionalString("per") ?? usual
      if groups.contains(subject) {
        return .refused(
          why: "its users share by the \(subject), and a sample leaves out some of each",
          instead: "'per' user or everyone, or the whole stream")
      }
      guard users.contains(subject) else { return .scaled }
      return unit == .user
        ? .separable
        : .refused(
          why: "it goes by users, of whose requests a sample by \(unit.rawValue) leaves out some",
          instead: orWhole(.user))
    }
  }
}
