import Foundation
import TestSupport
import Testing

@testable import Simulation

/// Units in the last place of `expected` between two values; 0 when both are the same or no numbers.
func ulps(_ value: Double, _ expected: Double) -> Double {
  if value == expected || (value.isNaN && expected.isNaN) { return 0 }
  if !value.isFinite || !expected.isFinite { return .infinity }
  return abs(value - expected) / expected.ulp
}

@Suite("Transcendental functions")
struct TranscendentalTests {
  @Test("exp is the C library's within 4 units in the last place")
  func exponential() {
    var random = SplitMix(state: 1)
    var worst = (ulps: 0.0, x: 0.0)
    for round in 0..<400_000 {
      let x: Double
      switch round % 4 {
      case 0: x = Double.random(in: -745.2...709.78, using: &random)
      case 1: x = Double.random(in: -1...1, using: &random)
      case 2: x = Double.random(in: -745.2 ... -700, using: &random)
      default: x = Double(bitPattern: random.next())
      }
      let error = ulps(Transcendental.exp(x), Foundation.exp(x))
      if error > worst.ulps { worst = (error, x) }
    }
    #expect(worst.ulps <= 4, "at \(worst.x)")
  }

  @Test("log is the C library's within 4 units in the last place")
  func logarithm() {
    var random = SplitMix(state: 2)
    var worst = (ulps: 0.0, x: 0.0)
    for round in 0..<400_000 {
      let x: Double
      switch round % 4 {
      case 0: x = Double.random(in: 0.4...2.1, using: &random)
      case 1: x = Double.random(in: 0...1, using: &random)
      case 2: x = Double(bitPattern: random.next() >> 12)
      default: x = Double(bitPattern: random.next() & Int64.max.magnitude)
      }
      let error = ulps(Transcendental.log(x), Foundation.log(x))
      if error > worst.ulps { worst = (error, x) }
    }
    #expect(worst.ulps <= 4, "at \(worst.x)")
  }

  @Test(
    "extremes of exp and log are the C library's",
    arguments: [
      0, -0.0, .infinity, -.infinity, .nan, 1, -1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 709.782712893384,
      709.78271289338397,
      709.7827128933841, -745.1332191019411, -745.13321910194122, -745.2, -708.4, 1e-300, 0x1p-1074,
      0x1.fffffffffffffp-1,
      0x1.0000000000001p0,
    ] as [Double])
  func extremes(_ x: Double) {
    #expect(ulps(Transcendental.exp(x), Foundation.exp(x)) <= 4)
    #expect(ulps(Transcendental.log(x), Foundation.log(x)) <= 4)
  }

  @Test("power is the C library's within the error of its logarithm")
  func power() {
    var random = SplitMix(state: 3)
    for _ in 0..<100_000 {
      let base = Foundation.exp(Double.random(in: -20...20, using: &random))
      let exponent = Double.random(in: -10...10, using: &random)
      let expected = Foundation.pow(base, exponent)
      let bound = 8e-16 + 4e-16 * abs(exponent * Foundation.log(base))
      #expect(abs(Transcendental.power(base, exponent) / expected - 1) <= bound, "\(base) \(exponent)")
    }
    #expect(Transcendental.power(0, 2) == 0)
    #expect(Transcendental.power(0, 0) == 1)
    #expect(Transcendental.power(0, -1) == .infinity)
    #expect(Transcendental.power(7, 1) == 7)
    #expect(Transcendental.power(3, 2) == 9)
  }

  @Test("sine is the C library's on the stated range", arguments: [1.0, 100, 1e5, 0x1p30])
  func sine(_ range: Double) {
    var random = SplitMix(state: 4)
    var worst = (error: 0.0, x: 0.0)
    for _ in 0..<50_000 {
      let x = Double.random(in: -range...range, using: &random)
      let error = abs(Transcendental.sine(x) - Foundation.sin(x))
      if error > worst.error { worst = (error, x) }
    }
    #expect(worst.error < 1e-15, "at \(worst.x)")
  }

  @Test("cosine is the C library's")
  func cosine() {
    for step in -1000...1000 {
      let x = Double(step) * 0.0137
      #expect(abs(Transcendental.cosine(x) - Foundation.cos(x)) < 3e-15)
    }
  }

  @Test(
    "the logarithm of gamma is the C library's",
    arguments: [1e-5, 0.1, 0.5, 0.7, 1, 1.5, 2, 2.5, 7, 10.5, 100, 5000, 1e6])
  func logGamma(_ x: Double) {
    let expected: Double = lgamma(x)
    #expect(abs(Transcendental.logGamma(x) - expected) <= 1e-13 * max(1, abs(expected)))
  }

  @Test(
    "normal quantiles are those of the tables",
    arguments: [
      (0.5, 0.0), (0.975, 1.959963984540054), (0.95, 1.6448536269514722), (0.9, 1.2815515655446004),
      (0.99, 2.3263478740408408), (0.995, 2.5758293035489004), (0.999, 3.090232306167813),
      (1e-10, -6.361340902404056),
      (1e-300, -37.0471), (0.25, -0.6744897501960817),
    ])
  func normalQuantile(_ p: Double, _ expected: Double) {
    let bound = p == 1e-300 ? 1e-4 : 4e-15 * max(1, abs(expected))
    #expect(abs(Transcendental.normalQuantile(p) - expected) <= bound)
  }

  @Test("the ends of the normal quantile are infinite")
  func normalQuantileEnds() {
    #expect(Transcendental.normalQuantile(0) == -.infinity)
    #expect(Transcendental.normalQuantile(1) == .infinity)
  }

  @Test("the normal distribution function is the C library's")
  func normalCDF() {
    var random = SplitMix(state: 5)
    for round in 0..<50_000 {
      let x = Double.random(in: round % 2 == 0 ? -6...6 : -40...40, using: &random)
      #expect(abs(Transcendental.normalCDF(x) - 0.5 * Foundation.erfc(-x / 2.0.squareRoot())) < 1e-15, "\(x)")
    }
    #expect(Transcendental.normalCDF(0) == 0.5)
    #expect(Transcendental.normalCDF(-.infinity) == 0)
    #expect(Transcendental.normalCDF(.infinity) == 1)
    #expect(Transcendental.normalCDF(.nan).isNaN)
  }

  @Test("quantile and distribution function undo each other, and the quantile never falls")
  func inverse() {
    var last = -Double.infinity
    for step in 1..<10_000 {
      let p = Double(step) / 10_000
      let z = Transcendental.normalQuantile(p)
      #expect(abs(Transcendental.normalCDF(z) - p) < 2e-15)
      #expect(z > last)
      last = z
    }
  }
}
