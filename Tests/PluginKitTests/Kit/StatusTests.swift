import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

/// What becomes of a provider's status, seen by an action that fetches and nothing else.
struct StatusTests {
    private func error(_ response: JSON) async throws -> JSON? {
        let host = TestHost { $0.reply(PATCHBAY_OK, response) }
        let plugin = try TestPlugin(Probe(), host: host)
        return await plugin.outcome("get", ["path": "x"])
    }

    @Test(arguments: [
        (401, "reauthorize"), (429, "rate_limited"), (408, "retry"), (500, "retry"), (502, "retry"), (503, "retry"),
        (400, "invalid_input"), (404, "invalid_input"), (422, "invalid_input"), (403, "permanent"), (451, "permanent"),
    ])
    func `Statuses have the meaning they have with most providers`(status: Int, expected: String) async throws {
        let error = try await error(.members(["status": status, "headers": JSONObject()]))
        #expect(error?["class"] == .string(expected))
        #expect(error?["provider_status"] == .number(JSONNumber(status)))
    }

    @Test(arguments: [200, 201, 204, 304])
    func `Other statuses are no error`(status: Int) async throws {
        #expect(try await error(.members(["status": status, "headers": JSONObject(), "json": 1])) == 1)
    }

    @Test(arguments: [
        ("7", nil, 7000), ("0", nil, 0),
        ("Wed, 18 Nov 2026 10:00:30 GMT", "Wed, 18 Nov 2026 10:00:00 GMT", 30_000),
        ("Wed, 18 Nov 2026 10:00:00 GMT", "Wed, 18 Nov 2026 10:00:30 GMT", 0),
        // 2025-06-15T15:06:40Z is the test host's now.
        ("Sun, 15 Jun 2025 15:07:40 GMT", nil, 60_000),
        ("Thu, 29 Feb 2024 00:00:00 GMT", "Wed, 28 Feb 2024 00:00:00 GMT", 86_400_000),
        ("-5", nil, nil), ("soon", nil, nil), ("Sun, 99 Jun 2025 15:07:40 GMT", nil, nil),
        ("99999999999999999999", nil, nil),
    ] as [(String, String?, Int?)])
    func `Retry-After is seconds or a date`(value: String, date: String?, wait: Int?) async throws {
        let headers = JSON.members(["retry-after": value, "date": date])
        let error = try await error(.members(["status": 429, "headers": headers]))
        #expect(error?["class"] == "rate_limited")
        #expect(error?["retry_after_ms"] == wait.map { .number(JSONNumber($0)) })
    }

    @Test(arguments: [
        (["error": ["message": "no such thing"]], "no such thing"), (["message": "bad"], "bad"),
        (["error": "nope", "error_description": "explained"], "explained"), (["errors": [["detail": "d"]]], "d"),
    ] as [(JSON, String)])
    func `The provider's own words are in the message`(body: JSON, words: String) async throws {
        let error = try await error(.members(["status": 422, "headers": JSONObject(), "json": body]))
        #expect(error?["message"]?.string?.hasSuffix(": \(words)") == true)
    }
}
