/// One layer of the sandbox on this machine, for `patchbay doctor`.
package struct SandboxFinding: Hashable, Sendable {
    /// `landlock files`.
    package var layer: String
    package var holds: Bool
    /// A worker refuses to run without it (`sandbox = required`).
    package var isRequired: Bool
    /// What it keeps a plugin from, as a phrase.
    package var purpose: String
    /// Why it does not hold, as a sentence; nil when it does.
    package var reason: String?
    /// What gives it: a command, a setting or a container flag; nil when it holds.
    package var cure: String?
}
