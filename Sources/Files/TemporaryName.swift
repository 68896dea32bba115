import Foundation

/// Names of files and folders that are being written: `.name.tmp.host.pid.random`.
///
/// No other process, host or container takes the same one: in a container every process may be number 1.
package struct TemporaryName: Sendable, Hashable, CustomStringConvertible {
  private let host: String
  private let process: pid_t
  package let description: String

  /// A new name for what is to be called `name`.
  package init(for name: String) {
    host = TemporaryName.ownHost
    process = getpid()
    var generator = SystemRandomNumberGenerator()
    let random = String(generator.next(), radix: 36)
    // Names go to 255 bytes.
    description = ".\(name.prefix(40)).tmp.\(host).\(process).\(random)"
  }

  /// The name of a file, if it is of this kind.
  init?(parsing name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard name.hasPrefix("."), parts.count >= 6, parts[parts.count - 4] == "tmp",
      let process = pid_t(parts[parts.count - 2]), process > 0, !parts[parts.count - 1].isEmpty
    else { return nil }
    host = String(parts[parts.count - 3])
    self.process = process
    description = name
  }

  /// Whether the process that made it has ended: known only of processes of this host.
  var isStale: Bool {
    guard host == TemporaryName.ownHost, process != getpid() else { return false }
    if kill(process, 0) != 0 { return errno == ESRCH }
    // One that has ended and that nobody has waited for still answers.
    guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let name = status.lastIndex(of: ")")
    else { return false }
    return status[name...].dropFirst(2).first == "Z"
  }

  /// Removes what dead processes of this host left in a folder; what cannot be removed stays.
  package static func removeStale(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where TemporaryName(parsing: name)?.isStale == true {
      try? FileManager.default.removeItem(atPath: FilePath.join(folder, name))
    }
  }

  private static let ownHost: String = {
    var buffer = [UInt8](repeating: 0, count: 256)
    _ = buffer.withUnsafeMutableBytes { bytes in bytes.baseAddress.map { gethostname($0, bytes.count - 1) } }
    let host = String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      .map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" ? $0 : "-" }
    return host.isEmpty ? "-" : String(host.prefix(60))
  }()
}
