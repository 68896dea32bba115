import Testing

@testable import Similarity

@Suite struct OpenBLASTests {
  @Test("the library names its kernels and its version")
  func names() {
    #expect(!OpenBLAS.kernel.isEmpty)
    #expect(OpenBLAS.configuration.contains("OpenBLAS"))
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
