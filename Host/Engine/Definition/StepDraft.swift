import Model
import PatchbayJSON

/// One element of `steps`, read by itself.
struct StepDraft {
    var id: String
    var dependsOn: [String]?
    /// `input` or `config`, whichever the document uses.
    var inputKey = "input"
    /// nil when something is wrong.
    var step: StepDefinition?
    /// What could be read of it, right or not; nil where its action or its input could not.
    var outline: StepDefinition?
    var issues: [DefinitionIssue] = []

    static func parse(_ value: JSON, position: Int) -> StepDraft {
        let pointer = "/steps/\(position)"
        guard case .object(let object) = value else {
            return StepDraft(id: "step_\(position + 1)", issues: [DefinitionIssue(pointer, "A step is an object, not \(value.kindName).")])
        }
        var reader = ObjectReader(object, at: pointer)
        var draft = StepDraft(id: id(&reader) ?? "step_\(position + 1)")
        draft.dependsOn = dependsOn(&reader)
        if isAction(&reader) {
            draft.step = action(id: draft.id, &reader)
            if reader.object["config"] != nil { draft.inputKey = "config" }
            reader.refuseUnsupported(["when": "'when' is not supported yet."])
            reader.refuseUnknownKeys()
        }
        draft.issues = reader.issues
        let input = "\(pointer)/\(draft.inputKey)"
        draft.outline = reader.issues.contains { $0.pointer.hasPrefix(input) } ? nil : draft.step
        if !reader.issues.isEmpty { draft.step = nil }
        return draft
    }

    private static func id(_ reader: inout ObjectReader) -> String? {
        guard let id = reader.string("id") else { return nil }
        let isNameByte = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
        if id.utf8.count > 64 || !id.utf8.allSatisfy(isNameByte) {
            reader.refuse("id", "A step's id is 1 to 64 letters, digits, '_' or '-'.")
        } else if Expression.Root(rawValue: id) != nil {
            reader.refuse("id", "'\(id)' is what expressions call something else; choose another id.")
        }
        return id
    }

    private static func dependsOn(_ reader: inout ObjectReader) -> [String]? {
        guard let value = reader.value("depends_on") else { return nil }
        let names = value.array?.compactMap(\.string)
        guard let names, names.count == value.array?.count else {
            reader.refuse("depends_on", "'depends_on' must be a list of step ids.")
            return []
        }
        return names
    }

    /// Whether the step is of the one type there is; says so otherwise and leaves the type's own keys unread.
    private static func isAction(_ reader: inout ObjectReader) -> Bool {
        guard let type = reader.string("type"), type != "action" else { return reader.object["type"]?.string != "" }
        let later = ["condition", "switch", "for_each", "delay", "wait", "approval", "set", "respond", "stop"]
        reader.refuse(
            "type",
            later.contains(type)
                ? "Steps of type '\(type)' are not supported yet; a step is an action."
                : "There is no step type '\(type)'" + NearestName.hint(for: type, among: ["action"] + later))
        return false
    }
}

extension StepDraft {
    private static func action(id: String, _ reader: inout ObjectReader) -> StepDefinition? {
        let (connector, action) = target(&reader)
        let connection = reader.value("connection").flatMap { reference($0, &reader) }
        let input = input(&reader)
        let retry = RetryPolicy.parse(&reader)
        let timeout = reader.duration("timeout", upTo: .seconds(3600))
        if timeout == .zero { reader.refuse("timeout", "'timeout' must be longer than 0.") }
        let onError = reader.choice("on_error", StepDefinition.OnError.self)
        let inDoubt = reader.choice("in_doubt", StepDefinition.InDoubtPolicy.self)
        guard let connector, let action else { return nil }
        return StepDefinition(
            id: id, connector: connector, action: action, connection: connection, input: input, retry: retry, timeout: timeout,
            onError: onError ?? .fail, inDoubt: inDoubt ?? .fail)
    }

    /// `"slack"` and `"send_message"`, or both in `action` as `"slack.send_message"`.
    private static func target(_ reader: inout ObjectReader) -> (connector: String?, action: String?) {
        let named = reader.value("connector", or: "provider")
        let connector = named.flatMap { reader.text($0.value, of: $0.key) }
        guard let action = reader.string("action") else {
            if reader.object["action"] == nil { reader.refuse("A step needs an 'action' such as \"slack.send_message\".") }
            return (connector, nil)
        }
        let parts = action.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 1 {
            if named == nil { reader.refuse("A step needs a 'connector', or it in its action: \"slack.send_message\".") }
            return (connector, action)
        }
        if let connector, connector != parts[0] {
            reader.refuse("action", "The action belongs to '\(parts[0])' but the step's connector is '\(connector)'.")
        }
        if parts.contains("") { reader.refuse("action", "'action' is written \"connector.action\" or \"action\".") }
        return (String(parts[0]), String(parts[1]))
    }

    private static func reference(_ value: JSON, _ reader: inout ObjectReader) -> ConnectionReference? {
        if let number = value.int64, (1...Int64(Int32.max)).contains(number) { return .number(Int(number)) }
        if let id = value.string.flatMap({ ConnectionID($0) }) { return .id(id) }
        reader.refuse("connection", "'connection' must be a connection's id (conn_…) or its number in the workspace.")
        return nil
    }

    /// No input is an empty object: an action's input is always one.
    private static func input(_ reader: inout ObjectReader) -> Template {
        guard let (key, value) = reader.value("input", or: "config") else { return .constant([:]) }
        guard case .object = value else {
            reader.refuse(key, "'\(key)' must be an object with the action's fields, not \(value.kindName).")
            return .constant([:])
        }
        var issues: [DefinitionIssue] = []
        let template = Template.parse(value, at: reader.pointer + "/" + JSONPointer.escaped(key), issues: &issues)
        reader.add(issues)
        return template
    }
}
