import Engine
import HTTPTypes
import Hummingbird
import Model
import PatchbayJSON
import Triggers

/// Where the world knocks: each request is on disk before its 202.
struct WebhookRoutes: Sendable {
    let intake: WebhookIntake

    var routes: [Route] { [receive] }

    private var receive: Route {
        Route(
            .post, "/webhooks/{workspace}/{path**}", id: "receiveWebhook", tag: "Webhooks",
            summary: "Takes a webhook: 202 means that it is durable and its workflow will run.",
            parameters: [.path("workspace", "The workspace."), .path("path", "The path of a workflow's trigger.")],
            body: .any(limit: intake.bodyLimit), acceptsAnyQuery: true,
            answers: [.init(.accepted, "It is durable.", .reference("Accepted"))]
        ) { call in
            let receipt = try await intake.receive(
                workspace: call.path("workspace"), path: call.rest(after: "/webhooks/", segments: 1), method: call.request.method.rawValue,
                query: call.request.uri.query ?? "", headers: call.request.headers.map { .init($0.name.canonicalName, $0.value) },
                body: call.bytes, trace: call.trace)
            return .json(bytes: Self.accepted(receipt), status: .accepted)
        }
    }

    /// Identifiers need no escaping.
    private static func accepted(_ receipt: WebhookReceipt) -> [UInt8] {
        Array("{\"event_id\":\"\(receipt.event.text)\",\"run_id\":\"\(receipt.run.text)\"}".utf8)
    }
}
