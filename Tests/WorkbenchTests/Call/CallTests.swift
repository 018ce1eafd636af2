import Foundation
import PatchbayJSON
import PluginHost
import Synchronization
import TestSupport
import Testing
import Workbench

@Suite("A call by hand", .serialized)
struct CallTests {
    /// In the credential, and in every answer of the provider.
    static let canary = "canary-4f1d9c7e2b"

    /// A provider that repeats all that it was told, and a plugin that sends whatever it is given.
    struct Bench {
        let server: TestServer
        let plugin: FixturePlugin
        let called: CalledPlugin

        init() async throws {
            server = try TestServer { request, connection in
                let told = request["authorization"] ?? ""
                connection.respond(headers: [("Content-Type", "application/json"), ("X-Echo", told)], text: #"{"told":"\#(told)","bytes":\#(request.body.count)}"#)
            }
            plugin = try FixturePlugin("Relay/relay.c", id: "relay")
            try Data(#"{"private_hosts":["127.0.0.1"]}"#.utf8).write(to: URL(fileURLWithPath: plugin.path.dropLast(3) + ".json"))
            called = try await CalledPlugin(path: plugin.path, configuration: FixturePlugin.configuration)
        }

        func end() {
            server.stop()
            plugin.remove()
        }

        func credential(_ token: String = CallTests.canary) throws -> Credential {
            try Credential(Array(#"{"scheme":"bearer","fields":{"token":"\#(token)","allowed_hosts":["\#(server.url(""))"]}}"#.utf8))
        }

        func call(_ json: JSON = ["a": 1], action: String = "send") throws -> OperationCall {
            let request: JSON = ["method": "POST", "url": .string(server.url("/things?page=1&q=a%20b")), "auth": true, "json": json]
            return try OperationCall(.actionRun, target: action, input: ["request": request], of: called.connector)
        }

        func run(_ call: OperationCall, _ tap: BorderTap, _ credential: Credential?) async throws -> CallRun.Outcome {
            try await CallRun(called, call, timeout: .seconds(10)).run(credential, isDry: false, through: tap)
        }
    }

    @Test("is recorded as a valid HTTP Archive without a secret, and answered from it without the provider")
    func recordAndReplay() async throws {
        let bench = try await Bench()
        defer { bench.end() }
        let tap = BorderTap(.network)
        let outcome = try await bench.run(try bench.call(), tap, try bench.credential())
        let output = try outcome.result.get()
        #expect(output["json"]?["bytes"] == 7)
        #expect(bench.server.requests.map { $0["authorization"] } == ["Bearer \(Self.canary)"])

        let archive = HARLog(tap.exchanges, version: "1.0").json
        #expect(try HARSchema.violations(of: archive) == [])
        let entry = try #require(archive["log"]?["entries"]?[0])
        #expect(entry["request"]?["queryString"] == [["name": "page", "value": "1"], ["name": "q", "value": "a b"]])
        #expect(entry["request"]?["postData"]?["text"] == #"{"a":1}"#)
        #expect(entry["response"]?["status"] == 200)
        for text in [archive.text(), output.text(), outcome.lines.joined(), tap.exchanges.map(\.text).joined()] {
            #expect(!text.contains(Self.canary))
            #expect(!text.contains(Data(Self.canary.utf8).base64EncodedString()))
        }

        let replay = try HARReplay(archive.bytes())
        let replayed = try await bench.run(try bench.call(), BorderTap(.replay(replay)), try bench.credential("another-secret"))
        #expect(try replayed.result.get() == output)
        #expect(replay.unmatched == [])
        #expect(bench.server.requests.count == 1)
    }

    @Test("says which request the recording has no answer for")
    func unmatched() async throws {
        let bench = try await Bench()
        defer { bench.end() }
        let tap = BorderTap(.network)
        _ = try await bench.run(try bench.call(), tap, try bench.credential())
        let archive = HARLog(tap.exchanges, version: "1.0").json.bytes()

        let other = try HARReplay(archive)
        let outcome = try await bench.run(try bench.call(["a": 2]), BorderTap(.replay(other)), try bench.credential())
        #expect(throws: CallRun.PluginFailure.self) { try outcome.result.get() }
        #expect(other.unmatched.count == 1)
        #expect(other.unmatched.first?.contains("/things?page=1&q=a%20b with this body") == true)

        let again = try HARReplay(archive)
        let replay = BorderTap(.replay(again))
        _ = try await bench.run(try bench.call(), replay, try bench.credential())
        _ = try await bench.run(try bench.call(), replay, try bench.credential())
        #expect(again.unmatched.first?.contains("any more") == true)
        #expect(bench.server.requests.count == 1)
    }

    @Test("sends nothing when it is offline, and shows the exact request")
    func offline() async throws {
        let plugin = try FixturePlugin.faulty()
        defer { plugin.remove() }
        let called = try await CalledPlugin(path: plugin.path, configuration: FixturePlugin.configuration)
        let call = try OperationCall(.actionRun, target: "greet", input: ["name": "Ada"], of: called.connector)
        let tap = BorderTap(.offline(call.sampleAnswer.bytes()))
        let outcome = try await CallRun(called, call).run(nil, isDry: true, through: tap)
        #expect(try outcome.result.get() == ["greeting": "Good day"])
        #expect(tap.exchanges.count == 1)
        let text = try #require(tap.exchanges.first?.text)
        #expect(text.hasPrefix("POST https://api.example.org/greet\n"))
        #expect(text.contains("Authorization: Bearer [secret]"))
        #expect(text.contains(#""name": "Ada""#))
    }

    @Test("is not made when something is wrong before it", arguments: [
        (#"{"name":7}"#, "greet", "does not fit greet"), (#"{"name":"Ada"}"#, "great", "did you mean 'greet'?"), ("[]", "greet", "no JSON object"),
    ])
    func refused(input: String, action: String, reason: String) async throws {
        let plugin = try FixturePlugin.faulty()
        defer { plugin.remove() }
        let called = try await CalledPlugin(path: plugin.path, configuration: FixturePlugin.configuration)
        let fault = #expect(throws: CallFault.self) {
            try OperationCall(.actionRun, target: action, input: try JSON.parse(input), of: called.connector)
        }
        #expect(fault?.kind == .cannotRun)
        #expect(fault?.description.lowercased().contains(reason.lowercased()) == true, "\(fault?.description ?? "")")
    }

    @Test("needs a credential when it is to leave this machine")
    func credential() async throws {
        let plugin = try FixturePlugin.faulty()
        defer { plugin.remove() }
        let called = try await CalledPlugin(path: plugin.path, configuration: FixturePlugin.configuration)
        let call = try OperationCall(.actionRun, target: "greet", input: ["name": "Ada"], of: called.connector)
        await #expect(throws: CallFault.self) { try await CallRun(called, call).run(nil, isDry: false, through: BorderTap(.network)) }
        #expect(throws: CallFault.self) { try Credential(Array("secret".utf8)) }
    }

    @Test("asks any operation, not only actions")
    func operations() async throws {
        let bench = try await Bench()
        defer { bench.end() }
        let identity = try OperationCall(.authIdentity, target: nil, input: [:], of: bench.called.connector)
        #expect(try await bench.run(identity, BorderTap(.network), try bench.credential()).result.get() == ["id": "u1", "name": "Ada"])
        let options = try OperationCall(.optionsList, target: "send_open", input: ["field": "x", "search": "q"], of: bench.called.connector)
        #expect(try await bench.run(options, BorderTap(.network), try bench.credential()).result.get()["options"]?[0]?["label"] == "q")
    }
}
