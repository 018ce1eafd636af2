/// What a worker puts on before it loads its plugin, and what it cannot do without. A value.
package struct SandboxPolicy: Hashable, Sendable {
    /// Layers the worker tries to put on; it reports those that hold.
    package var wanted: SandboxLayers
    /// A worker that lacks one of these refuses to load the plugin, with a sentence.
    package var needed: SandboxLayers
    /// The newest Landlock ABI to use; a kernel's older one is used as it is.
    package var landlockABI = Int.max

    package init(wanted: SandboxLayers, needed: SandboxLayers) {
        self.wanted = wanted
        self.needed = needed
    }

    /// The list of system calls and the file rules must hold.
    package static let required = SandboxPolicy(wanted: .all, needed: [.seccomp, .landlockFiles])
    /// Whatever the kernel gives, but never without the list of system calls, which every kernel gives.
    package static let bestEffort = SandboxPolicy(wanted: .all, needed: .seccomp)
    /// As the setting spells it.
    package var name: String { self == .required ? "required" : self == .bestEffort ? "best_effort" : "none" }

    /// No lock-down at all. No setting leads here: it exists to show that what the sandbox denies would work without it.
    package static let none = SandboxPolicy(wanted: [], needed: [])
}
