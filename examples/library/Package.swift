// swift-tools-version: 6.2
import PackageDescription

// What another package writes to use simbench's libraries: here from the checkout above.
let package = Package(
  name: "replay",
  dependencies: [.package(name: "simbench", path: "../..")],
  targets: [
    .executableTarget(
      name: "replay",
      dependencies: [
        .product(name: "Recordings", package: "simbench"), .product(name: "Eviction", package: "simbench"),
      ])
  ]
)
