import CacheTraces
import Glibc
import Eviction

/// The reference files beside the repository, where they are available.
enum Reference {
  /// The folder named by `SIMBENCH_DATA`, or the first `shared` folder beside a parent of this file.
  static let folder: String? = {
    if let named = getenv("SIMBENCH_DATA") { return String(cString: named) }
    var parts = #filePath.split(separator: "/")
    while !parts.isEmpty {
      parts.removeLast()
      let candidate = "/" + (parts + ["shared"]).joined(separator: "/")
      if access(candidate + "/reference/libcachesim_small_traces.csv", R_OK) == 0 { return candidate }
    }
    return nil
  }()

  /// The rows of a CSV file in this folder's `Resources`, without comments and header.
  static func ownRows(_ name: String) -> [[String]] {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let text = String(decoding: bytes(at: "/" + folder + "/Resources/" + name), as: UTF8.self)
    return rows(of: text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") })
  }

  /// Whether there is anything to compare with.
  static var isAvailable: Bool { folder != nil }

  /// Returns the bytes of a file below the folder; none when it cannot be read.
  static func bytes(_ path: String) -> [UInt8] {
    folder.map { bytes(at: $0 + "/" + path) } ?? []
  }

  private static func bytes(at path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Returns the fields of a CSV file's rows, without its header.
  static func rows(_ path: String) -> [[String]] {
    rows(of: String(decoding: bytes("reference/" + path), as: UTF8.self).split(whereSeparator: \.isNewline))
  }

  private static func rows(of lines: [Substring]) -> [[String]] {
    lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Returns one of the small cache traces.
  static func trace(_ name: String) throws -> CacheTrace {
    let bytes = bytes("data/cache/" + name)
    return name.hasSuffix(".bin") ? try CacheTrace(oracleGeneral: bytes) : try CacheTrace(keyLines: bytes)
  }
}
