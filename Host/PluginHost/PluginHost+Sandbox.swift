import Logging

extension PluginHost {
    /// Says that a worker may get the user id of another host's, where the two cannot know of each other.
    func warnOfSharedUsers() {
        guard let weakness = loader.spawner.userWeakness else { return }
        logger.warning("other hosts on this machine may give workers the same user ids: make the file's folder writable for root", metadata: ["reason": "\(weakness)"])
    }

    /// Says, each time it starts, that plugins may run with less than the required sandbox, and with how much less here.
    func warnOfWeakSandbox() async {
        guard !configuration.sandbox.needed.isSuperset(of: SandboxPolicy.required.needed) else { return }
        let lacking = await SandboxDoctor.examine(configuration).filter { $0.isRequired && !$0.holds }
        logger.warning(
            "plugins run with what sandbox the kernel gives: set sandbox = required where it gives all",
            metadata: ["sandbox": "\(configuration.sandbox.name)", "lacking": "\(lacking.map(\.layer).joined(separator: ", "))"]
        )
    }
}
