package import Declarations
internal import Files
internal import Glibc

/// Embeddings kept on disk, so that a second run over the same texts does not compute them again.
///
/// A file is named after the hash of the embedder's identity and of all texts in their order. It carries that hash
/// and the one of its values: a file that is cut short, damaged or another's is passed over and written anew.
package struct EmbeddingCache: Sendable {
  /// Vectors, and how they came about.
  package struct Result: Sendable {
    package let vectors: VectorTable
    /// Whether they were read, not computed.
    package let wasKept: Bool
    /// Why they could not be kept, when they could not: no reason to end a run.
    package let failure: Diagnostic?
  }

  /// The folder of the files.
  package let folder: String

  private static let mark = Array("simbench embeddings 1\n\n\n".utf8)

  /// Opens the embeddings below the user's cache folder, which need not be there.
  package init(cacheFolder: String) { folder = cacheFolder + "/embeddings" }

  /// The vectors of texts: read when they are there, else computed and kept.
  ///
  /// The result is the same in both cases. An embedder without an identity always computes.
  package func vectors(of texts: TextTable, by embedder: some Embedder, threads: Int = 1) -> Result {
    guard let identity = embedder.identity else {
      return Result(vectors: embedder.embed(texts, threads: threads), wasKept: false, failure: nil)
    }
    let key = Self.key(identity, texts)
    let path = "\(folder)/\(key).bin"
    if let kept = read(path, key, count: texts.count, dimensions: embedder.dimensions) {
      return Result(vectors: kept, wasKept: true, failure: nil)
    }
    let vectors = embedder.embed(texts, threads: threads)
    var failure: Diagnostic?
    do throws(Diagnostic) {
      try write(vectors, key, to: path)
    } catch {
      failure = error
    }
    return Result(vectors: vectors, wasKept: false, failure: failure)
  }

  /// The number of files and their bytes.
  package var usage: (files: Int, bytes: Int) {
    var bytes = 0
    let names = files
    for name in names {
      var status = stat()
      if stat("\(folder)/\(name)", &status) == 0 { bytes += Int(status.st_size) }
    }
    return (names.count, bytes)
  }

  /// Removes all files.
  ///
  /// - Returns: how many there were.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func clear() throws(Diagnostic) -> Int {
    let names = files
    for name in names where unlink("\(folder)/\(name)") != 0 && errno != ENOENT {
      throw Diagnostic(
        "cannot be removed: \(SystemFault.last.text)", kind: .outputFailed, file: "\(folder)/\(name)")
    }
    return names.count
  }

  /// The names of the files, also of those that a run left unfinished.
  private var files: [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".bin") || name.contains(".tmp.") { names.append(name) }
    }
    return names.sorted()
  }

  private static func key(_ identity: String, _ texts: TextTable) -> SHA256.Digest {
    var hash = SHA256()
    hash.combine(identity)
    hash.combine(texts.count)
    for offset in texts.offsets { hash.combine(offset) }
    texts.bytes.withUnsafeBytes { hash.combine($0) }
    return hash.digest
  }

  private func read(_ path: String, _ key: SHA256.Digest, count: Int, dimensions: Int) -> VectorTable? {
    guard access(path, R_OK) == 0, let bytes = try? RegularFile.read(path, limit: 1 << 36) else { return nil }
    let header = Self.header(key, count: count, dimensions: dimensions)
    let start = header.count + 32
    guard bytes.count == start + count * dimensions * 4, bytes.starts(with: header) else { return nil }
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.combine(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    guard bytes[header.count..<start].elementsEqual(hash.digest.bytes) else { return nil }
    var table = VectorTable(count: count, dimensions: dimensions)
    table.withMutableValues { values in
      bytes.withUnsafeBytes { source in
        for index in values.indices {
          let bits = source.loadUnaligned(fromByteOffset: start &+ 4 &* index, as: UInt32.self)
          values[index] = Float(bitPattern: UInt32(littleEndian: bits))
        }
      }
    }
    return table
  }

  private func write(_ vectors: VectorTable, _ key: SHA256.Digest, to path: String) throws(Diagnostic) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(vectors.values.count * 4)
    for value in vectors.values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    let header = Self.header(key, count: vectors.count, dimensions: vectors.dimensions)
    let digest = SHA256.hash(bytes).bytes
    try AtomicFile.makeFolder(folder)
    TemporaryName.removeStale(in: folder)
    try AtomicFile.write(path) { (output) throws(SystemFault) in
      for part in [header, digest, bytes] { output.append(part) }
    }
  }

  private static func header(_ key: SHA256.Digest, count: Int, dimensions: Int) -> [UInt8] {
    var header = mark + key.bytes
    for number in [count, dimensions] {
      withUnsafeBytes(of: UInt64(number).littleEndian) { header.append(contentsOf: $0) }
    }
    return header
  }
}
