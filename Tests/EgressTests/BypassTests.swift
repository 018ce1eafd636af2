import Egress
import TestSupport
import Testing

/// What is commonly tried to get past an address check, each through the whole stack towards a listener on loopback.
@Suite("Bypasses")
struct BypassTests {
    /// Sends to a host that is on the allow-list, if it is one at all, but not granted as a private one.
    private func refusal(of host: String, path: String = "/") async throws -> EgressFailure {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try server.request("POST", body: "x")
            request.url = "http://\(host):\(server.port)\(path)"
            let rules = [host, "127.0.0.1", "localhost", "evil.example"].compactMap { try? server.rule(host: $0) }
            request.policy = EgressPolicy(allowed: rules)
            let failure = try await failure(of: egress, request)
            #expect(server.connections == 0)
            #expect(!failure.mayHaveBeenSent)
            return failure
        }
    }

    @Test("An address in a spelling that only some readers know is no URL", arguments: [
        "2130706433", "017700000001", "0177.0.0.1", "00000000177.1", "0x7f000001", "0x7f.1", "0X7F.0x0.0x0.0x1", "127.1", "127.0.1", "127.0.0.01",
        "127.0.0.1.1", "0", "0x0", "0x", "[::1%25lo]", "[fe80::1%25lo]", "[fe80::1%lo]", "[::ffff:127.1]", "[127.0.0.1]", "[::1", "::1",
        "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "127.0.0.1%00.evil.example", "127.0.0.1%2eevil.example", "localhost%00", "%6cocalhost",
        "１２７.０.０.１", "127。0。0。1", "①②⑦.⓪.⓪.①", "ⓛocalhost", "lоcalhost", "localhost\u{200d}", "local\u{ad}host", "ℓocalhost",
        "127.0.0.1\\@evil.example", "evil.example\\@127.0.0.1", "127.0.0.1\t", " 127.0.0.1", "127.0.0.1\r\nHost: evil.example", "127.0.0.1..", ".127.0.0.1",
        "user:pass@127.0.0.1", "user@localhost", "127.0.0.1@evil.example", "evil.example:80@127.0.0.1", "@127.0.0.1",
    ])
    func spelling(host: String) async throws {
        let failure = try await refusal(of: host)
        #expect(failure.code == .invalidURL)
    }

    @Test("An address that is not public is refused however it is written", arguments: [
        // This machine and this site.
        "127.0.0.1", "127.0.0.1.", "127.255.255.254", "localhost", "LOCALHOST", "LocalHost.", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "10.0.0.1",
        "172.16.0.1", "192.168.0.1", "100.64.0.1", "198.18.0.1", "[fc00::1]", "[fd12:3456::1]",
        // IPv6 that carries IPv4: mapped, compatible, NAT64, 6to4, Teredo.
        "[::ffff:127.0.0.1]", "[::FFFF:7F00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]",
        // Nowhere.
        "0.0.0.0", "[::]", "0.1.2.3", "255.255.255.255", "224.0.0.1", "240.0.0.1", "[ff02::1]", "192.0.2.1", "198.51.100.1", "203.0.113.1",
        "[2001:db8::1]", "[100::1]", "[fec0::1]", "[fe80::1]",
        // Metadata services.
        "169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "[fd00:ec2::254]", "[fd20:ce::254]",
    ])
    func address(host: String) async throws {
        let failure = try await refusal(of: host)
        #expect(failure.code == .addressNotAllowed)
        #expect(failure.sentence.contains("not a public address"))
    }

    @Test("What looks like another host in path, query or fragment is none", arguments: ["/@evil.example/", "/?@evil.example", "/#@evil.example/", "//evil.example"])
    func decoy(path: String) async throws {
        let failure = try await refusal(of: "127.0.0.1", path: path)
        #expect(failure.code == .addressNotAllowed)
    }

    private static let schemes = [
        "file", "ftp", "ftps", "gopher", "gophers", "dict", "ldap", "ldaps", "tftp", "smtp", "imap", "pop3", "rtsp", "rtmp", "scp", "sftp", "smb", "telnet",
        "mqtt", "ws", "wss", "unix", "jar:http", "view-source:http", "data", "javascript", "netdoc", "phar", "HTTPX", "http+unix",
    ]

    @Test("A scheme other than http and https is refused", arguments: schemes)
    func scheme(scheme: String) async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try server.request()
            request.url = "\(scheme)://127.0.0.1:\(server.port)/"
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .invalidURL)
            #expect(server.connections == 0)
        }
    }

    @Test("A redirect to another scheme is not followed", arguments: schemes)
    func schemeOfRedirect(scheme: String) async throws {
        try await withServer { request, connection in
            connection.redirect(to: "\(scheme)://\(request["host"] ?? "")/")
        } _: { egress, server in
            let failure = try await failure(of: egress, server.request())
            #expect(failure.code == .invalidURL)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A redirect to the metadata service is refused at each hop, by its address and by a name for it", arguments: 0..<4, [
        ("http://169.254.169.254/latest/meta-data/", EgressFailure.Code.addressNotAllowed), ("http://metadata.example/", .addressNotAllowed),
        ("http://[fd00:ec2::254]/", .addressNotAllowed), ("http://0xa9fea9fe/", .invalidURL), ("http://2852039166/", .invalidURL),
        ("http://169.254.169.254:8080/", .hostNotAllowed),
    ])
    func metadata(hops: Int, target: (url: String, code: EgressFailure.Code)) async throws {
        let resolver = EgressConfiguration(resolve: { host, _ in host == "metadata.example" ? "169.254.169.254" : nil })
        try await withServer(configuration: resolver) { request, connection in
            let left = Int(request.target.dropFirst()) ?? 0
            connection.redirect(to: left > 0 ? "/\(left - 1)" : target.url)
        } _: { egress, server in
            var request = try server.request("GET", "/\(hops)")
            let metadata = try ["169.254.169.254", "metadata.example", "[fd00:ec2::254]"].map { try HostRule(scheme: .http, host: $0) }
            request.policy = EgressPolicy(allowed: [try server.rule()] + metadata, privateHosts: ["127.0.0.1", "metadata.example"])
            let failure = try await failure(of: egress, request)
            #expect(failure.code == target.code)
            #expect(server.requests.count == hops + 1)
        }
    }
}
