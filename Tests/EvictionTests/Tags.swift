import Testing

extension Tag {
  /// Takes more than five seconds in a release build, or minutes in a debug one.
  @Tag static var slow: Self
}
