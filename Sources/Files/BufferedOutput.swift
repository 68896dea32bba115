import Foundation

/// Text on its way to a file descriptor, or kept in memory when there is none.
///
/// Every write is checked; what the system calls report is thrown as the number of the error.
struct BufferedOutput: ~Copyable {
  /// The number of a system error.
  struct Failure: Error {
    let code: Int32

    /// What the system says about it.
    var text: String { String(cString: strerror(code)) }
  }

  /// Bytes that are not written yet.
  private(set) var pending: [UInt8] = []
  private let descriptor: Int32?
  private static let capacity = 1 << 16

  /// Output to a descriptor, which stays open; nil keeps everything in `pending`.
  init(descriptor: Int32?) {
    self.descriptor = descriptor
    if descriptor != nil { pending.reserveCapacity(BufferedOutput.capacity + 1024) }
  }

  /// Appends text; it is written when enough has come together.
  mutating func append(_ text: String) { pending.append(contentsOf: text.utf8) }

  /// Appends bytes.
  mutating func append(_ bytes: [UInt8]) { pending.append(contentsOf: bytes) }

  /// Appends one byte.
  mutating func append(_ byte: UInt8) { pending.append(byte) }

  /// Appends a whole number of small units with the point in its place, exactly.
  mutating func append(_ units: Int64, decimals: Int) {
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
  mutating func writeIfFull() throws(Failure) {
    if descriptor != nil && pending.count >= BufferedOutput.capacity { try flush() }
  }

  /// Writes everything.
  mutating func flush() throws(Failure) {
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
