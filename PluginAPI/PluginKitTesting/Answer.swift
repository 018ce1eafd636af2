public import PatchbayJSON
public import PluginKit

/// What a provider answers to one request of the plugin under test.
public struct Answer: Sendable {
    let status: patchbay_status
    /// `Schemas/fetch.reply.json`, or an error document.
    let document: JSON

    /// An answer as the host words it, `Schemas/fetch.reply.json`.
    public init(document: JSON) {
        status = PATCHBAY_OK
        self.document = document
    }

    public static func json(_ json: JSON, status: Int = 200, headers: [String: String] = [:]) -> Answer {
        Answer(document: .members(["status": status, "headers": headers, "json": json]))
    }

    public static func text(_ text: String, status: Int = 200, headers: [String: String] = ["content-type": "text/plain"]) -> Answer {
        Answer(document: .members(["status": status, "headers": headers, "text": text]))
    }

    /// An answer without content.
    public static func status(_ status: Int, headers: [String: String] = [:]) -> Answer {
        Answer(document: .members(["status": status, "headers": headers]))
    }

    /// No answer: the provider could not be reached, or the host refused to send the request.
    public static func failure(_ error: CallError) -> Answer { Answer(error) }

    private init(_ error: CallError) {
        status = PATCHBAY_FAILED
        document = error.json
    }
}
