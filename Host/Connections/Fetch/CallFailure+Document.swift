import Model
import PatchbayJSON

extension CallFailure {
    /// The failure as `PluginAPI/Schemas/error.json`.
    var document: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.member("class", self.class.rawValue)
            writer.member("message", message)
            if let retryAfter { writer.member("retry_after_ms", .number(JSONNumber(retryAfter.milliseconds))) }
            if let providerStatus { writer.member("provider_status", .number(JSONNumber(providerStatus))) }
        }
        return writer.bytes()
    }
}
