// swift-tools-version: 6.2
// One section per target, from the composition root down; a host target may import only targets listed after it.
import PackageDescription

let package = Package(
    name: "patchbay",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "patchbay", targets: ["patchbay"]),
        .executable(name: "patchbay-worker", targets: ["patchbay-worker"]),
    ] + Connector.all.map(\.product),
    dependencies: [
        .package(path: "PluginAPI"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // MARK: App
        .executableTarget(name: "patchbay", dependencies: ["App", .argumentParser], path: "Host/App/Main"),
        .target(
            name: "App",
            dependencies: [
                "Workbench", "API", "Triggers", "Engine", "Connections", "Identity", "PluginHost", "Egress", "Vault", "Storage", "Model",
                "CLinux", .json, .argumentParser, .configuration, .hummingbird, .hummingbirdCore, .lifecycle, .log, .nioCore, .nioPosix, .system, .unixSignals,
            ],
            path: "Host/App",
            exclude: ["Main"]
        ),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "App", "API", "Engine", "Identity", "Storage", "Model", .configuration, .httpTypes, .hummingbird, .json, .log, .nioCore, .nioEmbedded,
            ]
        ),

        .executableTarget(
            name: "patchbay-bench",
            dependencies: [
                "App", "API", "Engine", "Identity", "PluginHost", "Triggers", "Storage", "Model", "CLinux", .httpTypes, .json, .lifecycle, .log,
                .unixSignals,
            ],
            path: "Tests/Benchmarks"
        ),

        // MARK: Workbench
        .target(
            name: "Workbench",
            dependencies: ["Engine", "Connections", "PluginHost", "Egress", "Model", "CLinux", .json, .schemas, .lifecycle, .log],
            path: "Host/Workbench"
        ),
        .testTarget(name: "WorkbenchTests", dependencies: ["Workbench", "PluginHost", "Model", "TestSupport", "patchbay-worker", .json, .log]),

        // MARK: API
        .target(
            name: "API",
            dependencies: [
                "Triggers", "Engine", "Connections", "Identity", "PluginHost", "Egress", "Vault", "Storage", "Model",
                .crypto, .deque, .httpTypes, .hummingbird, .hummingbirdCore, .json, .lifecycle, .log, .nioCore, .nioHTTP1, .nioHTTPTypes,
            ],
            path: "Host/API"
        ),
        .testTarget(name: "APITests", dependencies: ["API", "Egress", "Identity", .httpTypes, .hummingbird, .nioCore, .nioEmbedded, .nioHTTPTypes]),

        // MARK: Triggers
        .target(name: "Triggers", dependencies: ["Engine", "Identity", "Vault", "Storage", "Model"], path: "Host/Triggers"),
        .testTarget(
            name: "TriggersTests",
            dependencies: [
                "Triggers", "Engine", "Connections", "Identity", "PluginHost", "Egress", "Vault", "Storage", "Model", "TestSupport",
                "patchbay-worker", .json, .log,
            ]
        ),

        // MARK: Engine
        .target(
            name: "Engine",
            dependencies: ["Connections", "Identity", "PluginHost", "Egress", "Vault", "Storage", "Model", .json, .lifecycle, .log],
            path: "Host/Engine"
        ),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Engine", "Connections", "Identity", "PluginHost", "Egress", "Vault", "Storage", "Model", "TestSupport", .json, .lifecycle,
                .lifecycleTestKit, .log,
            ]
        ),

        // MARK: Connections
        .target(
            name: "Connections",
            dependencies: ["PluginHost", "Egress", "Vault", "Storage", "Model", .json],
            path: "Host/Connections"
        ),
        .testTarget(
            name: "ConnectionsTests",
            dependencies: ["Connections", "PluginHost", "Egress", "Vault", "Storage", "Model", "TestSupport", .json, .log]
        ),

        // MARK: Identity
        .target(
            name: "Identity", dependencies: ["Vault", "Storage", "Model", .crypto, .cryptoExtras, .jwt, .lifecycle, .log], path: "Host/Identity"
        ),
        .testTarget(name: "IdentityTests", dependencies: ["Identity", "Vault", "Storage", "Model", .crypto, .lifecycleTestKit, .log]),

        // MARK: PluginHost
        .target(
            name: "PluginHost",
            dependencies: ["Model", "CLinux", .json, .pattern, .header, .deque, .crypto, .lifecycle, .log],
            path: "Host/PluginHost"
        ),
        .testTarget(name: "PluginHostTests", dependencies: ["PluginHost", "Model", "CLinux", "TestSupport", .json, .lifecycle, .log]),

        // MARK: Egress
        .target(name: "Egress", dependencies: ["Model", "CCurl", .json, .lifecycle, .log], path: "Host/Egress"),
        .testTarget(name: "EgressTests", dependencies: ["Egress", "Model", "TestSupport", "CCurl", .json, .log]),

        // MARK: Vault
        .target(name: "Vault", dependencies: ["Storage", "Model", .crypto, .cryptoExtras], path: "Host/Vault"),
        .testTarget(name: "VaultTests", dependencies: ["Vault", "Storage", "Model", .crypto, .log]),

        // MARK: Storage
        .target(name: "Storage", dependencies: ["Model", .grdb, .sqlite, .lifecycle, .log], path: "Host/Storage"),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "API", "Triggers", "Engine", "Connections", "Identity", "Vault", "Storage", "Model", "StorageWriter", .lifecycle,
                .lifecycleTestKit, .log,
            ]
        ),
        .executableTarget(name: "StorageWriter", dependencies: ["Storage", .log], path: "Tests/Fixtures/StorageWriter"),

        // MARK: Model
        .target(name: "Model", dependencies: [.json, .pattern], path: "Host/Model"),
        .testTarget(name: "ModelTests", dependencies: ["Model", "TestSupport", .json]),

        // MARK: PluginAPI, tested from here so that the package itself stays free of test code
        .testTarget(name: "PatchbayJSONTests", dependencies: ["TestSupport", .json]),
        .testTarget(name: "PatchbayPatternTests", dependencies: ["TestSupport", .pattern]),
        .testTarget(name: "PluginKitTests", dependencies: ["Model", .kit, .kitTesting, .json]),

        // MARK: What several test targets share
        .target(name: "TestSupport", path: "Tests/Support"),

        // MARK: C
        .executableTarget(
            name: "patchbay-worker",
            dependencies: ["CLinux", .header],
            path: "Host/Worker",
            // linked as Embedded Swift is: without runtime and start-up code; exporting, as the loader must find the
            // worker's open before libc's (procfs.c)
            linkerSettings: [
                .unsafeFlags([
                    "-enable-experimental-feature", "Embedded", "-wmo", "-nostartfiles", "-no-toolchain-stdlib-rpath",
                    "-Xlinker", "--export-dynamic",
                ])
            ]
        ),
        .target(name: "CLinux", path: "Host/CLinux"),
        .target(name: "CCurl", path: "Host/CCurl", linkerSettings: [.linkedLibrary("curl")]),

        // MARK: Connectors
    ] + Connector.all.map(\.target),
    cLanguageStandard: .gnu11
)

/// A connector: a folder under `Plugins`, a target, and a dynamic library product.
struct Connector {
    let name: String
    /// What it needs besides the kit; a library carries a copy of all that it links.
    var dependencies: [Target.Dependency] = []

    static var all: [Connector] {
        ["Discord", "HTTP", "Slack"].map { Connector(name: $0) } + [Connector(name: "Text", dependencies: [.pattern])]
    }

    var product: Product { .library(name: name, type: .dynamic, targets: [name]) }
    var target: Target { .target(name: name, dependencies: [.kit, .json] + dependencies, path: "Plugins/\(name)") }
}

extension Target.Dependency {
    static var argumentParser: Self { .product(name: "ArgumentParser", package: "swift-argument-parser") }
    static var configuration: Self { .product(name: "Configuration", package: "swift-configuration") }
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var cryptoExtras: Self { .product(name: "CryptoExtras", package: "swift-crypto") }
    static var deque: Self { .product(name: "DequeModule", package: "swift-collections") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
    static var header: Self { .product(name: "CPatchbay", package: "PluginAPI") }
    static var httpTypes: Self { .product(name: "HTTPTypes", package: "swift-http-types") }
    static var hummingbird: Self { .product(name: "Hummingbird", package: "hummingbird") }
    static var hummingbirdCore: Self { .product(name: "HummingbirdCore", package: "hummingbird") }
    static var json: Self { .product(name: "PatchbayJSON", package: "PluginAPI") }
    static var jwt: Self { .product(name: "JWTKit", package: "jwt-kit") }
    static var kit: Self { .product(name: "PluginKit", package: "PluginAPI") }
    static var kitTesting: Self { .product(name: "PluginKitTesting", package: "PluginAPI") }
    static var lifecycle: Self { .product(name: "ServiceLifecycle", package: "swift-service-lifecycle") }
    static var lifecycleTestKit: Self { .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle") }
    static var log: Self { .product(name: "Logging", package: "swift-log") }
    static var nioCore: Self { .product(name: "NIOCore", package: "swift-nio") }
    static var nioEmbedded: Self { .product(name: "NIOEmbedded", package: "swift-nio") }
    static var nioHTTP1: Self { .product(name: "NIOHTTP1", package: "swift-nio") }
    static var nioPosix: Self { .product(name: "NIOPosix", package: "swift-nio") }
    static var nioHTTPTypes: Self { .product(name: "NIOHTTPTypes", package: "swift-nio-extras") }
    static var unixSignals: Self { .product(name: "UnixSignals", package: "swift-service-lifecycle") }
    static var schemas: Self { .product(name: "CSchemas", package: "PluginAPI") }
    static var system: Self { .product(name: "SystemPackage", package: "swift-system") }
    static var pattern: Self { .product(name: "PatchbayPattern", package: "PluginAPI") }
    static var sqlite: Self { .product(name: "GRDBSQLite", package: "GRDB.swift") }
}

// The same strictness for every Swift target; warnings fail only in CI, so that the next compiler's new warnings hurt nobody.
for target in package.targets where !["CCurl", "CLinux", "patchbay-worker"].contains(target.name) {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])
}
