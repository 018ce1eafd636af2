import Engine
import HTTPTypes
import Hummingbird
import Model
import PatchbayJSON

/// How long a client is ready to wait for a run: seconds, at most 30.
enum Wait {
    static let schema: JSON = ["type": "number", "minimum": 0, "maximum": 30, "description": "Seconds to wait for the end of the run."]

    static func duration(of body: JSON) -> Duration? {
        body["wait"]?.double.map { .milliseconds(Int64($0 * 1000)) }
    }

    static func duration(of call: Call) -> Duration? {
        call.query("wait").flatMap(Double.init).map { .milliseconds(Int64($0 * 1000)) }
    }

    static let answers = [
        Route.Answer(.ok, "The run has ended.", .reference("RunDetail")),
        Route.Answer(.accepted, "The run is durable and goes on.", .reference("RunDetail")),
    ]

    /// 200 with the result of a run that has ended, else 202.
    static func response(_ detail: RunDetail) -> Response {
        .json(detail.json, status: detail.run.state.isTerminal ? .ok : .accepted,
            headers: [.location: "/api/v1/runs/\(detail.run.id.text)"])
    }
}
