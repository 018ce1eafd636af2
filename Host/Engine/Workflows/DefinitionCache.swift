import Model
import Synchronization

/// Parsed definitions by version. A version never changes, so nothing is ever out of date.
final class DefinitionCache: Sendable {
    struct Key: Hashable {
        let workflow: WorkflowID
        let version: Int
    }

    private static let capacity = 1_000
    private let definitions = Mutex<[Key: WorkflowDefinition]>([:])

    func definition(_ key: Key) -> WorkflowDefinition? {
        definitions.withLock { $0[key] }
    }

    /// Any entry may make room: with so many workflows in use, which one hardly matters.
    func insert(_ definition: WorkflowDefinition, for key: Key) {
        definitions.withLock { definitions in
            if definitions.count >= Self.capacity { definitions.remove(at: definitions.startIndex) }
            definitions[key] = definition
        }
    }
}
