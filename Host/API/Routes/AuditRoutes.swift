import HTTPTypes
import Hummingbird
import Identity
import Model
import NIOCore
import PatchbayJSON

/// Who did what: for the admins of a workspace, and for those of the installation.
struct AuditRoutes: Sendable {
    let audit: AuditLog

    var routes: [Route] { [list, platformList] }

    private var list: Route {
        route("/api/v1/audit", id: "listAuditEntries", summary: "Lists who did what in the workspace, newest first.") { try $0.workspace }
    }

    private var platformList: Route {
        route(
            "/api/v1/platform/audit", id: "listPlatformAuditEntries",
            summary: "Lists who did what, in every workspace and to the installation, newest first.") { _ in nil }
    }

    private func route(_ path: String, id: String, summary: String, in workspace: @escaping @Sendable (Call) throws -> WorkspaceID?) -> Route {
        Route(
            .get, path, id: id, tag: "Audit", summary: summary,
            parameters: [
                .query("actor", "Only what this one did: usr_…, key_…, admin_key or anonymous."),
                .query("action", "Only this action, such as workflow.create."),
                .query("subject", "Only what was done to the object of this id."),
                .query("from", "Only what happened at or after this moment.", ["type": "string", "format": "date-time"]),
                .query("to", "Only what happened before this moment.", ["type": "string", "format": "date-time"]),
                .query("format", "ndjson answers all that match, an entry a line, as does Accept: application/x-ndjson.", ["enum": ["json", "ndjson"]]),
                .cursor, .limit,
            ],
            answers: [.init(.ok, "A page of entries, or all.", .page(of: "AuditEntry"), lines: .reference("AuditEntry"))]
        ) { call in
            let workspace = try workspace(call)
            let filter = AuditFilter(
                actor: call.query("actor"), action: call.query("action"), subject: call.query("subject"), from: try call.time(query: "from"),
                before: try call.time(query: "to"))
            let cursor = try call.cursor { Int64($0).map { $0 > 0 } ?? false }
            if call.wantsLines { return export(workspace, filter, after: cursor) }
            let page = try await audit.list(in: workspace, filter, after: cursor, limit: call.limit)
            return .json(.page(page.elements.map(\.json), next: page.next))
        }
    }

    /// Reads and writes a part at a time, each in a read of its own: however long the log, little of it is in memory.
    private func export(_ workspace: WorkspaceID?, _ filter: AuditFilter, after cursor: String?) -> Response {
        let body = ResponseBody { writer in
            var cursor = cursor
            repeat {
                let page = try await audit.list(in: workspace, filter, after: cursor, limit: Self.exportedAtOnce)
                var lines = ByteBuffer()
                for entry in page.elements { lines.writeBytes(entry.json.bytes() + [UInt8(ascii: "\n")]) }
                try await writer.write(lines)
                cursor = page.next
            } while cursor != nil
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
    }

    private static let exportedAtOnce = 500
}

extension Call {
    fileprivate var wantsLines: Bool {
        if let format = query("format") { return format == "ndjson" }
        return header(.accept)?.lowercased().contains("application/x-ndjson") ?? false
    }
}
