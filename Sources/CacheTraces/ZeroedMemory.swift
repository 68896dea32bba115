#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Elements that are all zero bits at first; more than 16 MB are taken only where they are touched.
///
/// Large memory comes in large pages where the system has them: random access to it then misses the
/// processor's table of pages less often.
package struct ZeroedMemory<Element: BitwiseCopyable>: ~Copyable {
  /// The first element.
  package let base: UnsafeMutablePointer<Element>

  /// The number of elements.
  package let count: Int

  /// The bytes of a mapping, 0 for memory of the allocator.
  private let mappedBytes: Int

  /// Creates zeroed elements.
  ///
  /// - Complexity: O(1) above 16 MB, of which the system zeroes a page when it is touched, and O(count) below.
  package init(count: Int) {
    precondition(count >= 0, "Memory has a size.")
    let (bytes, overflows) = max(count, 1).multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    precondition(!overflows, "Memory fits the address space.")
    let memory: UnsafeMutableRawPointer?
    if bytes >= largeBytes {
      // Without a reservation, so that a generous bound on the number of keys costs nothing.
      let mapping = mmap(
        nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
      memory = mapping == MAP_FAILED ? nil : mapping
      mappedBytes = bytes
    } else {
      // Written at once: the system maps a page that is read first twice, and tells the other processors of it. Of `malloc`
      // and `memset` the compiler makes a `calloc`, which does not write.
      memory = aligned_alloc(cacheLine, (bytes + cacheLine - 1) / cacheLine * cacheLine)
      if let memory { memset(memory, 0, bytes) }
      mappedBytes = 0
    }
    guard let memory else { fatalError("The system has no \(bytes) bytes of memory.") }
    if mappedBytes > 0 {
      adviseLargePages(memory, bytes: bytes)
      // Where large pages are scarce, a page that is read first is mapped twice; what is not generous is written at once.
      if bytes <= generousBytes { madvise(memory, bytes, populateForWriting) }
    }
    base = memory.bindMemory(to: Element.self, capacity: count)
    self.count = count
  }

  deinit {
    if mappedBytes > 0 { munmap(base, mappedBytes) } else { free(base) }
  }
}

/// Bytes of a line of the processor's cache.
private let cacheLine = 64

/// From how many bytes on memory is mapped on its own.
private let largeBytes = 4 << 20

/// From how many bytes on memory is only taken where it is touched.
private let generousBytes = 16 << 20

/// `MADV_POPULATE_WRITE` of Linux 5.14; earlier kernels refuse it, and map pages as they are touched.
private let populateForWriting: Int32 = 23

/// Asks for large pages in memory that is about to be filled; nothing depends on the answer.
private func adviseLargePages(_ start: UnsafeMutableRawPointer, bytes: Int) {
  let page = 4096
  let first = (UInt(bitPattern: start) + UInt(page - 1)) / UInt(page) * UInt(page)
  let end = (UInt(bitPattern: start) + UInt(bytes)) / UInt(page) * UInt(page)
  guard bytes >= largeBytes, end > first, let place = UnsafeMutableRawPointer(bitPattern: first) else {
    return
  }
  madvise(place, Int(end - first), MADV_HUGEPAGE)
}

extension Array where Element: BitwiseCopyable {
  /// Makes room for elements, in large pages where the system has them; room that is not used takes no memory.
  package mutating func reserveLargePages(_ count: Int) {
    reserveCapacity(count)
    let bytes = capacity * MemoryLayout<Element>.stride
    withUnsafeMutableBufferPointer { elements in
      if let base = elements.baseAddress { adviseLargePages(base, bytes: bytes) }
    }
  }
}
