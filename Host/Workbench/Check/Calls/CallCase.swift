import PatchbayJSON
import PluginHost

/// One thing that a plugin can be asked for, with one kind of connection.
struct CallCase: Sendable {
    /// `send_message (bot_token)`.
    let name: String
    let operation: PluginOperation
    /// Of `action.run`.
    let action: ActionDeclaration?
    /// The document without `input`.
    let members: JSONObject
    /// An input that fits; nil for operations that have none.
    let input: JSON?
    /// What a provider that means well might answer.
    let body: JSON

    /// The document with this input.
    func document(_ input: JSON? = nil) -> [UInt8] {
        var members = members
        members["input"] = input ?? self.input
        return JSON.object(members).bytes()
    }
}

extension CallCase {
    /// Everything that a manifest promises to answer.
    static func all(of manifest: Manifest) -> [CallCase] {
        actions(manifest) + schemes(manifest) + options(manifest) + triggers(manifest) + streams(manifest)
    }

    private static func actions(_ manifest: Manifest) -> [CallCase] {
        manifest.actions.filter { $0.disabledReason == nil }.flatMap { action -> [CallCase] in
            guard let input = action.sampleInput.map(action.normalise) ?? InputMaker.input(for: action.input.document) else { return [] }
            guard action.check(input).isEmpty else { return [] }
            return each(manifest, action.schemes) { scheme in
                CallCase(
                    name: action.id + scheme.suffix, operation: .actionRun, action: action,
                    members: scheme.adding(to: ["action": .string(action.id), "idempotency_key": "check-1"]), input: input,
                    body: friendly(action.sampleOutput))
            }
        }
    }

    private static func schemes(_ manifest: Manifest) -> [CallCase] {
        manifest.auth.filter { $0.disabledReason == nil }.flatMap { scheme -> [CallCase] in
            let operations: [PluginOperation] = (scheme.test == .operation ? [.authTest] : []) + (scheme.hasIdentity ? [.authIdentity] : [])
            return operations.map { operation in
                CallCase(
                    name: "\(operation.rawValue) (\(scheme.id))", operation: operation, action: nil,
                    members: SampleConnection(scheme).adding(to: [:]), input: nil, body: friendly(nil))
            }
        }
    }

    private static func options(_ manifest: Manifest) -> [CallCase] {
        let subjects = manifest.actions.map { ("action", $0.id, $0.schemes, $0.input) } + manifest.triggers.map { ("trigger", $0.id, $0.schemes, $0.input) }
        return subjects.flatMap { kind, id, schemes, form in
            form.fields.filter(\.hasDynamicOptions).flatMap { field in
                each(manifest, schemes) { scheme in
                    CallCase(
                        name: "options of \(id).\(field.id)\(scheme.suffix)", operation: .optionsList, action: nil,
                        members: scheme.adding(to: [kind: .string(id), "field": .string(field.id)]), input: [:], body: friendly(nil))
                }
            }
        }
    }

    private static func triggers(_ manifest: Manifest) -> [CallCase] {
        manifest.triggers.filter { $0.disabledReason == nil && $0.kind == .poll }.flatMap { trigger -> [CallCase] in
            guard let input = InputMaker.input(for: trigger.input.document) else { return [] }
            return each(manifest, trigger.schemes) { scheme in
                CallCase(
                    name: "poll \(trigger.id)\(scheme.suffix)", operation: .triggerPoll, action: nil,
                    members: scheme.adding(to: ["trigger": .string(trigger.id), "state_version": .number(JSONNumber(trigger.stateVersion))]),
                    input: input, body: friendly(trigger.sampleOutput))
            }
        }
    }

    private static func streams(_ manifest: Manifest) -> [CallCase] {
        manifest.streams.filter { $0.disabledReason == nil }.flatMap { stream in
            each(manifest, manifest.auth.map(\.id)) { scheme in
                CallCase(
                    name: "read \(stream.id)\(scheme.suffix)", operation: .streamRead, action: nil,
                    members: scheme.adding(to: ["stream": .string(stream.id), "mode": .string((stream.modes.first ?? .full).rawValue)]),
                    input: nil, body: friendly(nil))
            }
        }
    }

    /// A case for each usable scheme; one without a connection when none is needed.
    private static func each(_ manifest: Manifest, _ schemes: [String], _ make: (SampleConnection) -> CallCase) -> [CallCase] {
        let usable = schemes.compactMap(manifest.scheme).filter { $0.disabledReason == nil }
        return usable.isEmpty ? [make(.none)] : usable.map { make(SampleConnection($0)) }
    }

    /// The action's own sample, with the word by which some providers say that all went well.
    private static func friendly(_ sample: JSON?) -> JSON {
        guard case .object(var members) = sample ?? [:] else { return sample ?? [:] }
        if members["ok"] == nil { members["ok"] = true }
        return .object(members)
    }
}

/// A connection as a plugin is told of it.
private struct SampleConnection {
    let document: JSON?
    let suffix: String

    static let none = SampleConnection()

    private init() {
        (document, suffix) = (nil, "")
    }

    init(_ scheme: AuthScheme) {
        var fields = scheme.form.flatMap { InputMaker.input(for: $0.document, complete: true) }?.object ?? [:]
        for secret in scheme.secretFields { fields[secret] = nil }
        document = ["id": "conn_check", "scheme": .string(scheme.id), "fields": .object(fields)]
        suffix = " (\(scheme.id))"
    }

    func adding(to members: JSONObject) -> JSONObject {
        var members = members
        members["connection"] = document
        return members
    }
}
