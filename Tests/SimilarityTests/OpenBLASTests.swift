import Testing

@testable import Similarity

@Suite struct OpenBLASTests {
  @Test("the library names its kernels and its version")
  func names() {
    #expect(!OpenBLAS.kernel.isEmpty)
    #expect(OpenBLAS.configuration.contains("OpenBLAS"))
  }

  @Test("products are right without the library's threads")
  func threads() {
    OpenBLAS.endThreads()
    OpenBLAS.endThreads()
    let size = 96
    let left = (0..<size * size).map { Float($0 % 7) }
    let right = (0..<size * size).map { Float($0 % 5) }
    var product = [Float](repeating: 0, count: size * size)
    #expect(OpenBLAS.isReady)
    OpenBLAS.multiply(
      left, rows: size, leftStride: size, right, columns: size, rightStride: size, length: size,
      into: &product, resultStride: size)
    for (row, column) in [(0, 0), (3, 90), (95, 95)] {
      let sum = (0..<size).reduce(Float(0)) { $0 + left[row * size + $1] * right[column * size + $1] }
      #expect(product[row * size + column] == sum)
    }
  }

  @Test("eigenvectors come as orthogonal rows, the largest eigenvalue first")
  func eigenvectors() throws {
    let matrix: [Double] = [2, 1, 0, 1, 2, 0, 0, 0, 5]
    let vectors = try #require(OpenBLAS.eigenvectors(ofSymmetric: matrix, order: 3))
    #expect(abs(abs(vectors[2]) - 1) < 1e-12)
    #expect(abs(vectors[3] - vectors[4]) < 1e-12 && abs(abs(vectors[3]) - 0.5.squareRoot()) < 1e-12)
    #expect(abs(vectors[6] + vectors[7]) < 1e-12)
  }
}
