/// Turns the bytes of a file into the bytes of a recording, a chunk at a time.
protocol ChunkDecoder: AnyObject {
  /// What the format is called in messages.
  var name: String { get }
  /// Whether the file may end here: between two members or frames.
  var mayEnd: Bool { get }
  /// Whether the bytes of the file are those of the recording.
  var isTransparent: Bool { get }
  /// Decodes what fits.
  ///
  /// - Returns: bytes taken from the input and bytes written to the output.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> (consumed: Int, produced: Int)
}

extension ChunkDecoder {
  var isTransparent: Bool { false }
}

/// Why compressed bytes cannot be decoded, in the library's words.
struct DecodeFault: Error {
  /// The reason.
  let reason: String
}

/// Hands bytes through.
final class PlainDecoder: ChunkDecoder {
  var name: String { "plain" }
  var mayEnd: Bool { true }
  var isTransparent: Bool { true }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> (consumed: Int, produced: Int) {
    let count = min(input.count, output.count)
    output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
    return (count, count)
  }
}
