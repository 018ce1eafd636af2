// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "__ID__",
    products: [.library(name: "__TYPE__", type: .dynamic, targets: ["__TYPE__"])],
    dependencies: [.package(path: "PluginAPI")],
    targets: [
        .target(name: "__TYPE__", dependencies: [.product(name: "PluginKit", package: "PluginAPI")]),
        .testTarget(
            name: "__TYPE__Tests",
            dependencies: ["__TYPE__", .product(name: "PluginKitTesting", package: "PluginAPI")]),
    ]
)

for target in package.targets {
    // The host gives a plugin one unsafe line, its entry; the compiler shows every other one.
    target.swiftSettings = [.strictMemorySafety()]
}
