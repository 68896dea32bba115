internal import Glibc

/// The groups of instructions that the processor and the system support, as the kernel lists them.
enum ProcessorFlags {
  /// Whether there are the AVX-512 groups that the SkylakeX kernels of OpenBLAS and our own use.
  static let hasAVX512 = hasAll(["avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl", "avx2", "fma"])

  /// Whether there are also products of bytes.
  static let hasVNNI = hasAVX512 && hasAll(["avx512_vnni"])

  /// Whether there are AVX2 and fused multiply-add.
  static let hasAVX2 = hasAll(["avx2", "fma"])

  private static let flags: Set<String> = {
    guard let file = fopen("/proc/cpuinfo", "r") else { return [] }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 8192)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("flags") else { continue }
      return Set(text.split { $0 == " " || $0 == "\t" || $0 == "\n" }.map(String.init))
    }
    return []
  }()

  private static func hasAll(_ names: [String]) -> Bool { flags.isSuperset(of: names) }
}
