import CacheTraces
import Declarations
import Eviction
import Files
import Simulation

extension Scenario {
  /// The contents of files that settings name, the trace aside: vectors and lists of queries that are left out.
  ///
  /// A file that cannot be read is passed over here; whoever wants it says so.
  func fileSettings(of settings: [FigureSetting]) -> [FigureSetting] {
    var files = settings.compactMap { setting -> (FigureSetting, String)? in
      guard case .string(let text) = setting.value, text.hasSuffix(".npy") else { return nil }
      return (setting, ScenarioLocator.resolve(text, from: path))
    }
    files += workload.settingFiles.map { (FigureSetting(path: $0.setting, value: .null), $0.path) }
    return files.compactMap { setting, file in
      guard let hash = XXHash64.digits(of: file) else { return nil }
      return FigureSetting(
        path: setting.path + ".hash", value: .string(hash), position: setting.position,
        isDefault: setting.isDefault)
    }
  }
}

extension XXHash64 {
  /// The hash of a file in 16 hexadecimal digits, or nil when it cannot be read.
  ///
  /// - Complexity: O(size), in a buffer of bounded size.
  fileprivate static func digits(of path: String) -> String? {
    var hash = XXHash64()
    do throws(Diagnostic) {
      var file = try RegularFile(path)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
      defer { buffer.deallocate() }
      while file.position < file.size {
        let count = try file.read(into: buffer)
        hash.combine(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    } catch {
      return nil
    }
    return hash.digits
  }
}
