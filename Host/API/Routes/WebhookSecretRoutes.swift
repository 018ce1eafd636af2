import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

/// The secrets that sign what is sent and verify what arrives.
struct WebhookSecretRoutes: Sendable {
    let secrets: WebhookSecretService

    var routes: [Route] { [list, rotate] }

    private var list: Route {
        Route(
            .get, "/api/v1/webhook-secrets", id: "listWebhookSecrets", tag: "Webhook secrets",
            summary: "Lists the secrets that count now, without themselves.",
            answers: [.init(.ok, "All of them.", .page(of: "WebhookSecret"))]
        ) { call in .json(.page(try await secrets.list(in: call.workspace).map(\.json), next: nil)) }
    }

    private var rotate: Route {
        Route(
            .post, "/api/v1/webhook-secrets/{purpose}/rotate", id: "rotateWebhookSecret", tag: "Webhook secrets",
            summary: "Makes a new secret, which is shown this once; the one before counts for a day longer, or as long as you say.",
            parameters: [.path("purpose", "signing or verification.")],
            body: .json([
                "type": "object",
                "properties": [
                    "overlap_seconds": [
                        "type": "integer", "minimum": 0, "maximum": 604_800, "default": 86_400,
                        "description": "How long the secrets before count still; 0 where one has leaked.",
                    ]
                ],
                "additionalProperties": false,
            ], required: false, limit: 1 << 16),
            answers: [.init(.ok, "The new secret.", .reference("NewWebhookSecret"))]
        ) { call in
            guard let purpose = WebhookSecretPurpose(rawValue: call.path("purpose")) else {
                throw Problem.notFound("webhook secret for", call.path("purpose"))
            }
            let overlap = call.body["overlap_seconds"]?.int64.map { Duration.seconds($0) } ?? WebhookSecretService.defaultOverlap
            let (secret, key) = try await secrets.rotate(purpose, overlap: overlap, in: call.workspace)
            var answer = secret.json.object ?? [:]
            answer["secret"] = .string(key.text)
            return .json(.object(answer), headers: [.cacheControl: "no-store"])
        }
    }
}
