import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

struct HTTPTests {
    private let signedIn: JSON = ["id": "conn_1", "scheme": "bearer", "fields": ["allowed_hosts": ["api.example.org"]]]

    @Test(arguments: [
        (["body": "json", "json": ["a": [1, 2.50]]], "json", ["a": [1, 2.50]]), (["body": "form", "form": ["a": "b c"]], "form", ["a": "b c"]),
        (["body": "text", "text": "plain"], "text", "plain"), (["body": "base64", "base64": "AAEC"], "base64", "AAEC"),
        (["body": "json"], "json", nil),
    ] as [(JSON, String, JSON)])
    func `A body is sent as its kind`(body: JSON, member: String, expected: JSON) async throws {
        let http = try Exchange("HTTP", answers: .answer(["ok": true], status: 201))
        var input: JSONObject = ["method": "POST", "url": "https://api.example.org/v1", "query": ["q": "x"], "headers": ["X-A": "1"]]
        for (key, value) in body.object ?? [:] { input[key] = value }
        let output = await http.plugin.outcome("request", .object(input), connection: signedIn)
        #expect(output == ["status": 201, "headers": [:], "body": ["ok": true]])
        let request = try #require(http.requests.first)
        #expect(request[member] == expected)
        #expect(request["method"] == "POST")
        #expect(request["query"] == ["q": "x"])
        #expect(request["headers"] == ["X-A": "1"])
        #expect(request["timeout_ms"] == 30_000)
    }

    @Test(arguments: [("bearer", true), ("basic", true), ("none", nil)] as [(String, JSON?)])
    func `The credential is asked for where there is one`(scheme: String, expected: JSON?) async throws {
        let http = try Exchange("HTTP", answers: .answer(1))
        let connection = JSON.members(["id": "c", "scheme": scheme, "fields": JSONObject()])
        _ = await http.plugin.outcome("request", ["url": "https://api.example.org/"], connection: connection)
        #expect(http.requests.first?["auth"] == expected)
    }

    @Test(arguments: [
        (404, [:], "invalid_input"), (404, ["expect": "any"], nil), (404, ["expect": "listed", "statuses": [404]], nil),
        (200, ["expect": "listed", "statuses": [201]], "permanent"), (503, ["expect": "listed", "statuses": [200]], "retry"),
        (204, [:], nil), (302, ["redirects": 0], nil),
    ] as [(Int, JSON, String?)])
    func `The caller says which statuses are fine`(status: Int, expectation: JSON, failure: String?) async throws {
        let http = try Exchange("HTTP", answers: .answer(["message": "m"], status: status))
        var input: JSONObject = ["url": "https://api.example.org/"]
        for (key, value) in expectation.object ?? [:] { input[key] = value }
        let output = await http.plugin.outcome("request", .object(input), connection: signedIn)
        #expect(output?["class"]?.string == failure)
        #expect(failure != nil || output?["status"] == .number(JSONNumber(status)))
    }

    @Test func `Bytes come as base64, marked as such`() async throws {
        let http = try Exchange("HTTP", answers: ["status": 200, "headers": [:], "base64": "/9j/"])
        let output = await http.plugin.outcome("request", ["url": "https://api.example.org/a.jpg"], connection: signedIn)
        #expect(output?["body"] == ["base64": "/9j/"])
    }
}
