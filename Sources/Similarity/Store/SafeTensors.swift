package import Declarations

/// A file of named tensors in the safetensors format: the length of a header, the header in JSON, the values.
///
/// Everything the header states is checked before a value is read: the length, the names, the types, that each
/// tensor has as many bytes as its shape asks for, and that the tensors fill the file without gap or overlap.
package struct SafeTensors: Sendable {
  /// How the values of a tensor are stored.
  package enum ElementType: String, Sendable, CaseIterable {
    case float32 = "F32"
    case float16 = "F16"
    case int64 = "I64"

    /// The bytes of a value.
    var size: Int {
      switch self {
      case .float16: 2
      case .float32: 4
      case .int64: 8
      }
    }
  }

  /// One tensor of the file.
  package struct Tensor: Sendable, Hashable {
    package let type: ElementType
    /// The lengths of its axes; the last one runs fastest.
    package let shape: [Int]
    /// Its bytes in the file.
    let range: Range<Int>

    /// The number of its values.
    package var count: Int { shape.reduce(1, *) }
  }

  /// The greatest header, as in the format's own reader.
  static let headerLimit = 100_000_000

  /// The tensors by name.
  package let tensors: [String: Tensor]
  private let bytes: [UInt8]
  private let path: String

  /// Reads the header of a file.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - path: its name in messages.
  /// - Throws: a `Diagnostic` of kind `badInput` that says what is malformed.
  package init(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    func fault(_ message: String) -> Diagnostic { Diagnostic(message, file: path) }
    guard bytes.count >= 8 else {
      throw fault(
        "holds \(bytes.count) bytes; a safetensors file begins with 8 bytes for the header's length")
    }
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(min(Self.headerLimit, bytes.count - 8)) else {
      throw fault("the header is said to have \(length) bytes, and the file has \(bytes.count - 8) after it")
    }
    let start = 8 + Int(length)
    let header: JSONNode
    do throws(Diagnostic) {
      header = try JSONParser.parse(Array(bytes[8..<start]), what: "safetensors header")
    } catch {
      throw error.placed(in: path)
    }
    guard case .object(let members) = header.value else {
      throw fault("the header is \(header.value.typeName); an object of tensors was expected")
    }
    var tensors: [String: Tensor] = [:]
    for member in members where member.key != "__metadata__" {
      tensors[member.key] = try Self.tensor(member, start: start, size: bytes.count, path: path)
    }
    var end = start
    for (name, tensor) in tensors.sorted(by: { Self.order($0.value) < Self.order($1.value) }) {
      guard tensor.range.lowerBound == end else {
        throw fault(
          "the tensor '\(name)' begins at byte \(tensor.range.lowerBound - start) of the values; \(end - start) was expected"
        )
      }
      end = tensor.range.upperBound
    }
    guard end == bytes.count else {
      throw fault("\(bytes.count - end) bytes follow the last tensor; none were expected")
    }
    self.tensors = tensors
    self.bytes = bytes
    self.path = path
  }

  /// The values of a tensor as floats.
  ///
  /// - Throws: a `Diagnostic` of kind `badInput` when it is missing, has another shape, does not hold floats, or
  ///   holds one that is not finite.
  package func floats(_ name: String, shape: [Int]) throws(Diagnostic) -> [Float] {
    guard let tensor = tensors[name] else {
      throw Diagnostic("has no tensor '\(name)'", file: path)
    }
    guard tensor.shape == shape else {
      throw Diagnostic(
        "the tensor '\(name)' has the shape \(tensor.shape); \(shape) was expected", file: path)
    }
    var isFinite = true
    let values = bytes.withUnsafeBytes { all -> [Float]? in
      let source = UnsafeRawBufferPointer(rebasing: all[tensor.range])
      switch tensor.type {
      case .float32:
        return Self.read(source, tensor.count, &isFinite) { Float(bitPattern: UInt32(littleEndian: $0)) }
      case .float16:
        return Self.read(source, tensor.count, &isFinite) { float(halfBits: UInt16(littleEndian: $0)) }
      case .int64: return nil
      }
    }
    guard let values else {
      throw Diagnostic("the tensor '\(name)' holds \(tensor.type.rawValue); floats were expected", file: path)
    }
    guard isFinite else {
      throw Diagnostic("the tensor '\(name)' holds a value that is not finite", file: path)
    }
    return values
  }

  private static func read<Bits: FixedWidthInteger>(
    _ source: UnsafeRawBufferPointer, _ count: Int, _ isFinite: inout Bool, _ value: (Bits) -> Float
  ) -> [Float] {
    var sum: UInt32 = 0
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      for index in 0..<count {
        let one = value(
          source.loadUnaligned(fromByteOffset: index &* MemoryLayout<Bits>.size, as: Bits.self))
        // The exponent of a value that is not finite is all ones.
        if one.bitPattern & 0x7f80_0000 == 0x7f80_0000 { sum |= 1 }
        buffer[index] = one
      }
      filled = count
    }
    if sum != 0 { isFinite = false }
    return values
  }

  private static func order(_ tensor: Tensor) -> (Int, Int) {
    (tensor.range.lowerBound, tensor.range.upperBound)
  }

  private static func tensor(_ member: JSONMember, start: Int, size: Int, path: String) throws(Diagnostic)
    -> Tensor
  {
    let name = member.key
    func fault(_ message: String) -> Diagnostic { Diagnostic("the tensor '\(name)' \(message)", file: path) }
    guard case .object(let fields) = member.node.value else {
      throw fault("is \(member.node.value.typeName); an object was expected")
    }
    var type: ElementType?
    var shape: [Int]?
    var offsets: [Int]?
    for field in fields {
      switch field.key {
      case "dtype":
        guard case .string(let text) = field.node.value, let known = ElementType(rawValue: text) else {
          let names = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
          throw fault("has a 'dtype' that this reader does not know; one of \(names) was expected")
        }
        type = known
      case "shape": shape = Self.wholeNumbers(field.node)
      case "data_offsets": offsets = Self.wholeNumbers(field.node)
      default: throw fault("has a field '\(field.key)'; dtype, shape and data_offsets were expected")
      }
    }
    guard let type else { throw fault("lacks 'dtype'") }
    guard let shape else { throw fault("lacks a 'shape' of whole numbers") }
    guard let offsets, offsets.count == 2 else { throw fault("lacks 'data_offsets' of two whole numbers") }
    var bytes = type.size
    for length in shape {
      let (product, overflows) = bytes.multipliedReportingOverflow(by: length)
      guard !overflows else { throw fault("has a shape too large for any file") }
      bytes = product
    }
    guard offsets[0] <= offsets[1], offsets[1] <= size - start else {
      throw fault("lies at bytes \(offsets[0])..<\(offsets[1]) of \(size - start)")
    }
    guard offsets[1] - offsets[0] == bytes else {
      throw fault("has \(offsets[1] - offsets[0]) bytes; its shape and type ask for \(bytes)")
    }
    return Tensor(type: type, shape: shape, range: start + offsets[0]..<start + offsets[1])
  }

  private static func wholeNumbers(_ node: JSONNode) -> [Int]? {
    guard case .array(let elements) = node.value else { return nil }
    var numbers: [Int] = []
    for element in elements {
      guard case .number(_, let integer) = element.value, let integer, integer >= 0 else { return nil }
      numbers.append(Int(integer))
    }
    return numbers
  }
}

/// The value of a half-precision float (IEEE 754 binary16).
@inline(__always)
func float(halfBits bits: UInt16) -> Float {
  let sign = UInt32(bits & 0x8000) << 16
  let exponent = UInt32(bits >> 10 & 0x1f)
  let mantissa = UInt32(bits & 0x3ff)
  switch exponent {
  case 0:
    // Zero, or below the smallest normal half: a whole number of 2^-24.
    let value = Float(mantissa) * 0x1p-24
    return sign == 0 ? value : -value
  case 31: return Float(bitPattern: sign | 0x7f80_0000 | mantissa << 13)
  default: return Float(bitPattern: sign | (exponent + 112) << 23 | mantissa << 13)
  }
}
