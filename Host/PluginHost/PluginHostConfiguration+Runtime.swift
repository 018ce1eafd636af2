extension PluginHostConfiguration {
    /// Where the runtime of the plugin's compiler is; nil when it needs none. Swift's ABI on Linux is tied to the compiler, so a
    /// plugin on a shared runtime needs exactly the one it was built for.
    func runtimeFolder(for facts: PluginFacts) throws(PluginRefusal) -> String? {
        guard facts.needsSwiftRuntime else { return nil }
        guard let toolchain = facts.toolchain else {
            throw PluginRefusal("It needs a Swift runtime and does not say which: build it with PluginKit, or with -static-stdlib.")
        }
        if let folder = runtimes[toolchain] { return folder }
        let here = runtimes.keys.sorted().joined(separator: ", ")
        throw PluginRefusal(
            "It was built with \(toolchain), and here \(here.isEmpty ? "is no Swift runtime" : "are runtimes for \(here) only"): "
                + "build it with -static-stdlib, or add a runtime for \(toolchain)."
        )
    }
}
