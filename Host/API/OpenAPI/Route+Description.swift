import HTTPTypes
import PatchbayJSON

extension Route {
    /// The route that answers with the OpenAPI document of all others and of itself.
    static func description(of others: [Route], version: String, publicURL: String) -> Route {
        func route(_ handler: @escaping Handler) -> Route {
            Route(
                .get, "/openapi.json", id: "openapi", tag: "System", summary: "Describes this API.",
                answers: [Answer(.ok, "OpenAPI 3.1.", ["type": "object"])], handler: handler)
        }
        let declaration = route { _ in .nothing }
        let document = OpenAPIDocument(routes: others + [declaration], table: .patchbay, version: version, publicURL: publicURL)
        let bytes = document.json.bytes()
        return route { _ in .json(bytes: bytes) }
    }
}
