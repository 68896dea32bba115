/// One policy behind a pointer, so that no access pays for an exclusivity check.
struct PolicyBox<Policy: ReplacementPolicy & ~Copyable>: ~Copyable {
  /// The policy.
  let policy: UnsafeMutablePointer<Policy>

  /// Creates a policy with an empty cache.
  init(_ setup: PolicySetup) {
    policy = .allocate(capacity: 1)
    policy.initialize(to: Policy(setup))
  }

  deinit {
    policy.deinitialize(count: 1)
    policy.deallocate()
  }
}
