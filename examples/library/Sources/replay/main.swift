import Declarations
import Eviction
import Foundation
import Recordings

// Reads a log, and says how many of its prompts an exact cache of a thousand entries would answer.
guard CommandLine.arguments.count == 2 else {
  print("usage: replay LOG")
  exit(64)
}
do throws(Diagnostic) {
  let stream = try RecordedSource(path: CommandLine.arguments[1]).read()
  print("\(stream.count) requests, \(stream.promptCount) prompts, \(stream.userCount) users")
  for policy in [PolicyKind.lru, .sieve, .s3fifo] {
    let cache = policy.makeCache(capacity: 1000, keys: stream.promptCount)
    var hits = 0
    for prompt in stream.prompt where cache.request(prompt) { hits += 1 }
    print("\(policy.rawValue): \(hits) hits")
  }
} catch {
  print(error)
  exit(65)
}
