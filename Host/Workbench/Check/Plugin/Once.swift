import Synchronization

/// Something that is found out once, by the first of several that ask one after the other.
final class Once<Value: Sendable>: Sendable {
    private let found = Mutex<Value??>(nil)

    func value(_ find: () async -> Value?) async -> Value? {
        if let value = found.withLock({ $0 }) { return value }
        let value = await find()
        found.withLock { $0 = .some(value) }
        return value
    }
}
