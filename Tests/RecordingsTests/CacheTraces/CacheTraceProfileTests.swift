import Declarations
import Eviction
import Simulation
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Profiles of cache traces")
struct CacheTraceProfileTests {
  @Test("a small trace has the figures counted by hand")
  func small() throws {
    let text = "time,key,size,cost,tokens\n1,a,10,0.5,1\n2,b,20,0.25,2\n4,a,30,1,3\n3,c,40,2,4\n9,b,20,0,5\n"
    let profile = CacheTraceProfile(try load(Array(text.utf8)))
    #expect(profile.requests == 5 && profile.distinctKeys == 3)
    #expect(
      profile.repeatedShare == 0.4 && profile.oneHitWonderShare == 1 / 3.0 && profile.topKeysShare == 0.4)
    #expect(profile.reuseInterval.p50 == 2.5)
    let sizes = try #require(profile.sizes)
    #expect(sizes.requested == 120 && sizes.footprint == 90 && sizes.most == 40 && sizes.changingKeys == 1)
    #expect(sizes.quantiles.p50 == 20)
    #expect(profile.span == 8 && profile.tokens == 15 && profile.cost == 3.75)
    #expect(profile.zipfExponent.isNaN)
    #expect(profile.rows.contains { $0 == ("bytes requested", "120") })
    #expect(profile.json.text().contains("\"distinct_keys\": 3"))
  }

  @Test("the exponent of exact Zipf frequencies is found", arguments: [0.6, 1.0, 1.3])
  func exponent(stated: Double) {
    let counts = (1...5000).map { Int(1e9 / pow(Double($0), stated)) }
    #expect(abs(CacheTraceProfile.zipfExponent(of: counts) - stated) < 1e-4)
  }

  private func pow(_ base: Double, _ exponent: Double) -> Double {
    Transcendental.power(base, exponent)
  }
}
