import CZlib
import CZstd
import Declarations
import Foundation
import Testing

@testable import Recordings
@testable import Traffic

/// A file in a folder of its own that lives as long as the value.
final class TemporaryFile {
  let path: String
  private let folder: URL

  init(_ bytes: some Collection<UInt8>, name: String = "trace") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("simbench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent(name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  convenience init(_ text: String, name: String = "trace") throws {
    try self.init(Array(text.utf8), name: name)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Another path in the same folder.
  func sibling(_ name: String) -> String { folder.appendingPathComponent(name).path }
}

/// Reads a recording given as bytes.
func read(
  _ bytes: some Collection<UInt8>, name: String = "trace", format: String = "auto",
  _ change: (inout RecordedSource) -> Void = { _ in }
) throws -> QueryStream {
  let file = try TemporaryFile(bytes, name: name)
  var source = RecordedSource(path: file.path, format: format)
  change(&source)
  return try source.read()
}

/// Reads a recording given as text.
func read(
  _ text: String, format: String = "auto", _ change: (inout RecordedSource) -> Void = { _ in }
) throws -> QueryStream {
  try read(Array(text.utf8), format: format, change)
}

/// The fault that reading a recording ends with.
func fault(
  _ bytes: some Collection<UInt8>, name: String = "trace", format: String = "auto",
  _ change: (inout RecordedSource) -> Void = { _ in }
) -> Diagnostic? {
  do {
    _ = try read(bytes, name: name, format: format, change)
    return nil
  } catch {
    return error as? Diagnostic
  }
}

/// The fault that reading a recording ends with.
func fault(
  _ text: String, format: String = "auto", _ change: (inout RecordedSource) -> Void = { _ in }
) -> Diagnostic? {
  fault(Array(text.utf8), format: format, change)
}

/// Everything that two equal streams agree in, but for the hash of the file.
struct StreamContent: Equatable {
  let requests: [Request]
  let end: Int64
  let counts: [Int]
  let texts: [String]
  let blocks: [UInt32]
  let offsets: [Int]
  let hasLabels: Bool
  let tiers: [String]

  init(_ stream: QueryStream) {
    requests = (0..<stream.count).map { stream[$0] }
    end = stream.end.nanoseconds
    counts = [stream.promptCount, stream.intentCount, stream.userCount]
    texts = (0..<stream.promptCount).map { stream.texts.text($0) }
    blocks = stream.prefixBlocks?.ids ?? []
    offsets = stream.prefixBlocks?.offsets ?? []
    hasLabels = stream.hasIntentLabels
    tiers = stream.tierNames
  }
}

/// One gzip member.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
  let size = output.count
  let written = input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(size)
      #expect(deflate(&stream, Z_FINISH) == Z_STREAM_END)
      return size - Int(stream.avail_out)
    }
  }
  return Array(output[..<written])
}

/// One Zstandard frame with a checksum.
func zstd(_ bytes: [UInt8]) -> [UInt8] {
  let context = ZSTD_createCCtx()
  defer { ZSTD_freeCCtx(context) }
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let size = output.count
  let written = output.withUnsafeMutableBytes { target in
    bytes.withUnsafeBytes { ZSTD_compress2(context, target.baseAddress, size, $0.baseAddress, $0.count) }
  }
  #expect(ZSTD_isError(written) == 0)
  return Array(output[..<written])
}

/// Recorded traces that are too large for the repository.
enum TraceData {
  /// The folder `data` of SIMBENCH_DATA, or of a folder `shared` beside this checkout.
  static let folder: String? = {
    let candidates: [String]
    if let stated = ProcessInfo.processInfo.environment["SIMBENCH_DATA"] {
      candidates = [stated, stated + "/data"]
    } else {
      var place = URL(fileURLWithPath: #filePath)
      var found: [String] = []
      while place.path != "/" {
        place.deleteLastPathComponent()
        found.append(place.appendingPathComponent("shared/data").path)
      }
      candidates = found
    }
    return candidates.first { FileManager.default.fileExists(atPath: $0 + "/traces") }
  }()

  static var isPresent: Bool { folder != nil }

  static func path(_ name: String) throws -> String { try #require(folder) + "/traces/" + name }
}
