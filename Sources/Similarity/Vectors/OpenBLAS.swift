internal import COpenBLAS
internal import Glibc

/// The BLAS library: its set-up, what it is, and the few products the module needs.
///
/// OpenBLAS is told to use one thread a call; parallel work is ours.
package enum OpenBLAS {
  /// The kernels in use, such as `Haswell` or `SkylakeX`.
  package static var kernel: String {
    _ = isReady
    return String(cString: openblas_get_corename())
  }

  /// The version and build options, as the library states them.
  package static var configuration: String { String(cString: openblas_get_config()) }

  /// Chooses kernels and thread count once, before the first product.
  static let isReady: Bool = {
    endThreads()
    useWiderKernels()
    return true
  }()

  /// Ends the threads that the library begins when it is loaded, one a core but one: each spins for some 30 ms before it
  /// sleeps, 5 to 7 % of a run of .2 s on two cores, and no product here uses them.
  ///
  /// The routine that ends them is exported for forks; without it they stay. A later call does nothing.
  package static func endThreads() { _ = hasEndedThreads }

  private static let hasEndedThreads: Bool = {
    // In this order: to set a number begins threads anew where there are none.
    openblas_set_num_threads(1)
    guard let end = dlsym(nil, "blas_thread_shutdown_") else { return false }
    _ = unsafeBitCast(end, to: (@convention(c) () -> CInt).self)()
    return true
  }()

  /// Switches to the AVX-512 kernels where the library overlooked them.
  ///
  /// OpenBLAS 0.3.21 does not know processors newer than itself and gives them the AVX2 kernels. It reads
  /// `OPENBLAS_CORETYPE` when it loads, before `main`; its own set-up routines are exported, so the choice
  /// can be repeated inside the process: no second start of the program. Without those symbols (a build
  /// for one processor), or when the user has set the variable, nothing changes.
  private static func useWiderKernels() {
    let name = String(cString: openblas_get_corename())
    guard getenv("OPENBLAS_CORETYPE") == nil, name == "Haswell" || name == "Zen", ProcessorFlags.hasAVX512
    else { return }
    guard let quit = dlsym(nil, "gotoblas_dynamic_quit"), let start = dlsym(nil, "gotoblas_dynamic_init")
    else { return }
    setenv("OPENBLAS_CORETYPE", "SkylakeX", 1)
    unsafeBitCast(quit, to: (@convention(c) () -> Void).self)()
    unsafeBitCast(start, to: (@convention(c) () -> Void).self)()
    unsetenv("OPENBLAS_CORETYPE")
  }

  /// Writes `left * transpose(right)`: rows of `left` against rows of `right`.
  ///
  /// - Parameters:
  ///   - left: `rows` rows, `leftStride` floats apart.
  ///   - right: `columns` rows, `rightStride` floats apart.
  ///   - result: `rows` rows of `columns` values, `resultStride` floats apart.
  ///   - adding: whether to add to what `result` holds.
  static func multiply(
    _ left: UnsafePointer<Float>, rows: Int, leftStride: Int, _ right: UnsafePointer<Float>, columns: Int,
    rightStride: Int, length: Int, into result: UnsafeMutablePointer<Float>, resultStride: Int,
    adding: Bool = false
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(columns), Int32(length), 1, left,
      Int32(leftStride), right, Int32(rightStride), adding ? 1 : 0, result, Int32(resultStride))
  }

  /// Writes `left * right`, whose right-hand rows are as long as the result's.
  static func multiply(
    _ left: UnsafePointer<Float>, rows: Int, leftStride: Int, plain right: UnsafePointer<Float>, columns: Int,
    rightStride: Int, length: Int, into result: UnsafeMutablePointer<Float>, resultStride: Int,
    adding: Bool = false
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(length), 1, left,
      Int32(leftStride), right, Int32(rightStride), adding ? 1 : 0, result, Int32(resultStride))
  }

  /// Writes the dot product of `vector` with each of `rows` rows.
  static func multiply(
    _ matrix: UnsafePointer<Float>, rows: Int, length: Int, vector: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemv(
      CblasRowMajor, CblasNoTrans, Int32(rows), Int32(length), 1, matrix, Int32(length), vector, 1, 0, result,
      1)
  }

  /// Writes the sum of the outer products of `rows` rows: `transpose(matrix) * matrix`.
  static func secondMoments(
    _ matrix: UnsafePointer<Float>, rows: Int, length: Int, into result: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(length), Int32(length), Int32(rows), 1, matrix,
      Int32(length), matrix, Int32(length), 0, result, Int32(length))
  }

  /// The eigenvectors of a symmetric matrix as rows, the largest eigenvalue first.
  ///
  /// - Returns: the vectors, row-major, or `nil` when the solver did not converge.
  static func eigenvectors(ofSymmetric matrix: [Double], order: Int) -> [Double]? {
    var vectors = matrix
    var values = [Double](repeating: 0, count: order)
    var size = Int32(order)
    var stride = size
    var workSize = Int32(1 + 6 * order + 2 * order * order)
    var indexSize = Int32(3 + 5 * order)
    var work = [Double](repeating: 0, count: Int(workSize))
    var indices = [Int32](repeating: 0, count: Int(indexSize))
    var info: Int32 = 0
    var job = CChar(UInt8(ascii: "V"))
    var triangle = CChar(UInt8(ascii: "U"))
    dsyevd_(
      &job, &triangle, &size, &vectors, &stride, &values, &work, &workSize, &indices, &indexSize, &info)
    guard info == 0 else { return nil }
    var result = [Double](repeating: 0, count: order * order)
    for row in 0..<order {
      for column in 0..<order {
        result[row * order + column] = vectors[(order - 1 - row) * order + column]
      }
    }
    return result
  }
}
