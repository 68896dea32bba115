import Glibc

/// memfd_create(2), which the headers show to C alone; 1 closes the file in programs that are started.
@_silgen_name("memfd_create")
private func makeMemoryFile(_ name: UnsafePointer<CChar>, _ flags: UInt32) -> Int32

/// A file in memory, since readers of recordings take paths.
struct MemoryFile: ~Copyable {
  private let descriptor: Int32

  /// A path under which the file can be opened while it lives.
  var path: String { "/proc/self/fd/\(descriptor)" }

  init(_ bytes: [UInt8]) {
    descriptor = makeMemoryFile("fuzz", 1)
    precondition(descriptor >= 0, "no file in memory can be made")
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      precondition(count > 0, "a file in memory cannot be written")
      written += count
    }
  }

  deinit { close(descriptor) }
}
