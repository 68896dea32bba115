/// What this build is.
public enum Version {
  /// The version of simbench; every result carries it.
  public static let current = "0.1.0"
}
