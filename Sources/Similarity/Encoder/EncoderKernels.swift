internal import VectorKernels

#if arch(x86_64)
  internal import VectorKernelsAVX2
  internal import VectorKernelsAVX512
#endif

/// The three operations that nearly all of an encoder's time goes into, for one kind of processor.
protocol EncoderKernels: Sendable {
  /// The columns of a panel of weights for a matrix of so many columns.
  static func panelWidth(columns: Int) -> Int

  /// Multiplies rows with a matrix laid out in panels, all columns of it.
  static func multiply(
    _ rows: UnsafePointer<Float>, count: Int, rowStride: Int, depth: Int, panels: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, columns: Int, into result: UnsafeMutablePointer<Float>, resultStride: Int,
    finish: Finish)

  /// Attention of one text with itself.
  static func attend(
    _ projections: UnsafePointer<Float>, tokens: Int, stride: Int, heads: Int, headSize: Int,
    scratch: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>, resultStride: Int)

  /// Normalises rows in place.
  static func normalise(
    _ rows: UnsafeMutablePointer<Float>, count: Int, stride: Int, width: Int, gain: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, epsilon: Float)
}

/// Which kernels an encoder uses.
///
/// All but OpenBLAS give the same bits, whatever the processor, the batch and the number of threads: every sum
/// runs in one fixed order of fused operations. OpenBLAS, for processors without a fused multiply-add,
/// differs in the last bits (about 1e-7 of a vector's length), also from one of its own kernels to another.
package enum EncoderKernelChoice: String, Sendable, CaseIterable {
  /// 512-bit vectors of x86-64.
  case avx512 = "AVX-512"
  /// 256-bit vectors of x86-64 with fused multiply-add.
  case avx2 = "AVX2"
  /// What the compiler makes for the architecture; chosen on arm64, where it has fused multiply-add.
  case portable
  /// Matrix products of OpenBLAS.
  case openBLAS = "OpenBLAS"

  /// The fastest that this machine has.
  package static let best: EncoderKernelChoice = {
    #if arch(x86_64)
      ProcessorFlags.hasAVX512 ? .avx512 : ProcessorFlags.hasAVX2 ? .avx2 : .openBLAS
    #else
      .portable
    #endif
  }()

  /// Whether this machine can run them.
  package var isSupported: Bool {
    #if arch(x86_64)
      switch self {
      case .avx512: ProcessorFlags.hasAVX512
      case .avx2: ProcessorFlags.hasAVX2
      case .portable, .openBLAS: true
      }
    #else
      self == .portable || self == .openBLAS
    #endif
  }

  /// What the kernels are called where two machines must be told apart by the bits they give.
  package var arithmetic: String { self == .openBLAS ? "OpenBLAS \(OpenBLAS.kernel)" : "fused" }
}

#if arch(x86_64)
  extension AVX512: EncoderKernels {}
  extension AVX2: EncoderKernels {}
#endif

/// The kernels as compiled for the architecture as such.
enum PortableKernels: EncoderKernels {
  static func panelWidth(columns: Int) -> Int { 16 }

  static func multiply(
    _ rows: UnsafePointer<Float>, count: Int, rowStride: Int, depth: Int, panels: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, columns: Int, into result: UnsafeMutablePointer<Float>, resultStride: Int,
    finish: Finish
  ) {
    multiplyMatrices(
      SIMD16<Float>.self, rows, count: count, rowStride: rowStride, depth: depth, panels: panels, bias: bias,
      columns: columns, into: result, resultStride: resultStride, finish: finish)
  }

  static func attend(
    _ projections: UnsafePointer<Float>, tokens: Int, stride: Int, heads: Int, headSize: Int,
    scratch: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>, resultStride: Int
  ) {
    VectorKernels.attend(
      SIMD16<Float>.self, projections, tokens: tokens, stride: stride, heads: heads, headSize: headSize,
      scratch: scratch, into: result, resultStride: resultStride)
  }

  static func normalise(
    _ rows: UnsafeMutablePointer<Float>, count: Int, stride: Int, width: Int, gain: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, epsilon: Float
  ) {
    normaliseLayers(
      rows, count: count, stride: stride, width: width, gain: gain, bias: bias, epsilon: epsilon)
  }
}

/// Matrix products by OpenBLAS, one for a whole batch; the rest as in `PortableKernels`.
enum OpenBLASKernels: EncoderKernels {
  static func panelWidth(columns: Int) -> Int { columns }

  static func multiply(
    _ rows: UnsafePointer<Float>, count: Int, rowStride: Int, depth: Int, panels: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, columns: Int, into result: UnsafeMutablePointer<Float>, resultStride: Int,
    finish: Finish
  ) {
    for row in 0..<count {
      let place = result + row * resultStride
      for lane in stride(from: 0, to: columns, by: 16) {
        let sum: SIMD16<Float> = bias.vector(lane)
        place.store(finish == .addition ? sum + place.vector(lane) : sum, at: lane)
      }
    }
    OpenBLAS.multiply(
      rows, rows: count, leftStride: rowStride, plain: panels, columns: columns, rightStride: columns,
      length: depth, into: result, resultStride: resultStride, adding: true)
    guard finish == .gaussianErrorLinearUnit else { return }
    for row in 0..<count {
      let place = result + row * resultStride
      for lane in stride(from: 0, to: columns, by: 16) {
        place.store(place.vector(lane, as: SIMD16<Float>.self).gaussianErrorLinearUnit, at: lane)
      }
    }
  }

  static func attend(
    _ projections: UnsafePointer<Float>, tokens: Int, stride: Int, heads: Int, headSize: Int,
    scratch: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>, resultStride: Int
  ) {
    let padded = (tokens + 15) / 16 * 16
    let scale = 1.442_695_04 / Float(headSize).squareRoot()
    for head in 0..<heads {
      let queries = projections + head * headSize
      OpenBLAS.multiply(
        queries, rows: tokens, leftStride: stride, queries + heads * headSize, columns: tokens,
        rightStride: stride, length: headSize, into: scratch, resultStride: padded)
      for token in 0..<tokens {
        takeSoftmax(scratch + token * padded, count: tokens, padded: padded, scale: scale)
      }
      OpenBLAS.multiply(
        scratch, rows: tokens, leftStride: padded, plain: queries + 2 * heads * headSize, columns: headSize,
        rightStride: stride, length: tokens, into: result + head * headSize, resultStride: resultStride)
    }
  }

  static func normalise(
    _ rows: UnsafeMutablePointer<Float>, count: Int, stride: Int, width: Int, gain: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, epsilon: Float
  ) {
    normaliseLayers(
      rows, count: count, stride: stride, width: width, gain: gain, bias: bias, epsilon: epsilon)
  }
}
