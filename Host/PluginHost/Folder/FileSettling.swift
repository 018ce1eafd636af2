/// Decides when a file in the folder is whole, so that a half-copied one is never touched. A value: what is seen and when
/// comes in, what to do comes out.
///
/// The kernel tells when a writer has closed a file or moved one in, and whether one has it open. A file system that cannot
/// tell either leaves time: the file is whole once nothing about it has changed for a while.
package struct FileSettling: Sendable {
    /// How long a file must lie still when nobody can say that it is finished.
    package static let quiet: Duration = .seconds(2)

    package struct Decision: Sendable {
        /// New or changed, and whole.
        package var load: [PluginFile.Found] = []
        /// Gone.
        package var remove: [String] = []
        /// Something is still being written: look again.
        package var lookAgain = false
    }

    private var known: [String: PluginFile.Found] = [:]
    private var unsettled: [String: (found: PluginFile.Found, since: MonotonicTime)] = [:]
    private var finished: Set<String> = []
    private var again: Set<String> = []

    package init() {}

    /// The kernel told that the writer of a file has closed it, or that it was moved in.
    package mutating func finished(_ name: String) {
        finished.insert(name)
    }

    /// A file turned out to be something else than what was seen, or is to be tried again: it counts as new at the next listing.
    package mutating func tryAgain(_ id: String) {
        again.insert(id)
    }

    /// What to do about a listing; what it says to load counts as known from then on.
    package mutating func decide(_ listing: [PluginFile.Found], now: MonotonicTime) -> Decision {
        var decision = Decision()
        for found in listing where again.contains(found.id) || !found.isSame(as: known[found.id]) {
            if isSettled(found, now) {
                known[found.id] = found
                unsettled[found.id] = nil
                again.remove(found.id)
                decision.load.append(found)
            } else {
                decision.lookAgain = true
            }
        }
        let present = Set(listing.map(\.id))
        decision.remove = known.keys.filter { !present.contains($0) }.sorted()
        for id in decision.remove { known[id] = nil }
        unsettled = unsettled.filter { present.contains($0.key) }
        again.formIntersection(present)
        finished = []
        return decision
    }

    private mutating func isSettled(_ found: PluginFile.Found, _ now: MonotonicTime) -> Bool {
        if found.identity == known[found.id]?.identity, !again.contains(found.id) { return true } // only the policy changed, a small file
        switch found.writing {
        case .nobody: return true
        case .somebody: return false
        case .unknown: break
        }
        if finished.contains(found.id + ".so") { return true }
        guard let before = unsettled[found.id], before.found.isSame(as: found) else {
            unsettled[found.id] = (found, now)
            return false
        }
        return now >= before.since + Self.quiet
    }
}
