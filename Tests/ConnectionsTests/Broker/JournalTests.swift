import Connections
import Egress
import Model
import PatchbayJSON
import PluginHost
import TestSupport
import Testing

@Suite struct JournalTests {
    @Test func `A call that did nothing has no journal`() async throws {
        try await withServer { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            #expect(broker.journal.document == nil)
        }
    }

    @Test func `Lines and exchanges are kept in order, with time, level and masked text`() async throws {
        try await withServer { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], apply: ["headers": ["X-Key": "{{secret:secret}}"]]), egress: egress)
            broker.log(.info, "the key is \(canary)")
            broker.log(.error, "second")
            _ = try await broker.reply(to: ["url": .string(server.url("/a")), "auth": true])
            let journal = try JSON.parse(try #require(broker.journal.document))
            #expect(journal["log"]?[0]?["message"] == "the key is [secret]")
            #expect(journal["log"]?[0]?["level"] == "info")
            #expect(journal["log"]?[0]?["at"]?.string?.hasSuffix("Z") == true)
            #expect(journal["log"]?[1]?["level"] == "error")
            #expect(journal["exchanges"]?[0]?["url"] == .string(server.url("/a")))
            #expect(journal["exchanges"]?[0]?["status"] == 200)
            #expect(journal["dropped"] == nil)
        }
    }

    @Test func `A flood is cut, and the record says by how much`() async throws {
        try await withServer { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], apply: ["headers": ["X-Key": "{{secret:secret}}"]]), egress: egress)
            for number in 0..<150 { broker.log(.debug, "\(number)") }
            let journal = try JSON.parse(try #require(broker.journal.document))
            #expect(journal["log"]?.array?.count == CallJournal.lineLimit)
            #expect(journal["dropped"] == ["log": 50, "exchanges": 0])
        }
    }

    @Test func `A line is cut after 4 KiB, and a secret across the cut shows no part of itself`() async throws {
        try await withServer { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], apply: ["headers": ["X-Key": "{{secret:secret}}"]]), egress: egress)
            broker.log(.info, String(repeating: "x", count: CallJournal.lineLength - 6) + canary)
            let journal = try JSON.parse(try #require(broker.journal.document))
            let line = try #require(journal["log"]?[0]?["message"]?.string)
            #expect(line.utf8.count == CallJournal.lineLength)
            #expect(!line.contains(canary.prefix(4)))
        }
    }
}
