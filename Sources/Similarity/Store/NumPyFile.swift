package import Declarations
internal import Files

/// Vectors that were computed elsewhere, in NumPy's file format: a row a text.
///
/// Versions 1 to 3 of the format; a matrix in C order of little-endian floats of 2, 4 or 8 bytes.
package enum NumPyFile {
  /// Reads vectors and scales each to length 1.
  ///
  /// - Parameters:
  ///   - rows: how many there must be.
  ///   - alternative: how many there may be instead.
  /// - Throws: a `Diagnostic`: the file is missing, malformed, cut short, of another shape or order, or a vector
  ///   is all zero or holds a value that is not finite.
  package static func read(_ path: String, rows: Int, or alternative: Int? = nil) throws(Diagnostic)
    -> VectorTable
  {
    try parse(try RegularFile.read(path, limit: 1 << 36), rows: rows, or: alternative, path: path)
  }

  /// Reads vectors from the bytes of a file.
  static func parse(_ bytes: [UInt8], rows: Int, or alternative: Int? = nil, path: String)
    throws(Diagnostic) -> VectorTable
  {
    let header = try Header(bytes, path: path)
    func fault(_ message: String) -> Diagnostic { Diagnostic(message, file: path) }
    guard !header.isFortranOrder else {
      throw fault("is in Fortran order; C order was expected: numpy.ascontiguousarray makes it so")
    }
    guard header.shape.count == 2, header.shape[1] > 0 else {
      throw fault("has the shape \(header.shape); a matrix with a row a text was expected")
    }
    guard header.shape[0] == rows || header.shape[0] == alternative else {
      let other = alternative.map { $0 == rows ? "" : ", or \($0), one for each request" } ?? ""
      throw fault("has \(header.shape[0]) rows; \(rows) were expected, one for each text\(other)")
    }
    let rows = header.shape[0]
    let dimensions = header.shape[1]
    let (values, overflows) = rows.multipliedReportingOverflow(by: dimensions)
    let (size, overflowsBytes) = values.multipliedReportingOverflow(by: header.valueSize)
    guard !overflows, !overflowsBytes else { throw fault("has a shape too large for any file") }
    guard bytes.count - header.length == size else {
      let what = bytes.count - header.length < size ? "is cut short" : "has bytes left over"
      throw fault(
        "\(what): \(bytes.count - header.length) bytes of values; \(size) were expected for \(rows) x \(dimensions)"
      )
    }
    var table = VectorTable(count: rows, dimensions: dimensions)
    var problem: Diagnostic?
    table.withMutableValues { target in
      bytes.withUnsafeBytes { all in
        let source = UnsafeRawBufferPointer(rebasing: all[header.length...])
        for row in 0..<rows where problem == nil {
          let own = UnsafeMutableBufferPointer(rebasing: target[row * dimensions..<(row + 1) * dimensions])
          if let message = fill(own, source, first: row * dimensions, header.valueSize) {
            problem = fault("row \(row) (the first is 0) \(message)")
          }
        }
      }
    }
    if let problem { throw problem }
    return table
  }

  /// Reads one vector and scales it to length 1; returns what is wrong with it.
  private static func fill(
    _ target: UnsafeMutableBufferPointer<Float>, _ source: UnsafeRawBufferPointer, first: Int, _ size: Int
  ) -> String? {
    var largest = 0.0
    for column in target.indices {
      let value = Self.value(source, first &+ column, size)
      guard value.isFinite else { return "holds \(value) in column \(column); a finite number was expected" }
      largest = max(largest, abs(value))
    }
    guard largest > 0 else { return "is all zero; a vector with a direction was expected" }
    // Divided by the largest first, so that no square overflows or vanishes.
    var squares = 0.0
    for column in target.indices {
      let share = value(source, first &+ column, size) / largest
      squares += share * share
    }
    let scale = 1 / squares.squareRoot()
    for column in target.indices {
      target[column] = Float(value(source, first &+ column, size) / largest * scale)
    }
    return nil
  }

  @inline(__always)
  private static func value(_ source: UnsafeRawBufferPointer, _ index: Int, _ size: Int) -> Double {
    let offset = index &* size
    switch size {
    case 2:
      return Double(
        float(halfBits: UInt16(littleEndian: source.loadUnaligned(fromByteOffset: offset, as: UInt16.self))))
    case 4:
      let bits = UInt32(littleEndian: source.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      return Double(Float(bitPattern: bits))
    default:
      let bits = UInt64(littleEndian: source.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      return Double(bitPattern: bits)
    }
  }
}

extension NumPyFile {
  /// What stands before the values: a Python dictionary in text.
  private struct Header {
    /// Where the values begin.
    let length: Int
    let valueSize: Int
    let isFortranOrder: Bool
    let shape: [Int]

    init(_ bytes: [UInt8], path: String) throws(Diagnostic) {
      func fault(_ message: String) -> Diagnostic { Diagnostic(message, file: path) }
      guard bytes.count >= 10, bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
        throw fault("is no .npy file: it does not begin with NumPy's mark")
      }
      let version = bytes[6]
      guard (1...3).contains(version) else {
        throw fault("is a .npy file of version \(version); 1, 2 or 3 was expected")
      }
      let start = version == 1 ? 10 : 12
      guard bytes.count >= start else { throw fault("is cut short in its header") }
      var size = 0
      for (shift, byte) in bytes[8..<start].enumerated() { size |= Int(byte) << (8 * shift) }
      guard size <= bytes.count - start else { throw fault("is cut short in its header") }
      length = start + size
      let text = String(decoding: bytes[start..<length], as: UTF8.self)
      guard let type = Self.value("descr", in: text), let order = Self.value("fortran_order", in: text),
        let shape = Self.value("shape", in: text), type.count >= 2
      else { throw fault("has a header without descr, fortran_order and shape") }
      switch type.dropFirst().dropLast() {
      case "<f2": valueSize = 2
      case "<f4": valueSize = 4
      case "<f8": valueSize = 8
      default: throw fault("holds values of type \(type); '<f4', '<f2' or '<f8' was expected")
      }
      guard order == "True" || order == "False" else {
        throw fault("has fortran_order \(order); True or False was expected")
      }
      isFortranOrder = order == "True"
      let lengths = shape.dropFirst().dropLast().split(separator: ",").map {
        Int($0.filter { $0 != " " })
      }
      guard shape.hasPrefix("("), shape.hasSuffix(")"), lengths.allSatisfy({ $0 ?? -1 >= 0 }) else {
        throw fault("has the shape \(shape); whole numbers in parentheses were expected")
      }
      self.shape = lengths.compactMap(\.self)
    }

    /// The text of a value of the dictionary: in quotes, in parentheses, or up to a comma.
    private static func value(_ key: String, in text: String) -> String? {
      for quote in ["'", "\""] {
        guard let range = text.firstRange(of: quote + key + quote) else { continue }
        let rest = text[range.upperBound...].drop { $0 == " " }
        guard rest.first == ":" else { return nil }
        let value = rest.dropFirst().drop { $0 == " " }
        guard let first = value.first else { return nil }
        let closing: Character? = first == "(" ? ")" : first == "'" || first == "\"" ? first : nil
        if let closing {
          guard let end = value.dropFirst().firstIndex(of: closing) else { return nil }
          return String(value[...end])
        }
        return String(value.prefix { $0 != "," && $0 != "}" && $0 != " " })
      }
      return nil
    }
  }
}
