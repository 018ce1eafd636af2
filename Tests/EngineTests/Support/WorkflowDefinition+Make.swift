import Engine
import PatchbayJSON

extension WorkflowDefinition {
    typealias StepShape = (dependencies: [Int], retry: RetryPolicy, onError: StepDefinition.OnError, inDoubt: StepDefinition.InDoubtPolicy)

    /// What the connectors of made steps are called, in turn.
    static let connectors = ["odd", "even"]

    /// A workflow of the given shape, through the parser like any other.
    static func make(_ shapes: [StepShape]) -> WorkflowDefinition {
        let steps = shapes.enumerated().map { position, shape -> JSON in
            [
                "id": .string("s\(position)"), "action": .string("\(connectors[position % connectors.count]).act"),
                "depends_on": .array(shape.dependencies.map { .string("s\($0)") }),
                "on_error": .string(shape.onError.rawValue), "in_doubt": .string(shape.inDoubt.rawValue),
                "retry": [
                    "max_attempts": .number(JSONNumber(shape.retry.maxAttempts)), "backoff": .string(shape.retry.backoff.rawValue),
                    "initial_delay_ms": .number(JSONNumber(shape.retry.initialDelay.components.seconds * 1000 + shape.retry.initialDelay.components.attoseconds / 1_000_000_000_000_000)),
                    "max_delay_ms": .number(JSONNumber(shape.retry.maxDelay.components.seconds * 1000 + shape.retry.maxDelay.components.attoseconds / 1_000_000_000_000_000)),
                ],
            ]
        }
        do {
            return try parse(["name": "made", "steps": .array(steps)])
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
