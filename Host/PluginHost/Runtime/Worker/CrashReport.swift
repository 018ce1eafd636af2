import CLinux
package import Model

/// What is known of a crash: enough to find the line with the plugin's debug symbols, and never a register or a byte of memory.
package struct CrashReport: Hashable, Sendable {
    /// What the thread that crashed was asked to do.
    package struct Call: Hashable, Sendable {
        package var operation: PluginOperation
        /// From 1.
        package var attempt: Int
        /// Leads to the run and its log lines.
        package var trace: TraceContext
    }

    package var signal: Int32
    /// Where it was, then who had called that, innermost first; empty when it could not tell.
    package var places: [CodePlace]
    /// Nil when it was not in a call, or on a thread of its own.
    package var call: Call?
    /// The first 8 hex digits of the file's SHA-256.
    package var build: String

    package init(signal: Int32, places: [CodePlace] = [], call: Call? = nil, build: String) {
        self.signal = signal
        self.places = places
        self.call = call
        self.build = build
    }

    /// `SIGSEGV`.
    package var signalName: String {
        unsafe signal_name(signal).map { unsafe "SIG" + String(cString: $0) } ?? "signal \(signal)"
    }

    /// What happened and where, for a person.
    package var sentence: String {
        let what = unsafe String(cString: signal_sentence(signal))
        return "The plugin crashed: \(what) (\(signalName))\(place) in build \(build)."
    }

    /// The innermost place and, when that is a library's, the innermost in the plugin.
    private var place: String {
        guard let first = places.first else { return "" }
        guard first.module != nil, let own = places.first(where: { $0.module == nil }) else { return " at \(first)" }
        return " at \(first), called from \(own)"
    }
}
