import Engine
import HTTPTypes
import Hummingbird
import Model
import PatchbayJSON

/// Workflow documents: saved, replaced, switched on and off, and run.
struct WorkflowRoutes: Sendable {
    let workflows: WorkflowStore
    let runs: RunService
    let check: PublishCheck
    let publicURL: String

    var routes: [Route] { [create, list, validate, get, replace, delete, enable, disable, run] }

    /// Documents are checked by the engine, which names every fault with its path.
    private static let document: Route.Body = .json(["type": "object", "description": "A workflow document."])
    private static let id: Route.Parameter = .path("id", "The workflow.")

    private var create: Route {
        Route(
            .post, "/api/v1/workflows", id: "createWorkflow", tag: "Workflows", 
            summary: "Saves a new workflow, enabled; warnings tell what of it will not run as things are.",
            body: Self.document, answers: [.init(.created, "The workflow.", .reference("Workflow"))]
        ) { call in
            let workflow = try await workflows.create(call.body, in: call.workspace)
            return try await response(workflow, call, call.body, status: .created)
        }
    }

    private var list: Route {
        Route(
            .get, "/api/v1/workflows", id: "listWorkflows", tag: "Workflows", summary: "Lists workflows, oldest first.",
            parameters: [.cursor, .limit], answers: [.init(.ok, "A page of workflows.", .page(of: "Workflow"))]
        ) { call in
            let workspace = try call.workspace
            let page = try await workflows.list(in: workspace, after: call.cursor { WorkflowID($0) != nil }, limit: call.limit)
            return .json(.page(page.elements.map { $0.json(in: workspace, publicURL: publicURL) }, next: page.next))
        }
    }

    private var validate: Route {
        Route(
            .post, "/api/v1/workflows/validate", id: "validateWorkflow", tag: "Workflows",
            summary: "Tells everything that is wrong with a workflow document, without saving it: errors keep it from being saved, warnings do not.",
            body: Self.document, answers: [.init(.ok, "The verdict.", .reference("Validation"))]
        ) { call in
            let errors = workflows.validate(call.body)
            let warnings = try await check.warnings(of: call.body, in: call.workspace)
            return .json(["valid": .bool(errors.isEmpty), "errors": .issues(errors), "warnings": .issues(warnings)])
        }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/workflows/{id}", id: "getWorkflow", tag: "Workflows",
            summary: "Shows a workflow with its document; the ETag is what If-Match needs to replace it.",
            parameters: [Self.id], answers: [.init(.ok, "The workflow.", .reference("Workflow"))]
        ) { call in
            let found = try await workflows.get(call.identifier(of: "workflow"), in: call.workspace)
            return try await response(found.workflow, call, found.document)
        }
    }

    private var replace: Route {
        Route(
            .put, "/api/v1/workflows/{id}", id: "replaceWorkflow", tag: "Workflows",
            summary: "Saves a new version, unless somebody else has meanwhile.",
            parameters: [Self.id, .header("If-Match", "The ETag of the version that is replaced.", required: true)],
            body: Self.document, answers: [.init(.ok, "The workflow.", .reference("Workflow"))]
        ) { call in
            let id: WorkflowID = try call.identifier(of: "workflow")
            let workflow = try await workflows.replace(id, in: call.workspace, with: call.body, expected: call.expectedVersion)
            return try await response(workflow, call, call.body)
        }
    }

    private var delete: Route {
        Route(
            .delete, "/api/v1/workflows/{id}", id: "deleteWorkflow", tag: "Workflows",
            summary: "Deletes a workflow; its runs stay.", parameters: [Self.id], answers: [.init(.noContent, "It is gone.")]
        ) { call in
            try await workflows.delete(call.identifier(of: "workflow"), in: call.workspace)
            return .nothing
        }
    }

    private var enable: Route { toggle(true, "enable", "Lets the trigger of a workflow start runs.") }
    private var disable: Route { toggle(false, "disable", "Keeps the trigger of a workflow from starting runs.") }

    private func toggle(_ isEnabled: Bool, _ verb: String, _ summary: String) -> Route {
        Route(
            .post, "/api/v1/workflows/{id}/\(verb)", id: "\(verb)Workflow", tag: "Workflows", summary: summary,
            parameters: [Self.id], answers: [.init(.ok, "The workflow.", .reference("Workflow"))]
        ) { call in
            let id: WorkflowID = try call.identifier(of: "workflow")
            _ = try await workflows.setEnabled(id, in: call.workspace, isEnabled)
            let found = try await workflows.get(id, in: call.workspace)
            return try await response(found.workflow, call, found.document)
        }
    }

    private var run: Route {
        Route(
            .post, "/api/v1/workflows/{id}/runs", id: "runWorkflow", tag: "Workflows",
            summary: "Runs a workflow now, with input as the body of its trigger.", parameters: [Self.id],
            body: .json(["type": "object", "properties": ["input": [:], "wait": Wait.schema], "additionalProperties": false], required: false),
            answers: Wait.answers
        ) { call in
            let id: WorkflowID = try call.identifier(of: "workflow")
            return Wait.response(try await runs.start(
                workflow: id, in: call.workspace, input: call.body["input"] ?? [:], trace: call.trace, wait: Wait.duration(of: call.body)))
        }
    }

    /// A workflow with its document and what stands in its way now; checked after the change that it answers.
    private func response(
        _ workflow: Workflow, _ call: Call, _ document: JSON, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let workspace = try call.workspace
        var body = workflow.json(in: workspace, publicURL: publicURL).object ?? [:]
        body["definition"] = document
        body["warnings"] = .issues(try await check.warnings(of: document, in: workspace))
        var headers: HTTPFields = [.eTag: workflow.entityTag]
        if status == .created { headers[.location] = "/api/v1/workflows/\(workflow.id.text)" }
        return .json(.object(body), status: status, headers: headers)
    }
}

extension Call {
    /// The version in `If-Match`; nil for `*`, which matches any.
    fileprivate var expectedVersion: Int? {
        get throws {
            let tag = header(.ifMatch) ?? "*"
            if tag == "*" { return nil }
            guard tag.hasPrefix("\""), tag.hasSuffix("\""), let version = Int(tag.dropFirst().dropLast()) else {
                throw Problem(.preconditionFailed, .preconditionFailed, "If-Match is not an ETag of this workflow; read it again.")
            }
            return version
        }
    }
}
