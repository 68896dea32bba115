/// Transcendental functions of our own for everything that reaches a result.
///
/// The C library picks other code on processors with fused multiply-add, and the last bit moves. These use
/// only + - * / and bit operations, which IEEE 754 fixes; Swift does not contract them.
public enum Transcendental {
  @usableFromInline static let ln2High = 6.931_471_803_691_238_164_90e-01
  @usableFromInline static let ln2Low = 1.908_214_929_270_587_700_02e-10

  /// e to the power `x`, within 2 units in the last place; 0 below -745, infinity above 709.78.
  @inlinable public static func exp(_ x: Double) -> Double {
    if x != x { return x }
    if x > 709.782712893384 { return .infinity }
    if x < -745.2 { return 0 }
    let k = (x * 1.442_695_040_888_963_4).rounded(.toNearestOrEven)
    let r = (x - k * ln2High) - k * ln2Low
    // Taylor polynomial on |r| <= 0.3466: the first dropped term is below 2^-60.
    var p = 1.605_904_383_682_161_5e-10
    p = p * r + 2.087_675_698_786_81e-09
    p = p * r + 2.505_210_838_544_172e-08
    p = p * r + 2.755_731_922_398_589e-07
    p = p * r + 2.755_731_922_398_589_3e-06
    p = p * r + 2.480_158_730_158_730_2e-05
    p = p * r + 1.984_126_984_126_984e-04
    p = p * r + 1.388_888_888_888_889e-03
    p = p * r + 8.333_333_333_333_333e-03
    p = p * r + 4.166_666_666_666_666_4e-02
    p = p * r + 1.666_666_666_666_666_6e-01
    p = p * r + 0.5
    let value = 1 + (r + r * r * p)
    let exponent = Int(k)
    if exponent > -1000 && exponent < 1000 {
      return value * Double(bitPattern: UInt64(exponent + 1023) &<< 52)
    }
    let half = exponent / 2
    let first = Double(bitPattern: UInt64(half + 1023) &<< 52)
    let second = Double(bitPattern: UInt64(exponent - half + 1023) &<< 52)
    return value * first * second
  }

  /// The natural logarithm, within 2 units in the last place; -infinity at 0, not a number below.
  @inlinable public static func log(_ x: Double) -> Double {
    if x != x || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    var bits = x.bitPattern
    var exponent = 0
    if bits &>> 52 == 0 {
      bits = (x * 0x1p54).bitPattern
      exponent = -54
    }
    exponent += Int(bits &>> 52) - 1023
    var mantissa = Double(bitPattern: (bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000)
    if mantissa > 1.414_213_562_373_095_1 {
      mantissa *= 0.5
      exponent += 1
    }
    // log(m) = 2 atanh(s), s = (m - 1) / (m + 1), |s| <= 0.1716.
    let f = mantissa - 1
    let s = f / (2 + f)
    let z = s * s
    var p = 1.0 / 21
    p = p * z + 1.0 / 19
    p = p * z + 1.0 / 17
    p = p * z + 1.0 / 15
    p = p * z + 1.0 / 13
    p = p * z + 1.0 / 11
    p = p * z + 1.0 / 9
    p = p * z + 1.0 / 7
    p = p * z + 0.2
    p = p * z + 1.0 / 3
    let k = Double(exponent)
    // 2s = f - s f keeps the leading term exact.
    let tail = 2 * s * z * p
    return k * ln2High + (f + ((tail - s * f) + k * ln2Low))
  }

  /// `base` to the power `exponent`, for a positive base.
  @inlinable public static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 { return 1 }
    if exponent == 1 { return base }
    if exponent == 2 { return base * base }
    if base <= 0 { return exponent > 0 ? 0 : .infinity }
    return exp(exponent * log(base))
  }

  /// The quantile of the standard normal distribution at `p` in (0, 1).
  ///
  /// Algorithm AS 241, PPND16 (Wichura: "The percentage points of the normal distribution", Applied
  /// Statistics 37, 1988): relative error about 1e-16.
  @inlinable public static func normalQuantile(_ p: Double) -> Double {
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      var n = 2.509_080_928_730_122_672_7e+3
      n = n * r + 3.343_057_558_358_812_810_5e+4
      n = n * r + 6.726_577_092_700_870_085_3e+4
      n = n * r + 4.592_195_393_154_987_145_7e+4
      n = n * r + 1.373_169_376_550_946_112_5e+4
      n = n * r + 1.971_590_950_306_551_442_7e+3
      n = n * r + 1.331_416_678_917_843_774_5e+2
      n = n * r + 3.387_132_872_796_366_608_0
      var d = 5.226_495_278_852_854_561_0e+3
      d = d * r + 2.872_908_573_572_194_267_4e+4
      d = d * r + 3.930_789_580_009_271_061_0e+4
      d = d * r + 2.121_379_430_158_659_586_7e+4
      d = d * r + 5.394_196_021_424_751_107_7e+3
      d = d * r + 6.871_870_074_920_579_083_0e+2
      d = d * r + 4.231_333_070_160_091_125_2e+1
      d = d * r + 1
      return q * n / d
    }
    if p <= 0 { return -.infinity }
    if p >= 1 { return .infinity }
    var r = (-log(q < 0 ? p : 1 - p)).squareRoot()
    var value: Double
    if r <= 5 {
      r -= 1.6
      var n = 7.745_450_142_783_414_076_40e-4
      n = n * r + 2.272_384_498_926_918_458_33e-2
      n = n * r + 2.417_807_251_774_506_117_70e-1
      n = n * r + 1.270_458_252_452_368_382_58
      n = n * r + 3.647_848_324_763_204_605_04
      n = n * r + 5.769_497_221_460_691_405_50
      n = n * r + 4.630_337_846_156_545_295_90
      n = n * r + 1.423_437_110_749_683_577_34
      var d = 1.050_750_071_644_416_843_24e-9
      d = d * r + 5.475_938_084_995_344_946_00e-4
      d = d * r + 1.519_866_656_361_645_719_66e-2
      d = d * r + 1.481_039_764_274_800_745_90e-1
      d = d * r + 6.897_673_349_851_000_045_50e-1
      d = d * r + 1.676_384_830_183_803_849_40
      d = d * r + 2.053_191_626_637_758_821_87
      d = d * r + 1
      value = n / d
    } else {
      r -= 5
      var n = 2.010_334_399_292_288_132_65e-7
      n = n * r + 2.711_555_568_743_487_578_15e-5
      n = n * r + 1.242_660_947_388_078_438_60e-3
      n = n * r + 2.653_218_952_657_612_309_30e-2
      n = n * r + 2.965_605_718_285_048_912_30e-1
      n = n * r + 1.784_826_539_917_291_335_80
      n = n * r + 5.463_784_911_164_114_369_90
      n = n * r + 6.657_904_643_501_103_777_20
      var d = 2.044_263_103_389_939_785_64e-15
      d = d * r + 1.421_511_758_316_445_887_70e-7
      d = d * r + 1.846_318_317_510_054_681_80e-5
      d = d * r + 7.868_691_311_456_132_591_00e-4
      d = d * r + 1.487_536_129_085_061_485_25e-2
      d = d * r + 1.369_298_809_227_358_052_20e-1
      d = d * r + 5.998_322_065_558_879_376_90e-1
      d = d * r + 1
      value = n / d
    }
    return q < 0 ? -value : value
  }

  /// The distribution function of the standard normal distribution, absolute error below 1e-15.
  ///
  /// Series around zero and a continued fraction in the tails (Abramowitz and Stegun 26.2.11, 26.2.14).
  public static func normalCDF(_ x: Double) -> Double {
    if x != x { return x }
    let a = abs(x)
    if a > 38 { return x < 0 ? 0 : 1 }
    let density = exp(-0.5 * x * x) * 0.398_942_280_401_432_677_94
    if a < 5 {
      var term = x
      var sum = x
      var n = 1.0
      while abs(term) > 1e-17 * abs(sum) && n < 400 {
        term *= x * x / (2 * n + 1)
        sum += term
        n += 1
      }
      return 0.5 + density * sum
    }
    var fraction = a
    for k in stride(from: 60.0, through: 1.0, by: -1.0) { fraction = a + k / fraction }
    let tail = density / fraction
    return x < 0 ? tail : 1 - tail
  }

  /// The sine of `x`, for |x| up to 2^30; absolute error below 1e-15.
  public static func sine(_ x: Double) -> Double {
    let k = (x / Double.pi).rounded(.toNearestOrEven)
    // Pi in three parts of 24 bits, whose products with k are exact, and the rest (Cody and Waite, 1980).
    let coarse = x - k * 0x1.921fb4p+1 - k * 0x1.4442d0p-23
    let r = coarse - k * 0x1.846988p-47 - k * 0x1.8cc51701b839ap-71
    let z = r * r
    var sum = 0.0
    var n = 25.0
    while n >= 3 {
      sum = (1 - sum) * z / (n * (n - 1))
      n -= 2
    }
    let value = r * (1 - sum)
    return k.truncatingRemainder(dividingBy: 2) == 0 ? value : -value
  }

  /// The cosine of `x`.
  public static func cosine(_ x: Double) -> Double { sine(x + Double.pi / 2) }

  /// The natural logarithm of the gamma function for positive `x` (Lanczos, g = 7, n = 9).
  public static func logGamma(_ x: Double) -> Double {
    let coefficients = [
      0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
      -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6,
      1.505_632_735_149_311_6e-7,
    ]
    if x < 0.5 { return log(Double.pi / sine(Double.pi * x)) - logGamma(1 - x) }
    let shifted = x - 1
    var sum = coefficients[0]
    for index in 1..<9 { sum += coefficients[index] / (shifted + Double(index)) }
    let t = shifted + 7.5
    return 0.918_938_533_204_672_74 + (shifted + 0.5) * log(t) - t + log(sum)
  }
}
