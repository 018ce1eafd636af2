import Model
import PatchbayJSON

extension CallFailure {
    /// Reads the error document of a plugin: `{"class":…,"message":…,"retry_after_ms"?,"provider_status"?,"field"?}`.
    init(document: [UInt8]) {
        guard let json = try? JSON.parse(document), let message = json["message"]?.string else {
            self.init(.bug, "The plugin failed without saying why: its error document has no message. \(WorkerEnd.cure)")
            return
        }
        let name = json["class"]?.string ?? "none"
        guard let kind = Class(rawValue: name), kind != .connectorUnavailable else {
            self.init(.bug, "\(message) (The plugin gave the error a class that does not exist: \(name).)")
            return
        }
        let wait = json["retry_after_ms"]?.int64.flatMap { $0 >= 0 ? Duration.milliseconds($0) : nil }
        self.init(kind, message, retryAfter: wait, providerStatus: json["provider_status"]?.int64.flatMap(Int.init(exactly:)))
    }
}
