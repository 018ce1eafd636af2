// swift-tools-version: 6.2
import PackageDescription

// Swift's ABI on Linux is tied to the compiler, so a plugin's note names the one that builds it, which is also the one that
// compiles this manifest. It cannot say its own version; what lies between two lines here counts as the older.
#if compiler(>=6.4)
let toolchain = "swift-6.4"
#elseif compiler(>=6.3.3)
let toolchain = "swift-6.3.3"
#elseif compiler(>=6.3.2)
let toolchain = "swift-6.3.2"
#elseif compiler(>=6.3.1)
let toolchain = "swift-6.3.1"
#else
let toolchain = "swift-6.3"
#endif

let package = Package(
    name: "PluginAPI",
    products: [
        .library(name: "CPatchbay", targets: ["CPatchbay"]),
        .library(name: "CSchemas", targets: ["CSchemas"]),
        .library(name: "PatchbayJSON", targets: ["PatchbayJSON"]),
        .library(name: "PatchbayPattern", targets: ["PatchbayPattern"]),
        .library(name: "PluginKit", targets: ["PluginKit"]),
        .library(name: "PluginKitTesting", targets: ["PluginKitTesting"]),
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
        .target(name: "PluginKitTesting", dependencies: ["PluginKit", "PatchbayJSON"], path: "PluginKitTesting"),
        .target(name: "PatchbayJSON", path: "JSON"),
        .target(name: "PatchbayPattern", path: "Pattern"),
        .target(name: "CSchemas", path: "Schemas/Embedded"),
        .target(
            name: "CPatchbay", path: "Header", exclude: ["exports.map"],
            sources: ["CPatchbay.c"], publicHeadersPath: ".",
            cSettings: [.define("PATCHBAY_TOOLCHAIN", to: "\"\(toolchain)\"")]
        ),
    ]
)

for target in package.targets where !["CPatchbay", "CSchemas"].contains(target.name) {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])
}
