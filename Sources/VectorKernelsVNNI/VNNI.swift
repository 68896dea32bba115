package import VectorKernels

/// The kernels for processors with AVX-512 and its products of bytes (VNNI); the caller makes sure of that.
package enum VNNI {
  /// Lists the rows whose products reach a limit; see `listByteProducts`.
  @inline(never)
  package static func list(
    _ queries: UnsafePointer<Int32>, depth: Int, half: Int, panels: UnsafePointer<SIMD16<Int32>>,
    panelCount: Int, halfLimits: SIMD4<Int32>, limits: SIMD4<Int32>,
    into candidates: UnsafeMutablePointer<ByteCandidate>
  ) -> Int {
    listByteProducts(
      queries, depth: depth, half: half, panels: panels, panelCount: panelCount, halfLimits: halfLimits,
      limits: limits, into: candidates)
  }

  /// The dot product of two vectors in single precision; see `roughDotProduct`.
  @inline(never)
  package static func dotProduct(
    _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, count: Int
  ) -> Float {
    roughDotProduct(first, second, count: count)
  }

  /// Whether this build has the instructions; a debug build has not.
  package static let isCompiled = hasByteInstructions()

  /// Lists the rows with full sums; see `listFullSums`.
  @inline(never)
  package static func listFull(
    _ tables: UnsafePointer<SIMD16<UInt8>>, lines: UnsafePointer<UInt16>, terms: Int, rows: Int,
    codes: UnsafePointer<SIMD64<UInt8>>, length: Int, firstGroup: Int,
    into full: UnsafeMutablePointer<FullSums>
  ) -> Int {
    listFullSums(
      tables, lines: lines, terms: terms, rows: rows, codes: codes, length: length, firstGroup: firstGroup,
      into: full)
  }

  /// Lists the pairs that may reach a limit; see `listPairs`.
  @inline(never)
  package static func list(
    _ full: UnsafePointer<FullSums>, count: Int, firstRow: Int, rows: ByteRows, limit: Float,
    into pairs: UnsafeMutablePointer<RowPair>
  ) -> Int {
    listPairs(full, count: count, firstRow: firstRow, rows: rows, limit: limit, into: pairs)
  }
}
