import Files
import Similarity

/// What Git LFS keeps in a repository in the place of a file: the hash of its bytes.
struct LargeFilePointer {
  /// The SHA-256 of the file, in hexadecimal digits.
  private let hash: String
  /// The most bytes of a file whose hash is taken.
  private static let most = 1 << 30

  /// The pointer at a path; nil where something else is there.
  init?(at path: String) {
    // A pointer is shorter than that; a recording need not be read to know that it is none.
    guard let bytes = try? RegularFile.read(path, limit: 1024) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let mark = "oid sha256:"
    guard lines.first?.hasPrefix("version https://git-lfs") == true,
      let line = lines.first(where: { $0.hasPrefix(mark) })
    else { return nil }
    hash = String(line.dropFirst(mark.count))
  }

  /// Whether a file has the bytes that it stands for.
  func stands(for path: String) -> Bool {
    guard let bytes = try? RegularFile.read(path, limit: LargeFilePointer.most) else { return false }
    return SHA256.hash(bytes).description == hash
  }
}
