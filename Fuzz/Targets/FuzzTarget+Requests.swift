import Declarations
import Simulation

@testable import Recordings
@testable import Traffic

extension FuzzTarget {
  /// A `.simtrace` of requests, read whole and in windows.
  static let requests = FuzzTarget("requests", seeds: { seeds }) { (bytes) throws(Diagnostic) in
    try readRequests(bytes)
    // A block whose hash does not fit ends the reading; with one that does, the rest is read.
    if bytes.starts(with: SimTrace.magic) { try readRequests(hashed(bytes)) }
  }

  private static func readRequests(_ bytes: [UInt8]) throws(Diagnostic) {
    let file = MemoryFile(bytes)
    let source = RecordedSource(path: file.path)
    guard RequestTrace.version(of: bytes[...]) == RequestTrace.version else { return }
    var windows = try source.spooled().windows()
    var window = windows.header
    _ = try windows.fill(&window, most: 100)
    _ = try source.read().profile().json
  }

  private static var seeds: [[UInt8]] {
    let log = """
      timestamp,prompt,intent,user,session,turn,predecessor,tier,model,input_tokens,output_tokens,latency_s,cost_usd
      0,a,x,u,s,0,,free,gpt-4o,10,5,0.5,0.01
      9,b,x,v,s,1,0,pro,gpt-4o,12,5,0.5,

      """
    let file = MemoryFile(Array(log.utf8))
    guard let stream = try? RecordedSource(path: file.path).read() else { return [] }
    var encoder = RequestTraceEncoder(stream)
    var bytes: [UInt8] = []
    while let piece = encoder.piece() { bytes += piece }
    return [bytes]
  }

  /// The bytes with the hashes that their blocks have.
  private static func hashed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var place = RequestTrace.headerBytes
    while bytes.count - place >= RequestBlock.headerBytes {
      let length = bytes[place + 8..<place + 15].reversed().reduce(0) { $0 << 8 | Int($1) }
      let start = place + RequestBlock.headerBytes
      guard length <= bytes.count - start else { break }
      var hash = XXHash64()
      bytes[place..<place + 16].withUnsafeBytes { hash.combine($0) }
      bytes[start..<start + length].withUnsafeBytes { hash.combine($0) }
      for index in 0..<8 {
        bytes[place + 16 + index] = UInt8(truncatingIfNeeded: hash.value >> UInt64(8 * index))
      }
      place = start + length
    }
    return bytes
  }
}
