import Engine
import Model
import PatchbayJSON

extension Run {
    /// A run as lists show it.
    var json: JSON {
        var object: JSONObject = ["id": .string(id.text), "state": .string(state.rawValue)]
        switch header.source {
        case .workflow(let workflow, let version):
            object["workflow_id"] = .string(workflow.text)
            object["workflow_version"] = .number(JSONNumber(version))
        case .action(let connector, let action):
            object["connector"] = .string(connector)
            object["action"] = .string(action)
        }
        object["event_id"] = header.event.map { .string($0.text) }
        object["trace_id"] = .string(header.traceID)
        object["created_at"] = .time(header.createdAt)
        object["started_at"] = .time(startedAt)
        object["finished_at"] = .time(finishedAt)
        object["next_at"] = .time(dueAt)
        object["waiting"] = wait?.json
        if isDeadLetter { object["dead_letter"] = true }
        object["error_class"] = errorClass.map(JSON.string)
        if isCancelling { object["cancelling"] = true }
        return .object(object)
    }
}

extension ConnectorWait {
    fileprivate var json: JSON {
        [
            "reason": .string(CallFailure.Class.connectorUnavailable.rawValue), "connector": .string(connector),
            "since": .time(startedAt), "until": .time(endsAt),
        ]
    }
}

extension RunDetail {
    /// A run with everything on record.
    var json: JSON {
        var object = run.json.object ?? [:]
        object["trigger"] = trigger
        object["output"] = run.state == .succeeded ? output : nil
        object["error"] = run.state.isTerminal && run.state != .succeeded ? attempts.last?.error : nil
        object["steps"] = .array(steps)
        return .object(object)
    }

    /// The attempts, step by step in the order of their first start.
    private var steps: [JSON] {
        var order: [String] = []
        for attempt in attempts where !order.contains(attempt.step) { order.append(attempt.step) }
        return order.map { step in
            let own = attempts.filter { $0.step == step }
            return [
                "id": .string(step), "state": .string(own.last?.state.rawValue ?? ""), "attempts": .array(own.map(\.json)),
            ]
        }
    }
}

extension Attempt {
    fileprivate var json: JSON {
        var object: JSONObject = ["attempt": .number(JSONNumber(number)), "state": .string(state.rawValue)]
        object["started_at"] = .time(startedAt)
        object["sent_at"] = .time(sentAt)
        object["finished_at"] = .time(finishedAt)
        object["next_retry_at"] = .time(nextRetryAt)
        object["retried_at"] = .time(retriedAt)
        object["provider_status"] = providerStatus.map { .number(JSONNumber($0)) }
        object["input"] = input
        object["output"] = output
        object["error"] = error
        for (key, value) in journal?.object ?? [:] { object[key] = value }
        return .object(object)
    }
}
