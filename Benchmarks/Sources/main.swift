import Foundation
import Similarity

// As the program itself does.
OpenBLAS.endThreads()

/// The programs of `Benchmarks/`: the first argument says which, the others are its own.
var words = Array(CommandLine.arguments.dropFirst())
let name = words.isEmpty ? "gateway" : words.removeFirst()

do {
  switch name {
  case "gateway": try GatewayBenchmark.run(requests: words.first.flatMap(Int.init) ?? 10_000_000)
  case "eviction": try EvictionBenchmark.run(words)
  case "curves": try CurveBenchmark.run(words)
  case "zipf": try ZipfTrace.run(words)
  case "prefix": try PrefixBenchmark.run(words)
  case "redis": try RedisComparison.run(words)
  case "encode": try EncodeBenchmark.run(words)
  case "search": try SearchBenchmark.run(words)
  case "conversations": try ConversationBenchmark.run(words)
  case "coverage": try CoverageBenchmark.run(seeds: words.first.flatMap(Int.init) ?? 200)
  case "samples": try SampleCoverage.run(seeds: words.first.flatMap(Int.init) ?? 200)
  case "logs": try LogCoverage.run(seeds: words.first.flatMap(Int.init) ?? 200)
  default:
    let names =
      "gateway, eviction, curves, zipf, prefix, redis, encode, search, conversations, coverage, samples or "
      + "logs"
    FileHandle.standardError.write(Data("unknown benchmark '\(name)', expected \(names)\n".utf8))
    exit(2)
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
