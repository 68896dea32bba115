import Similarity

/// What this build is.
public enum Version {
  /// The version of simbench; every result carries it.
  public static let current = "0.1.0"

  /// The linear algebra that runs here.
  public static var linearAlgebra: String { "\(OpenBLAS.configuration.trimmed), kernels \(OpenBLAS.kernel)" }

  /// The kernels that sentence encoders use here.
  public static var encoderKernels: String { EncoderKernelChoice.best.rawValue }
}

extension String {
  fileprivate var trimmed: String {
    split(separator: " ").joined(separator: " ")
  }
}
