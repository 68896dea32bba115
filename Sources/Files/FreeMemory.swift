import Foundation

/// How much memory a process may still take before the system ends it or refuses more.
package enum FreeMemory {
  /// Bytes that are free: of the machine, of the control groups that the process is in, and of its own limit.
  ///
  /// - Returns: the least of what is known, or nil.
  package static var bytes: Int? {
    let groups = self.groups(own: text("/proc/self/cgroup") ?? "").compactMap(free(inGroup:))
    let own = addressSpace(text("/proc/self/statm") ?? "")
    return ([machine(text("/proc/meminfo") ?? ""), own].compactMap { $0 } + groups).min()
  }

  /// What the process's own limit of addresses (`ulimit -v`) leaves it, by its `statm`; nil without such a limit.
  private static func addressSpace(_ statm: String) -> Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < 1 << 60,
      let pages = statm.split(separator: " ").first.flatMap({ Int($0) })
    else { return nil }
    return max(0, Int(limit.rlim_cur) - pages * sysconf(Int32(_SC_PAGESIZE)))
  }

  /// What a machine has free by its `meminfo`, the swap space left out.
  static func machine(_ meminfo: String) -> Int? {
    for line in meminfo.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
    return nil
  }

  /// The folders of the control groups, from the own one up: a limit of any of them holds.
  static func groups(own: String) -> [String] {
    var folders: Set<String> = []
    for line in own.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let root =
        parts[1].isEmpty
        ? "/sys/fs/cgroup" : parts[1].split(separator: ",").contains("memory") ? "/sys/fs/cgroup/memory" : nil
      guard let root else { continue }
      var path = root
      folders.insert(path)
      for name in parts[2].split(separator: "/") where name != ".." {
        path = FilePath.join(path, String(name))
        folders.insert(path)
      }
    }
    return folders.sorted()
  }

  private static func free(inGroup folder: String) -> Int? {
    func number(_ name: String) -> Int? {
      text(FilePath.join(folder, name)).flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    // Version 2, then version 1; "max" is no number.
    guard let limit = number("memory.max") ?? number("memory.limit_in_bytes"), limit < 1 << 60,
      let used = number("memory.current") ?? number("memory.usage_in_bytes")
    else { return nil }
    return max(0, limit - max(0, used - reclaimable(text(FilePath.join(folder, "memory.stat")) ?? "")))
  }

  /// Cached files that nothing uses at present: the system gives them up first.
  static func reclaimable(_ statistics: String) -> Int {
    for line in statistics.split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count == 2, parts[0] == "inactive_file" || parts[0] == "total_inactive_file" {
        return Int(parts[1]) ?? 0
      }
    }
    return 0
  }

  /// A file of the system, whose size is not known before.
  private static func text(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count < 1 << 20 {
      let count = read(descriptor, &buffer, buffer.count)
      if count <= 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
