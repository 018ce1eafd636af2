import Connections
import Egress
import Model
import PatchbayJSON
import PluginHost
import Synchronization
import TestSupport
import Testing

@Suite struct SendingTests {
    @Test func `What may act at the provider is announced once, before it is sent`() async throws {
        let announced = Mutex(0), atFirstRequest = Mutex(-1)
        try await withServer({ request, connection in
            if request.method != "GET" { atFirstRequest.withLock { $0 = $0 < 0 ? announced.withLock { $0 } : $0 } }
            connection.respond()
        }) { egress, server in
            let terms = CallTerms.test(willSend: { announced.withLock { $0 += 1 } })
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), terms, egress: egress)
            _ = try await broker.reply(to: ["url": .string(server.url())])
            #expect(announced.withLock { $0 } == 0)
            await withTaskGroup { group in
                for _ in 0..<6 { group.addTask { _ = await broker.fetch(JSON.object(["method": "POST", "url": .string(server.url())]).bytes()) } }
            }
            #expect(announced.withLock { $0 } == 1)
            #expect(atFirstRequest.withLock { $0 } == 1)
            #expect(server.requests.count == 7)
        }
    }

    @Test func `A request that cannot be announced is not sent, and the next one tries again`() async throws {
        struct Full: Error {}
        let attempts = Mutex(0)
        try await withServer { egress, server in
            let terms = CallTerms.test(willSend: {
                if attempts.withLock({ $0 += 1; return $0 }) == 1 { throw Full() }
            })
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), terms, egress: egress)
            let post: JSON = ["method": "POST", "url": .string(server.url())]
            let refused = try await broker.reply(to: post)
            #expect(refused.document["class"] == "retry")
            #expect(server.requests.isEmpty)
            #expect(!broker.mayHaveActed)
            #expect(try await broker.reply(to: post).status == .ok)
        }
    }

    @Test(arguments: [
        (["read_only": true], "POST", false),
        (["idempotent": true], "POST", false),
        (["idempotency_key_header": "Idempotency-Key"], "POST", false),
        ([:], "HEAD", false),
        ([:], "PUT", true),
        (["destructive": true], "DELETE", true),
    ] as [(JSON, String, Bool)])
    func `What is safe to repeat needs no announcement`(document: JSON, method: String, isAnnounced: Bool) async throws {
        let announced = Mutex(false)
        try await withServer { egress, server in
            let terms = CallTerms.test(try hints(document), key: "key", willSend: { announced.withLock { $0 = true } })
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), terms, egress: egress)
            _ = try await broker.reply(to: ["method": .string(method), "url": .string(server.url())])
            #expect(announced.withLock { $0 } == isAnnounced)
            #expect(broker.mayHaveActed == isAnnounced)
        }
    }

    @Test(arguments: [
        ("POST", "/200", true), ("POST", "/302", true), ("POST", "/404", false), ("POST", "/503", false), ("POST", "/502", true), ("POST", "/504", true),
        ("GET", "/200", false), ("GET", "/504", false), ("POST", "/lost", true),
    ])
    func `The provider may have acted unless it refused, or was only asked`(method: String, path: String, mayHaveActed: Bool) async throws {
        try await withServer({ request, connection in
            guard let status = Int(request.target.dropFirst()) else { return connection.close() }
            connection.respond(status)
        }) { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            _ = try await broker.reply(to: ["method": .string(method), "url": .string(server.url(path))])
            #expect(broker.mayHaveActed == mayHaveActed)
        }
    }

    @Test(arguments: ["/502", "/504", "/lost"])
    func `A gateway's time-out leaves no doubt where sending twice is harmless`(path: String) async throws {
        try await withServer({ request, connection in
            guard let status = Int(request.target.dropFirst()) else { return connection.close() }
            connection.respond(status)
        }) { egress, server in
            let terms = CallTerms.test(try hints(["idempotency_key_header": "Idempotency-Key"]), key: "run_1/step")
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), terms, egress: egress)
            _ = try await broker.reply(to: ["method": "POST", "url": .string(server.url(path))])
            #expect(!broker.mayHaveActed)
        }
    }

    @Test func `A request that the plugin calls idempotent is taken for one`() async throws {
        try await withServer({ $1.close() }) { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            _ = try await broker.reply(to: ["method": "POST", "url": .string(server.url()), "idempotent": true])
            #expect(!broker.mayHaveActed)
        }
    }

    @Test func `The idempotency key goes into the header that the provider reads, another one on each further request`() async throws {
        try await withServer { egress, server in
            let terms = CallTerms.test(try hints(["idempotency_key_header": "Idempotency-Key"]), key: "run_1/step")
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), terms, egress: egress)
            let url = JSON.string(server.url())
            _ = try await broker.reply(to: ["url": url])
            _ = try await broker.reply(to: ["method": "POST", "url": url])
            _ = try await broker.reply(to: ["method": "POST", "url": url])
            _ = try await broker.reply(to: ["method": "POST", "url": url, "headers": ["idempotency-key": "own"]])
            #expect(server.requests.map { $0["idempotency-key"] } == [nil, "run_1/step", "run_1/step-2", "own"])
        }
    }

    @Test func `Every request carries the trace`() async throws {
        try await withServer { egress, server in
            let terms = CallTerms.test()
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), terms, egress: egress)
            _ = try await broker.reply(to: ["url": .string(server.url())])
            #expect(server.requests.first?["traceparent"]?.contains(terms.trace.traceID) == true)
        }
    }

    @Test func `A call sends 8 requests at once and 64 in all`() async throws {
        let gate = Gate()
        try await withServer({ if $0.target == "/hold" { gate.wait() }; $1.respond() }) { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            let refused = await withTaskGroup { group in
                for _ in 0..<9 { group.addTask { await broker.fetch(JSON.object(["url": .string(server.url("/hold"))]).bytes()) } }
                let first = await group.next()
                for _ in 0..<8 { gate.open() }
                return first
            }
            #expect(refused?.status == .failed)
            let sentence = String(decoding: refused?.document ?? [], as: UTF8.self)
            #expect(sentence.contains("more than 8 requests at once"))
            for _ in 8..<64 { #expect(try await broker.reply(to: ["url": .string(server.url())]).status == .ok) }
            let last = try await broker.reply(to: ["url": .string(server.url())])
            #expect(last.document["message"]?.string?.contains("more than 64 requests") == true)
        }
    }

    @Test func `A request ends with its call`() async throws {
        let gate = Gate()
        try await withServer({ gate.wait(); $1.respond() }) { egress, server in
            defer { gate.open() }
            var terms = CallTerms.test()
            terms.deadline = .now + .milliseconds(100)
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), terms, egress: egress)
            let reply = try await broker.reply(to: ["url": .string(server.url()), "timeout_ms": 60_000])
            #expect(reply.document["class"] == "retry")
            #expect(reply.document["message"]?.string?.contains("did not answer") == true)
        }
    }
}
