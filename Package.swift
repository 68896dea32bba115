// swift-tools-version: 6.2
import PackageDescription

/// Settings shared by every Swift target: warnings are errors, existentials are written out.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
  // One release build serves runs, tests and benchmarks, so that tests reach internals in it too.
  .unsafeFlags(
    ["-cross-module-optimization", "-enforce-exclusivity=unchecked", "-enable-testing"],
    .when(configuration: .release)),
]

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A module whose code is compiled for processors with some groups of instructions, and only called on those.
func module(_ name: String, _ dependencies: [Target.Dependency], instructions: [String]) -> Target {
  var own = settings
  #if arch(x86_64)
    own.append(.unsafeFlags(instructions.flatMap { ["-Xcc", "-m" + $0] }, .when(configuration: .release)))
  #endif
  return .target(name: name, dependencies: dependencies, swiftSettings: own)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "simbench",
  products: [
    .executable(name: "simbench", targets: ["simbench"]),
    .library(name: "Eviction", targets: ["Eviction"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Traffic", targets: ["Traffic"]),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CVectors"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CProcessor"),
    // Ours: a plain C face of the header-only hnswlib (Debian's libhnswlib-dev).
    .target(name: "CHnswlib"),

    // Each module imports only what stands above it.
    module("Declarations", []),
    module("Files", ["Declarations"]),
    module("Simulation", []),
    module("Eviction", ["Simulation", "CProcessor"]),
    module("Traffic", ["Declarations", "Files", "Simulation", "Eviction", "CZlib", "CZstd"]),
    .target(
      name: "VectorKernels", dependencies: ["CVectors"], swiftSettings: settings,
      linkerSettings: [.linkedLibrary("m")]),
    module("VectorKernelsAVX2", ["VectorKernels"], instructions: ["avx2", "fma"]),
    module(
      "VectorKernelsAVX512", ["VectorKernels"],
      instructions: ["avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl"]),
    module(
      "VectorKernelsVNNI", ["VectorKernels"],
      instructions: ["avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512vnni"]),
    module(
      "Similarity",
      [
        "Declarations", "Files", "Simulation", "COpenBLAS", "CZlib", "VectorKernels", "VectorKernelsAVX2",
        "VectorKernelsAVX512", "VectorKernelsVNNI", "CHnswlib",
      ]),
    module("Providers", ["Declarations", "Simulation", "Traffic"]),
    module(
      "Routing", ["Declarations", "Files", "Simulation", "Traffic", "Similarity", "Providers"]),
    module(
      "Strategies",
      ["Declarations", "Simulation", "Eviction", "Traffic", "Similarity", "Providers", "Routing"]),
    module(
      "Experiments",
      [
        "Declarations", "Files", "Simulation", "Eviction", "Traffic", "Similarity", "Providers", "Routing",
        "Strategies",
      ]),
    module(
      "Reporting",
      [
        "Declarations", "Files", "Simulation", "Eviction", "Traffic", "Providers", "Routing", "Strategies",
        "Experiments",
      ]),
    .executableTarget(
      name: "simbench",
      dependencies: [
        "Declarations", "Files", "Simulation", "Eviction", "Traffic", "Similarity", "Providers", "Routing",
        "Strategies", "Experiments", "Reporting",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "simbench-benchmarks",
      dependencies: [
        "Declarations", "Simulation", "Eviction", "Traffic", "Similarity", "Providers", "Strategies",
        "Experiments",
      ],
      path: "Benchmarks/Sources",
      swiftSettings: settings),

    tests("Declarations", ["Declarations"]),
    tests("Files", ["Files", "Declarations"]),
    tests("Simulation", ["Simulation"]),
    tests("Eviction", ["Eviction", "Simulation", "Traffic"], exclude: ["Resources"]),
    tests("Traffic", ["Traffic", "Eviction", "Declarations", "Simulation"], exclude: ["Resources"]),
    tests("Similarity", ["Similarity", "Files", "Declarations", "Traffic"]),
    tests("Providers", ["Providers", "Traffic", "Simulation", "Declarations"]),
    tests("Routing", ["Routing", "Providers", "Similarity", "Traffic", "Simulation", "Declarations"]),
    tests(
      "Strategies",
      ["Strategies", "Routing", "Providers", "Similarity", "Traffic", "Simulation", "Declarations"]),
    tests(
      "Experiments",
      ["Experiments", "Strategies", "Providers", "Traffic", "Eviction", "Simulation", "Declarations"]),
    tests(
      "Reporting",
      [
        "Reporting", "Declarations", "Files", "Simulation", "Eviction", "Traffic", "Providers", "Strategies",
        "Experiments",
      ]),
    tests("CommandLine", ["simbench"]),
  ],
  cxxLanguageStandard: .cxx17
)
