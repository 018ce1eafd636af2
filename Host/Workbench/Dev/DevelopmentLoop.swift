import ServiceLifecycle

/// Builds a plugin, puts it into a host, and does so again after every change of its sources. When that does not build, the
/// version before goes on serving.
package struct DevelopmentLoop: Service {
    let build: BuildCommand
    let sources: SourceTree
    let plugins: String
    let console: DevelopmentConsole

    /// - Parameters:
    ///   - folder: Of the plugin.
    ///   - plugins: The host's folder of plugins.
    package init(folder: String, build: String, plugins: String, console: DevelopmentConsole) throws(DevelopmentError) {
        let folder = try PluginFolder(folder, build: build)
        self.build = BuildCommand(line: build, folder: folder.path)
        self.sources = try SourceTree(folder.path)
        self.plugins = plugins
        self.console = console
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            do {
                while true {
                    let generation = sources.generation
                    try await buildAndInstall()
                    try await sources.changed(since: generation)
                }
            } catch {
                // Only cancellation ends the loop.
            }
        }
    }

    private func buildAndInstall() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        console.say("building (\(build.line))")
        do {
            guard try await build.run() else {
                console.say("the build failed; what was built before goes on serving")
                return
            }
            let plugin = try BuiltPlugin(in: build.folder)
            try plugin.install(in: plugins)
            console.say("built \(plugin.id) in \((clock.now - start).formattedSeconds)")
        } catch let error as CancellationError {
            throw error
        } catch {
            console.say("\(error)")
        }
    }
}

extension Duration {
    /// "0.4 s"
    fileprivate var formattedSeconds: String {
        let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
