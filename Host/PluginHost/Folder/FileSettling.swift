/// Decides when a file in the folder is whole, so that a half-copied one is never touched. A value: what is seen and when
/// comes in, what to do comes out.
///
/// The kernel says when a writer has closed a file or moved one in; without such word a file counts as whole once nothing
/// about it has changed for a while.
struct FileSettling: Sendable {
    /// How long a file must lie still when nobody said that it is finished.
    static let quiet: Duration = .seconds(1)
    /// The same after it was seen to be created, which a slow copy still is.
    static let quietAfterCreation: Duration = .seconds(5)

    struct Decision: Hashable, Sendable {
        /// New or changed, and whole.
        var load: [PluginFile.Found] = []
        /// Gone.
        var remove: [String] = []
        /// Something is still being written: look again.
        var lookAgain = false
    }

    private var known: [String: PluginFile.Found] = [:]
    private var unsettled: [String: (found: PluginFile.Found, since: MonotonicTime)] = [:]
    private var begun: Set<String> = []
    private var finished: Set<String> = []

    /// The kernel told about a name in the folder.
    mutating func note(_ name: String, isFinished: Bool) {
        if isFinished {
            finished.insert(name)
            begun.remove(name)
        } else {
            begun.insert(name)
        }
    }

    /// What to do about a listing; what it says to load counts as known from then on. `wallClock` is nanoseconds since 1970.
    mutating func decide(_ listing: [PluginFile.Found], now: MonotonicTime, wallClock: Int64) -> Decision {
        var decision = Decision()
        for found in listing where known[found.id] != found {
            if isSettled(found, now, wallClock) {
                known[found.id] = found
                unsettled[found.id] = nil
                decision.load.append(found)
            } else {
                decision.lookAgain = true
            }
        }
        let present = Set(listing.map(\.id))
        decision.remove = known.keys.filter { !present.contains($0) }.sorted()
        for id in decision.remove { known[id] = nil }
        unsettled = unsettled.filter { present.contains($0.key) }
        finished = []
        begun = begun.filter { present.contains(String($0.dropLast(3))) }
        return decision
    }

    private mutating func isSettled(_ found: PluginFile.Found, _ now: MonotonicTime, _ wallClock: Int64) -> Bool {
        if known[found.id]?.identity == found.identity { return true } // only the policy changed, a small file
        let name = found.id + ".so"
        if finished.contains(name) { return true }
        let quiet = begun.contains(name) ? Self.quietAfterCreation : Self.quiet
        if !begun.contains(name), found.identity.changed + 1_000_000_000 * quiet.components.seconds < wallClock { return true }
        guard let before = unsettled[found.id], before.found == found else {
            unsettled[found.id] = (found, now)
            return false
        }
        return now >= before.since + quiet
    }
}
