import PatchbayJSON
import PluginHost

extension CallCase {
    /// Everything that a manifest promises to answer.
    static func all(of manifest: Manifest) -> [CallCase] {
        actions(manifest) + schemes(manifest) + tokens(manifest) + options(manifest) + triggers(manifest) + streams(manifest)
            + normalized(manifest)
    }

    /// What is not called because nobody gives an input for it and none can be guessed.
    static func unguessed(in manifest: Manifest) -> [String] {
        let actions = manifest.actions.filter { $0.disabledReason == nil && $0.sampleInput == nil }.map { ($0.id, $0.input) }
        let triggers = manifest.triggers.filter { $0.disabledReason == nil }.map { ($0.id, $0.input) }
        return (actions + triggers).filter { InputMaker.input(for: $1.document) == nil }.map { id, _ in id }
    }

    private static func actions(_ manifest: Manifest) -> [CallCase] {
        manifest.actions.filter { $0.disabledReason == nil }.flatMap { action -> [CallCase] in
            guard let input = action.sampleInput.map(action.normalise) ?? InputMaker.input(for: action.input.document) else { return [] }
            guard action.check(input).isEmpty else { return [] }
            return each(manifest, action.schemes) { scheme in
                [CallCase(
                    name: action.id + scheme.suffix, operation: .actionRun, action: action,
                    members: scheme.adding(to: ["action": .string(action.id), "idempotency_key": "check-1"]), input: input,
                    body: FriendlyAnswer.json(action.sampleOutput))]
            }
        }
    }

    private static func schemes(_ manifest: Manifest) -> [CallCase] {
        manifest.auth.filter { $0.disabledReason == nil }.flatMap { scheme -> [CallCase] in
            let operations: [PluginOperation] = (scheme.test == .operation ? [.authTest] : []) + (scheme.hasIdentity ? [.authIdentity] : [])
            return operations.map { operation in
                CallCase(
                    name: "\(operation.rawValue) (\(scheme.id))", operation: operation, action: nil,
                    members: SampleConnection(scheme).adding(to: [:]), input: nil, body: FriendlyAnswer.json(nil))
            }
        }
    }

    /// Of schemes whose tokens a plugin may get; no manifest says whether it does, and one that does not refuses.
    private static func tokens(_ manifest: Manifest) -> [CallCase] {
        manifest.auth.filter { $0.disabledReason == nil && [.oauth2, .custom].contains($0.kind) }.map { scheme in
            CallCase(
                name: "auth.token (\(scheme.id))", operation: .authToken, action: nil,
                members: SampleConnection(scheme).adding(to: ["grant": "refresh_token", "secrets": ["refresh_token"]]), input: nil,
                body: FriendlyAnswer.json(["access_token": "[captured]"]))
        }
    }

    private static func options(_ manifest: Manifest) -> [CallCase] {
        let subjects = manifest.actions.map { ("action", $0.id, $0.schemes, $0.input) } + manifest.triggers.map { ("trigger", $0.id, $0.schemes, $0.input) }
        return subjects.flatMap { kind, id, schemes, form in
            form.fields.filter(\.hasDynamicOptions).flatMap { field in
                each(manifest, schemes) { scheme in
                    [CallCase(
                        name: "options of \(id).\(field.id)\(scheme.suffix)", operation: .optionsList, action: nil,
                        members: scheme.adding(to: [kind: .string(id), "field": .string(field.id)]), input: [:], body: FriendlyAnswer.json(nil))]
                }
            }
        }
    }

    private static func triggers(_ manifest: Manifest) -> [CallCase] {
        manifest.triggers.filter { $0.disabledReason == nil }.flatMap { trigger -> [CallCase] in
            guard let input = InputMaker.input(for: trigger.input.document) else { return [] }
            return each(manifest, trigger.schemes) { scheme in
                asked(of: trigger).map { what, operation, members in
                    CallCase(
                        name: "\(what) \(trigger.id)\(scheme.suffix)", operation: operation, action: nil, members: scheme.adding(to: members),
                        input: input, body: FriendlyAnswer.json(operation == .triggerSubscribe ? ["id": "check"] : trigger.sampleOutput))
                }
            }
        }
    }

    /// The operations of a trigger, with the members of their documents.
    private static func asked(of trigger: TriggerDeclaration) -> [(what: String, operation: PluginOperation, members: JSONObject)] {
        let id = JSON.string(trigger.id)
        guard trigger.kind == .webhook else {
            return [("poll", .triggerPoll, ["trigger": id, "state_version": .number(JSONNumber(trigger.stateVersion))])]
        }
        let request: JSON = ["method": "POST", "headers": ["content-type": "application/json"], "json": trigger.sampleOutput ?? [:]]
        let subscribing: [(String, PluginOperation, JSONObject)] = [
            ("subscribe", .triggerSubscribe, ["trigger": id, "callback_url": "https://patchbay.example.org/webhooks/check"]),
            ("unsubscribe", .triggerUnsubscribe, ["trigger": id, "subscription": ["id": "check"]]),
        ]
        return [("receive", .triggerReceive, ["trigger": id, "request": request])] + (trigger.subscribes ? subscribing : [])
    }

    private static func streams(_ manifest: Manifest) -> [CallCase] {
        let streams = manifest.streams.filter { $0.disabledReason == nil }
        guard !streams.isEmpty else { return [] }
        return each(manifest, manifest.auth.map(\.id)) { scheme in
            [CallCase(
                name: "stream.discover\(scheme.suffix)", operation: .streamDiscover, action: nil, members: scheme.adding(to: [:]), input: nil,
                body: FriendlyAnswer.json(nil))]
                + streams.map { stream in
                    CallCase(
                        name: "read \(stream.id)\(scheme.suffix)", operation: .streamRead, action: nil,
                        members: scheme.adding(to: ["stream": .string(stream.id), "mode": .string((stream.modes.first ?? .full).rawValue)]),
                        input: nil, body: FriendlyAnswer.json(nil))
                }
        }
    }

    /// Of triggers that say what an event looks like; one that has no shape of the platform's refuses.
    private static func normalized(_ manifest: Manifest) -> [CallCase] {
        manifest.triggers.filter { $0.disabledReason == nil }.compactMap { trigger in
            trigger.sampleOutput.map { sample in
                CallCase(
                    name: "normalize \(trigger.id)", operation: .eventNormalize, action: nil, members: ["kind": .string(trigger.id), "data": sample],
                    input: nil, body: FriendlyAnswer.json(nil))
            }
        }
    }

    /// Cases for each usable scheme; without a connection when none is needed.
    private static func each(_ manifest: Manifest, _ schemes: [String], _ make: (SampleConnection) -> [CallCase]) -> [CallCase] {
        let usable = schemes.compactMap(manifest.scheme).filter { $0.disabledReason == nil }
        return usable.isEmpty ? make(.none) : usable.flatMap { make(SampleConnection($0)) }
    }
}
