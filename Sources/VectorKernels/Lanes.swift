public import CVectors

/// A vector of floats that a kernel keeps in one or more registers.
///
/// Every function of this module is inlined into the module that calls it, and so compiled for the
/// processor that module is for. All of them give the same bits on every processor: sums run in one fixed
/// order, products are fused where this says so and nowhere else.
public protocol Lanes: SIMD where Scalar == Float {
  /// This vector plus `vector * factor`, rounded once.
  func adding(_ vector: Self, times factor: Float) -> Self
}

extension SIMD16<Float>: Lanes {
  @inlinable @inline(__always)
  public func adding(_ vector: Self, times factor: Float) -> Self {
    c_fused16(vector, Self(repeating: factor), self)
  }

  /// The larger of two values in every lane.
  @inlinable @inline(__always)
  public func larger(_ other: Self) -> Self { c_larger16(self, other) }

  /// The sum of the lanes, added up pairwise.
  @inlinable @inline(__always)
  public var total: Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The largest of the lanes.
  @inlinable @inline(__always)
  public var largest: Float {
    let eight = larger(Self(lowHalf: highHalf, highHalf: lowHalf))
    var most = eight[0]
    for lane in 1..<8 where eight[lane] > most { most = eight[lane] }
    return most
  }
}

extension SIMD64<Float>: Lanes {
  @inlinable @inline(__always)
  public func adding(_ vector: Self, times factor: Float) -> Self {
    c_fused64(vector, Self(repeating: factor), self)
  }
}

extension UnsafePointer<Float> {
  /// The vector at an index, wherever it lies in memory.
  @inlinable @inline(__always)
  public func vector<V: Lanes>(_ index: Int, as type: V.Type = V.self) -> V {
    UnsafeRawPointer(self + index).loadUnaligned(as: V.self)
  }
}

extension UnsafeMutablePointer<Float> {
  /// The vector at an index, wherever it lies in memory.
  @inlinable @inline(__always)
  public func vector<V: Lanes>(_ index: Int, as type: V.Type = V.self) -> V {
    UnsafeRawPointer(self + index).loadUnaligned(as: V.self)
  }

  /// Stores a vector at an index.
  @inlinable @inline(__always)
  public func store<V: Lanes>(_ vector: V, at index: Int) {
    UnsafeMutableRawPointer(self + index).storeBytes(of: vector, as: V.self)
  }
}
