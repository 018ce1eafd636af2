import Synchronization

/// One attempt to make a plugin of a file, which may be given up at any time: a newer file has come, or nobody waits any more.
package final class PluginLoad: Sendable {
    private struct State {
        var runtime: (any PluginRuntime)?
        var isAbandoned = false
    }

    package let found: PluginFile.Found
    private let state = Mutex(State())

    package init(_ found: PluginFile.Found) {
        self.found = found
    }

    package var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    /// Takes note of what is about to start the plugin.
    func begin(_ runtime: any PluginRuntime) {
        let isAbandoned = state.withLock { state in
            state.runtime = runtime
            return state.isAbandoned
        }
        if isAbandoned { runtime.retire() }
    }

    /// Ends what it has started, so that it is over soon, however the plugin behaves.
    package func abandon() {
        let runtime = state.withLock { state in
            state.isAbandoned = true
            return state.runtime
        }
        runtime?.retire()
    }
}
