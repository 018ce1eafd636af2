import DequeModule

/// Which files wait to be loaded, and which load of each counts. A value.
///
/// Nobody waits for a load: a file that is replaced or removed meanwhile gets a newer one, or none, and what the older one
/// still gives is worth nothing. Loads that do not count any more are handed out, to be abandoned.
package struct LoadQueue: Sendable {
    /// A plugin that hangs keeps its place for as long as it may take to start, so there are more places than cores.
    package static let places = 16

    private var waiting: Deque<PluginLoad> = []
    private var running: [PluginLoad] = []
    /// By id, the load that counts.
    private var newest: [String: PluginLoad] = [:]

    package init() {}

    /// The files of the loads that count, by id.
    package var files: [String: PluginFile.Found] { newest.mapValues(\.found) }

    /// A file is new or has changed. Gives the load that does not count any more.
    package mutating func add(_ found: PluginFile.Found) -> PluginLoad? {
        if let load = newest[found.id], load.found.isSame(as: found) { return nil }
        let load = PluginLoad(found)
        waiting.append(load)
        return newest.updateValue(load, forKey: found.id)
    }

    /// A file is gone. Gives the load that does not count any more.
    package mutating func remove(_ id: String) -> PluginLoad? {
        newest.removeValue(forKey: id)
    }

    /// The next load to run, if there is a place; it owes an `end`.
    package mutating func next() -> PluginLoad? {
        while running.count < Self.places, let load = waiting.popFirst() {
            guard newest[load.found.id] === load else { continue }
            running.append(load)
            return load
        }
        return nil
    }

    /// A load without a place, for a caller that runs it at once and owes an `end`; nil while another one of its file is on
    /// the way.
    package mutating func begin(_ found: PluginFile.Found) -> PluginLoad? {
        guard newest[found.id] == nil else { return nil }
        let load = PluginLoad(found)
        newest[found.id] = load
        return load
    }

    /// A load is over. Tells whether it counts.
    package mutating func end(_ load: PluginLoad) -> Bool {
        running.removeAll { $0 === load }
        guard newest[load.found.id] === load else { return false }
        newest[load.found.id] = nil
        return true
    }

    /// Has everything that is not over wait once more. Gives the loads that do not count any more.
    package mutating func startOver() -> [PluginLoad] {
        let before = newest.values.sorted { $0.found.id < $1.found.id }
        let again = before.map { PluginLoad($0.found) }
        waiting = Deque(again)
        newest = Dictionary(uniqueKeysWithValues: again.map { ($0.found.id, $0) })
        return before
    }

    /// Nothing counts any more. Gives what did.
    package mutating func removeAll() -> [PluginLoad] {
        defer { (waiting, newest) = ([], [:]) }
        return Array(newest.values)
    }
}
