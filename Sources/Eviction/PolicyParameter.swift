/// A number that tunes a policy, as its author named it.
public struct PolicyParameter: Hashable, Sendable {
  /// The name on the command line and in scenarios.
  public let name: String

  /// What it does, in one line without a full stop.
  public let summary: String

  /// The values allowed.
  public let range: ClosedRange<Double>

  /// Whether only whole values are allowed.
  public let isWhole: Bool

  private let published: Double
  private let variants: [PolicyVariant: Double]

  /// Declares a share or another real number; `variants` have defaults of their own.
  public init(
    _ name: String, default published: Double, in range: ClosedRange<Double>,
    variants: [PolicyVariant: Double] = [:], _ summary: String
  ) {
    self.init(
      name: name, summary: summary, range: range, isWhole: false, published: published, variants: variants)
  }

  /// Declares a whole number; `variants` have defaults of their own.
  public init(
    whole name: String, default published: Double, in range: ClosedRange<Double>,
    variants: [PolicyVariant: Double] = [:], _ summary: String
  ) {
    self.init(
      name: name, summary: summary, range: range, isWhole: true, published: published, variants: variants)
  }

  private init(
    name: String, summary: String, range: ClosedRange<Double>, isWhole: Bool, published: Double,
    variants: [PolicyVariant: Double]
  ) {
    self.name = name
    self.summary = summary
    self.range = range
    self.isWhole = isWhole
    self.published = published
    self.variants = variants
  }

  /// The value that a variant has unless another is stated.
  public func defaultValue(in variant: PolicyVariant) -> Double {
    variants[variant] ?? published
  }

  /// Returns whether the parameter may have `value`.
  public func allows(_ value: Double) -> Bool {
    range.contains(value) && (!isWhole || value == value.rounded())
  }

  /// The values allowed, in words.
  public var allowed: String {
    "\(isWhole ? "a whole number" : "a number") from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
  }
}

/// Values of parameters by name.
public typealias PolicyParameters = [String: Double]

/// Returns a number without the `.0` of whole values.
func plain(_ value: Double) -> String {
  Int(exactly: value).map(String.init) ?? String(value)
}
