import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

extension Problem {
    /// Names the plan, its limit and when it resets. What a new month cures is 429; what only a smaller use or a larger plan
    /// cures is 403, lest clients keep trying.
    init(_ error: QuotaExceeded, now: Timestamp = .now) {
        let named: JSONObject = ["plan": .string(error.plan), "limit": .number(JSONNumber(error.limit))]
        switch error.quota {
        case .workflows:
            self.init(.forbidden, .quotaExceeded, "\(error)", extensions: named.adding(["quota": "workflows"]))
        case .runs(let resetsAt):
            let seconds = max(1, (resetsAt - now).milliseconds / 1000)
            self.init(
                .tooManyRequests, .quotaExceeded, "\(error)", extensions: named.adding(["quota": "runs", "resets_at": .time(resetsAt)]),
                headers: [.retryAfter: String(seconds)])
        }
    }

    init(_ error: PlanError) {
        switch error {
        case .notFound, .noWorkspace: self.init(.notFound, .notFound, "\(error)")
        case .inUse: self.init(.conflict, .conflict, "\(error)")
        }
    }
}

extension JSONObject {
    fileprivate func adding(_ members: JSONObject) -> JSONObject {
        var object = self
        for (key, value) in members { object[key] = value }
        return object
    }
}
