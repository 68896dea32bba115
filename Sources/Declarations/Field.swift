/// A key of an object: what it may hold, its default and a line of explanation.
public struct Field: Sendable {
  /// The key.
  public let key: String
  /// What the value may be.
  public let shape: Shape
  /// The value when the key is absent; nil leaves it absent.
  public let fallback: JSONValue?
  /// Whether the key must stand.
  public let isRequired: Bool
  /// A line of explanation.
  public let help: String
  /// Why a value has no effect beside the rest of its object, defaults included; nil where it has one.
  private(set) var idleness: @Sendable (Settings) -> String? = { _ in nil }
  /// The value when the key is absent and there is no `fallback`, from the rest of its object.
  private(set) var derivation: @Sendable (Settings) -> JSONValue? = { _ in nil }
  /// Defaults inside the value that follow from the rest of the object around it.
  private(set) var completion: @Sendable (Settings, Settings) -> [(key: String, value: JSONValue)] = { _, _ in
    []
  }

  /// How the value goes with the amount of traffic; nil where it does not.
  private(set) var extent: Extent?

  /// How a value goes with the amount of traffic.
  struct Extent: Sendable {
    /// The least value that still means something.
    let least: Double
    /// Whether it does so, by the settings of the layer or provider around it.
    let applies: @Sendable (Settings) -> Bool
  }

  /// A key that may be absent.
  public init(_ key: String, _ shape: Shape, default fallback: JSONValue? = nil, _ help: String) {
    self.key = key
    self.shape = shape
    self.fallback = fallback
    isRequired = false
    self.help = help
  }

  private init(required key: String, _ shape: Shape, _ help: String) {
    self.key = key
    self.shape = shape
    fallback = nil
    isRequired = true
    self.help = help
  }

  /// A key that must stand.
  public static func required(_ key: String, _ shape: Shape, _ help: String) -> Field {
    Field(required: key, shape, help)
  }
}

extension Field {
  /// The field, refused where it is stated and has no effect.
  ///
  /// - Parameter why: reads the object with its defaults and says why the value does nothing, or nil where it counts.
  public func idle(_ why: @escaping @Sendable (Settings) -> String?) -> Field {
    var field = self
    let former = idleness
    field.idleness = { former($0) ?? why($0) }
    return field
  }

  /// The field, which counts only where another key has one of some values.
  public func only(_ other: String, _ values: String...) -> Field {
    idle { settings in
      let value = settings.optionalString(other) ?? settings.optionalSettings(other)?.optionalString("kind")
      guard let value, !values.contains(value) else { return nil }
      return "'\(other)' is '\(value)'; it counts only for \(values.joined(separator: " or "))"
    }
  }

  /// The field, which counts only where another key stands.
  public func only(with other: String) -> Field {
    idle { $0.has(other) ? nil : "'\(other)' is not stated" }
  }

  /// The field, which another key replaces.
  public func unless(_ other: String) -> Field {
    idle { $0.has(other) ? "'\(other)' is stated instead; one of them was expected" : nil }
  }

  /// The field, an object of which some defaults follow from the object around it.
  ///
  /// - Parameter values: reads the object around and the value, and gives defaults of the value's absent keys.
  public func completed(
    _ values: @escaping @Sendable (_ around: Settings, _ value: Settings) -> [(key: String, value: JSONValue)]
  ) -> Field {
    var field = self
    field.completion = values
    return field
  }

  /// The field, whose value belongs to all traffic together: of a part of it, a capacity, quota or budget is that part.
  ///
  /// - Parameters:
  ///   - least: the least value that still means something.
  ///   - applies: reads the settings of the layer or provider that the field is in, and says whether it is so there.
  public func extensive(
    least: Double = 1, where applies: @escaping @Sendable (Settings) -> Bool = { _ in true }
  ) -> Field {
    var field = self
    field.extent = Extent(least: least, applies: applies)
    return field
  }

  /// The field, whose default follows from the rest of its object.
  public func derived(_ value: @escaping @Sendable (Settings) -> JSONValue?) -> Field {
    var field = self
    field.derivation = value
    return field
  }
}

/// The fields of an object. `notes` is allowed everywhere and needs no declaration.
public struct ObjectSchema: Sendable {
  /// The name: of a case in a tagged shape the value of its tag.
  public let name: String
  /// A line of explanation.
  public let help: String
  /// The fields in the order in which they are explained.
  public let fields: [Field]

  /// Makes a schema.
  public init(_ name: String, _ help: String = "", _ fields: [Field]) {
    self.name = name
    self.help = help
    self.fields = fields
  }
}
