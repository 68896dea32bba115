/// A ``ReplacementCache`` around one policy.
final class PolicyCache<Policy: ReplacementPolicy & ~Copyable>: ReplacementCache {
  private let box: PolicyBox<Policy>
  private var policy: UnsafeMutablePointer<Policy> { box.policy }

  init(_ setup: PolicySetup) {
    box = PolicyBox(setup)
    super.init(keys: setup.keys)
  }

  override var capacity: UInt64 { policy.pointee.capacity }

  override var used: UInt64 { policy.pointee.used }

  override var count: Int { policy.pointee.count }

  override func contains(_ key: UInt32) -> Bool {
    check(key)
    return policy.pointee.contains(key)
  }

  override func admits(_ key: UInt32, size: UInt32) -> Bool {
    check(key)
    return policy.pointee.admits(key, size: size)
  }

  override func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    check(key)
    precondition(policy.pointee.contains(key), "A hit is on a resident key.")
    policy.pointee.hit(key, access, evicted: evicted)
  }

  override func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    check(key)
    precondition(!policy.pointee.contains(key), "Only a key that is not resident is inserted.")
    policy.pointee.insert(key, access, evicted: evicted)
  }

  override func remove(_ key: UInt32) -> Bool {
    check(key)
    return policy.pointee.remove(key)
  }

  override func request(
    _ key: UInt32, _ access: Access, evicted: (UInt32) -> Void
  ) -> Bool {
    check(key)
    if policy.pointee.contains(key) {
      policy.pointee.hit(key, access, evicted: evicted)
      return true
    }
    policy.pointee.insert(key, access, evicted: evicted)
    return false
  }

  override func victim() -> UInt32? {
    policy.pointee.victim()
  }

  override func checkInvariants() { policy.pointee.checkInvariants() }

  @inline(__always)
  private func check(_ key: UInt32) {
    precondition(Int(key) < keys, "A key lies in the key space of its cache.")
  }
}
