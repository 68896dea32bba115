import Testing

@testable import Files

@Suite struct FreeMemoryTests {
  @Test("the machine's free memory is read from meminfo")
  func machine() {
    #expect(FreeMemory.machine("MemTotal: 16 kB\nMemAvailable:   2048 kB\nSwapFree: 1 kB\n") == 2_097_152)
    #expect(FreeMemory.machine("MemTotal: 16 kB\n") == nil)
    #expect((FreeMemory.bytes ?? 0) > 0)
  }

  @Test("the control groups from the own one up are asked, in both versions")
  func groups() {
    #expect(
      FreeMemory.groups(own: "0::/user/a b.slice\n") == [
        "/sys/fs/cgroup", "/sys/fs/cgroup/user", "/sys/fs/cgroup/user/a b.slice",
      ])
    #expect(
      FreeMemory.groups(own: "7:cpu,cpuacct:/x\n4:memory:/docker/1\nnonsense\n") == [
        "/sys/fs/cgroup/memory", "/sys/fs/cgroup/memory/docker", "/sys/fs/cgroup/memory/docker/1",
      ])
    #expect(FreeMemory.groups(own: "0::/../..\n") == ["/sys/fs/cgroup"])
  }

  @Test("cached files that nothing uses count as free")
  func reclaimable() {
    #expect(FreeMemory.reclaimable("anon 5\ninactive_file 4096\n") == 4096)
    #expect(FreeMemory.reclaimable("") == 0)
  }
}
