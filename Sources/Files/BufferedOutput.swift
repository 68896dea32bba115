internal import Glibc

/// Text on its way to a file descriptor, or kept in memory when there is none.
///
/// Every write is checked; what the system calls report is thrown as the number of the error.
package struct BufferedOutput: ~Copyable {
  /// The number of a system error.
  package typealias Failure = SystemFault

  /// Bytes that are not written yet.
  package private(set) var pending: [UInt8] = []
  private let descriptor: Int32?
  private static let capacity = 1 << 16

  /// Output to a descriptor, which stays open; nil keeps everything in `pending`.
  package init(descriptor: Int32?) {
    self.descriptor = descriptor
    if descriptor != nil { pending.reserveCapacity(BufferedOutput.capacity + 1024) }
  }

  /// Appends text; it is written when enough has come together.
  package mutating func append(_ text: String) { pending.append(contentsOf: text.utf8) }

  /// Appends bytes.
  package mutating func append(_ bytes: [UInt8]) { pending.append(contentsOf: bytes) }

  /// Appends one byte.
  package mutating func append(_ byte: UInt8) { pending.append(byte) }

  /// Appends a whole number of small units with the point in its place, exactly.
  package mutating func append(_ units: Int64, decimals: Int) {
    if units < 0 { pending.append(UInt8(ascii: "-")) }
    let start = pending.count
    var rest = units.magnitude
    var count = 0
    repeat {
      if count == decimals && decimals > 0 { pending.append(UInt8(ascii: ".")) }
      pending.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
      count += 1
    } while rest > 0 || count <= decimals
    pending[start...].reverse()
  }

  /// Writes what has come together if it is enough to be worth it.
  package mutating func writeIfFull() throws(Failure) {
    if descriptor != nil && pending.count >= BufferedOutput.capacity { try flush() }
  }

  /// Writes everything.
  package mutating func flush() throws(Failure) {
    guard let descriptor else { return }
    var start = 0
    while start < pending.count {
      let written = pending.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw Failure(code: errno)
      }
      start += written
    }
    pending.removeAll(keepingCapacity: true)
  }
}
