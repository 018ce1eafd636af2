import Engine
import Model
import PatchbayJSON

extension Workflow {
    /// A workflow as clients see it; the webhook URL is where its trigger listens.
    func json(in workspace: WorkspaceID, publicURL: String) -> JSON {
        var object: JSONObject = [
            "id": .string(id.text), "name": .string(name), "enabled": .bool(isEnabled), "version": .number(JSONNumber(version)),
        ]
        object["webhook_url"] = webhookPath.map { .string("\(publicURL)/webhooks/\(workspace.text)/\($0)") }
        object["created_at"] = .time(createdAt)
        object["updated_at"] = .time(updatedAt)
        return .object(object)
    }

    /// The entity tag that `If-Match` must carry to replace this version.
    var entityTag: String { "\"\(version)\"" }
}

extension JSON {
    /// Faults as clients see them: place and sentence.
    static func issues(_ issues: [DefinitionIssue]) -> JSON {
        .array(issues.map { Problem.Fault(pointer: $0.pointer, message: $0.message).json })
    }
}
