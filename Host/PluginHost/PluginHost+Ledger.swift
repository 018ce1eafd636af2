import Logging
import Synchronization

extension PluginHost {
    /// Takes up what an earlier host has noted.
    func readLedger() async {
        guard let path = configuration.ledger else { return }
        guard let bytes = await files.run({ StateFile(path: path).read() }) else {
            if FileIdentity(path: path) != nil { warnOfLedger(path, "it belongs to somebody else, or cannot be read") }
            return
        }
        guard let known = PluginLedger(bytes) else { return warnOfLedger(path, "it is damaged, or a later Patchbay wrote it") }
        ledger.withLock { $0 = known }
        keptLedger.withLock { $0 = known }
        restorable.withLock { $0 = Dictionary(grouping: known.quarantines, by: \.plugin) }
    }

    private func warnOfLedger(_ path: String, _ reason: String) {
        logger.warning("what was noted of plugins is ignored: quarantines end, and every build that is here counts as approved", metadata: ["file": "\(path)", "reason": "\(reason)"])
    }

    /// The quarantines that a build brings with it from the host before; only the first build of a file that is found has any.
    func takeQuarantines(of id: String, build sha256: String?) -> [Quarantine] {
        let records = restorable.withLock { $0.removeValue(forKey: id) } ?? []
        return records.filter { $0.sha256 == sha256 }.compactMap { $0.quarantine() }
    }

    /// Notes the quarantines there are now, and writes what has changed. False when it could not be written: it is tried again
    /// with every look-around.
    @discardableResult
    func keepLedger() async -> Bool {
        noteQuarantines()
        guard let path = configuration.ledger, !configuration.onlyLooks else { return true }
        let noted = ledger.withLock { $0 }
        if keptLedger.withLock({ $0 == noted }) { return true }
        let isKept = await files.run { [self] in
            let now = ledger.withLock { $0 } // in the order of the writes: none puts back what is older
            guard StateFile(path: path).write(now.document) else { return false }
            keptLedger.withLock { $0 = now }
            return true
        }
        if !isKept, unwritable.exchange(true, ordering: .relaxed) == false {
            logger.error("what must be remembered of plugins cannot be written: make room, and look who owns the folder", metadata: ["file": "\(path)"])
        }
        return isKept
    }

    private func noteQuarantines() {
        let now = catalogue.withLock { $0.quarantines }
        let waiting = restorable.withLock { $0.values.flatMap(\.self) }.filter { $0.quarantine() != nil }
        // a moment of one clock is not quite the same moment of the other twice
        let isNew = noted.withLock { noted in
            defer { noted = now }
            return noted != now
        }
        ledger.withLock { ledger in
            if isNew || ledger.quarantines.count != now.count + waiting.count {
                ledger.quarantines = (waiting + now.map { QuarantineRecord($0.quarantine, of: $0.plugin, sha256: $0.sha256) })
                    .sorted { ($0.plugin, $0.end) < ($1.plugin, $1.end) }
            }
        }
    }
}
