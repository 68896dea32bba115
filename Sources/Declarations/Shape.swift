/// What a value of a scenario may be; validation, defaults, help and the JSON Schema all come from it.
public indirect enum Shape: Sendable {
  /// A number within bounds.
  case number(Bounds)
  /// An integer from `minimum` to `maximum`.
  case integer(minimum: Int, maximum: Int)
  case boolean
  /// Any text; `isEmpty` allowed only if stated.
  case string(allowsEmpty: Bool)
  /// One of some names.
  case choice([String])
  /// A list with a least count.
  case list(Shape, minimum: Int)
  /// An object with declared fields.
  case object(ObjectSchema)
  /// An object whose keys the user chooses.
  case map(Shape)
  /// An object with declared fields, and others under keys that the user chooses.
  case open(ObjectSchema, others: Shape)
  /// An object whose fields depend on the value of one of them, as `use` in a layer.
  case tagged(key: String, cases: [ObjectSchema])
  /// A value of one of several shapes, told apart by their JSON type.
  case either([Shape])
  /// Anything; whoever reads it checks it.
  case any

  /// A number that is not negative.
  public static let nonNegative = Shape.number(Bounds(minimum: 0))
  /// A number above zero, at least 1e-12, so that its inverse is a number as well.
  public static let positive = Shape.number(Bounds(minimum: Bounds.least))
  /// Dollars per million tokens, as far as they are billed exactly.
  public static let tokenPrice = Shape.number(Bounds(minimum: 0, maximum: 1e6))
  /// Dollars of a single event, such as a label or a wrong answer.
  public static let eventPrice = Shape.number(Bounds(minimum: 0, maximum: 1e6))
  /// A number from 0 to 1.
  public static let share = Shape.number(Bounds(minimum: 0, maximum: 1))
  /// An integer of at least 1.
  public static let count = Shape.integer(minimum: 1, maximum: 1 << 53)
  /// Text that is not empty.
  public static let text = Shape.string(allowsEmpty: false)
}

/// The bounds of a number.
public struct Bounds: Sendable {
  /// The least value, or nil.
  public var minimum: Double?
  /// Whether the least value itself is excluded.
  public var excludesMinimum: Bool
  /// The greatest value, or nil.
  public var maximum: Double?

  /// Stands for "above zero": smaller numbers are no quantity that anybody states.
  public static let least = 1e-12

  /// Makes bounds.
  public init(minimum: Double? = nil, excludesMinimum: Bool = false, maximum: Double? = nil) {
    self.minimum = minimum
    self.excludesMinimum = excludesMinimum
    self.maximum = maximum
  }

  func allow(_ value: Double) -> Bool {
    if let minimum, value < minimum || (excludesMinimum && value == minimum) { return false }
    if let maximum, value > maximum { return false }
    return true
  }

  /// The bounds in words; the least number above zero is named only where `value` is below it.
  public func words(for value: Double? = nil) -> String {
    guard minimum == Bounds.least, !(value.map { $0 > 0 && $0 < Bounds.least } ?? false) else {
      return plainWords
    }
    return Bounds(minimum: 0, excludesMinimum: true, maximum: maximum).plainWords
  }

  private var plainWords: String {
    switch (minimum, maximum) {
    case (nil, nil): "a number"
    case (let low?, nil):
      excludesMinimum ? "a number above \(low.short)" : "a number of at least \(low.short)"
    case (nil, let high?): "a number of at most \(high.short)"
    case (let low?, let high?):
      excludesMinimum
        ? "a number above \(low.short) up to \(high.short)" : "a number from \(low.short) to \(high.short)"
    }
  }
}

extension Double {
  /// The shortest text of the number, without a fraction when it has none.
  package var short: String {
    if let integer = Int64(exactly: self), abs(self) < 1e15 { return String(integer) }
    return "\(self)"
  }

  /// The same of what was computed, without the digits that only the computation has.
  package var shortened: String { ((self * 1e9).rounded() / 1e9).short }
}
