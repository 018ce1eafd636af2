package import PatchbayJSON

extension SecretMask {
    /// The value with secrets masked in its texts and names, so that it stays the JSON that it is.
    package func masking(_ json: JSON) -> JSON {
        switch json {
        case .string(let text): .string(masking(text))
        case .array(let elements): .array(elements.map(masking))
        case .object(let members): .object(JSONObject(members.map { (masking($0.key), masking($0.value)) }))
        case .null, .bool, .number: json
        }
    }
}
