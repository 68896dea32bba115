import CacheTraces
import Declarations
import Eviction
import Files
import Simulation

extension Manifest.File {
  /// A file as it lies, or nil when it cannot be read.
  ///
  /// - Complexity: O(size), in a buffer of bounded size.
  init?(_ name: String, in folder: String) {
    var hash = XXHash64()
    var size = 0
    do throws(Diagnostic) {
      var file = try RegularFile(FilePath.join(folder, name))
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
      defer { buffer.deallocate() }
      while size < file.size {
        let count = try file.read(into: buffer)
        hash.combine(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        size += count
      }
    } catch {
      return nil
    }
    self.name = name
    bytes = size
    let digits = String(hash.value, radix: 16)
    self.hash = String(repeating: "0", count: 16 - digits.count) + digits
  }
}
