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
    target.swiftSettings = [
        // A plugin has one unsafe line, its entry; the compiler shows every other one.
        .strictMemorySafety(),
        // As in the kit: its closures are called where they are awaited.
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
