import Engine
import HTTPTypes
import Hummingbird
import Model
import PatchbayJSON

/// What has happened, and what is happening.
struct RunRoutes: Sendable {
    let runs: RunService

    var routes: [Route] { [list, get, cancel, retry] }

    private var list: Route {
        Route(
            .get, "/api/v1/runs", id: "listRuns", tag: "Runs", summary: "Lists runs, newest first.",
            parameters: [
                .query("state", "Only runs in this state.", ["enum": .array(RunState.allCases.map { .string($0.rawValue) })]),
                .query("workflow", "Only runs of this workflow."),
                .query("connector", "Only runs that use this connector."),
                .query("error_class", "Only runs that ended for this reason; connector_unavailable finds dead letters."),
                .query("waiting", "Only runs that wait for this reason.", ["enum": [.string(Self.connectorUnavailable)]]),
                .query("since", "Only runs created at or after this moment.", ["type": "string", "format": "date-time"]),
                .query("until", "Only runs created before this moment.", ["type": "string", "format": "date-time"]),
                .cursor, .limit,
            ],
            answers: [.init(.ok, "A page of runs.", .page(of: "Run"))]
        ) { call in
            let filter = RunFilter(
                state: call.query("state").flatMap(RunState.init), workflow: try call.identifier(query: "workflow", of: "workflow"),
                connector: call.query("connector"), errorClass: call.query("error_class"),
                waitsForConnector: call.query("waiting") != nil, createdFrom: try call.time(query: "since"),
                createdBefore: try call.time(query: "until"))
            let page = try await runs.list(in: call.workspace, filter, after: call.cursor { RunID($0) != nil }, limit: call.limit)
            return .json(.page(page.elements.map(\.json), next: page.next))
        }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/runs/{id}", id: "getRun", tag: "Runs",
            summary: "Shows a run with every attempt: input, output, log lines, HTTP exchanges, error and next retry.",
            parameters: [.path("id", "The run."), .query("wait", "Answers at the run's end, or after so many seconds.", Wait.schema)],
            answers: [.init(.ok, "The run.", .reference("RunDetail"))]
        ) { call in
            let id: RunID = try call.identifier(of: "run")
            guard let wait = Wait.duration(of: call) else { return .json(try await runs.get(id, in: call.workspace).json) }
            return .json(try await runs.wait(for: id, in: call.workspace, wait).json)
        }
    }

    private static let connectorUnavailable = CallFailure.Class.connectorUnavailable.rawValue

    private var retry: Route {
        Route(
            .post, "/api/v1/runs/{id}/retry", id: "retryRun", tag: "Runs",
            summary: "Tries a run that failed again, as the same run, from the steps that it failed for.",
            parameters: [.path("id", "The run.")],
            answers: [.init(.accepted, "The run goes on.", .reference("Run"))]
        ) { call in
            .json(try await runs.retry(call.identifier(of: "run"), in: call.workspace).json, status: .accepted)
        }
    }

    private var cancel: Route {
        Route(
            .post, "/api/v1/runs/{id}/cancel", id: "cancelRun", tag: "Runs",
            summary: "Asks a run to end: what runs is interrupted, what waits ends at once.",
            parameters: [.path("id", "The run.")],
            answers: [.init(.accepted, "The run is ending.", .reference("Run"))]
        ) { call in
            .json(try await runs.cancel(call.identifier(of: "run"), in: call.workspace).json, status: .accepted)
        }
    }
}
