/// Which description of an algorithm a policy follows.
public enum PolicyVariant: String, CaseIterable, Sendable {
  /// The algorithm as its authors published it.
  case published

  /// The algorithm as libCacheSim (commit aa0fc409) runs it, quirks included; for comparison with that tool.
  case libcachesim

  /// The algorithm with a part that adapts to the stream, where its authors published that later.
  case adaptive
}
