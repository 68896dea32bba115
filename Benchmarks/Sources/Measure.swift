import Foundation

/// The memory of this process that is resident now.
func residentBytes() -> Int {
  let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
  return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
}

/// The most memory of this process that was ever resident.
func peakResidentBytes() -> Int {
  var usage = rusage()
  guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
  return usage.ru_maxrss * 1024
}

/// The memory of this process that is resident now and no part of a file.
func anonymousBytes() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
  return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
}

/// The time that `body` takes, in seconds of the wall clock.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let elapsed = try ContinuousClock().measure(body).components
  return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
}

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
