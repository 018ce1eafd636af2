// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "PluginAPI",
    products: [
        .library(name: "CPatchbay", targets: ["CPatchbay"]),
        .library(name: "PatchbayJSON", targets: ["PatchbayJSON"]),
        .library(name: "PatchbayPattern", targets: ["PatchbayPattern"]),
        .library(name: "PluginKit", targets: ["PluginKit"]),
    ],
    targets: [
        .target(
            name: "PluginKit",
            dependencies: ["CPatchbay", "PatchbayJSON"],
            path: "PluginKit",
            linkerSettings: [
                .unsafeFlags(["-Xlinker", "--version-script=\(Context.packageDirectory)/Header/exports.map"], .when(platforms: [.linux]))
            ]
        ),
        .target(name: "PatchbayJSON", path: "JSON"),
        .target(name: "PatchbayPattern", path: "Pattern"),
        .target(name: "CPatchbay", path: "Header", exclude: ["exports.map"], sources: ["CPatchbay.c"], publicHeadersPath: "."),
    ]
)

for target in package.targets where target.name != "CPatchbay" {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])
}
