import App
import Configuration
import Logging
import Testing

@Suite struct SettingsTests {
    @Test func `what nobody sets has a default`() async throws {
        let settings = try await Settings.load(flags: [:], environment: [:], file: nil)
        #expect(settings.listen.description == "127.0.0.1:8080")
        #expect(settings.effectivePublicURL == "http://127.0.0.1:8080")
        #expect(settings.logLevel == .info)
    }

    @Test func `a flag wins over the environment`() async throws {
        let settings = try await Settings.load(
            flags: [["log_level"]: "debug"], environment: ["PATCHBAY_LOG_LEVEL": "error", "PATCHBAY_LISTEN": "[::1]:9000"], file: nil)
        #expect(settings.logLevel == .debug)
        #expect(settings.listen == ListenAddress(host: "::1", port: 9000))
    }

    @Test func `lists in the environment are separated by commas`() async throws {
        let settings = try await Settings.load(
            flags: [:], environment: ["PATCHBAY_CORS_ORIGINS": "https://a.example,https://b.example"], file: nil)
        #expect(settings.corsOrigins == ["https://a.example", "https://b.example"])
    }

    @Test func `a number is one from wherever it comes, and in its range`() async throws {
        for (flags, environment) in [([:], ["PATCHBAY_ADDRESS_RATE": "7"]), ([["address_rate"]: 7], [:])] as [([AbsoluteConfigKey: ConfigValue], [String: String])] {
            #expect(try await Settings.load(flags: flags, environment: environment, file: nil).addressRate == 7)
        }
        for wrong in ["-1", "many", "1000001"] {
            await #expect(throws: SettingsError.self) {
                try await Settings.load(flags: [:], environment: ["PATCHBAY_ADDRESS_RATE": wrong], file: nil)
            }
        }
    }

    @Test func `all faults are told at once`() async throws {
        let error = await #expect(throws: SettingsError.self) {
            try await Settings.load(
                flags: [["listen"]: "nowhere", ["public_url"]: "ftp://x", ["trusted_proxies"]: ConfigValue(.stringArray(["10.0.0.0/33"]), isSecret: false)],
                environment: ["PATCHBAY_DEV": "perhaps"], file: nil)
        }
        #expect(error?.faults.count == 4)
    }

    @Test func `a variable that is nearly a setting is refused, and any other is told by its name`() async throws {
        let error = await #expect(throws: SettingsError.self) {
            try await Settings.load(flags: [:], environment: ["PATCHBAY_LISEN": "127.0.0.1:0", "PATCHBAY_PORT": "tcp://10.0.0.1:80"], file: nil)
        }
        #expect(error?.faults == ["The environment has PATCHBAY_LISEN, which is no setting; did you mean PATCHBAY_LISTEN?"])
        let settings = try await Settings.load(
            flags: [:], environment: ["PATCHBAY_SERVICE_HOST": "10.0.0.1", "PATCHBAY_PORT": "tcp://10.0.0.1:80", "PATCHBAY_DEV": "true"], file: nil)
        #expect(settings.unknownVariables == ["PATCHBAY_PORT", "PATCHBAY_SERVICE_HOST"])
    }

    @Test func `a secret is in no fault`() async throws {
        let error = await #expect(throws: SettingsError.self) {
            try await Settings.load(
                flags: [["master_key_file"]: "k"], environment: ["PATCHBAY_MASTER_KEY": "hunter2"], file: nil)
        }
        #expect(error.map { "\($0)".contains("hunter2") } == false)
    }
}

@Suite struct ListenAddressTests {
    @Test(arguments: ["127.0.0.1:8080", "[::1]:8080", "localhost:0", "0.0.0.0:443"])
    func `an address survives the round trip`(text: String) {
        #expect(ListenAddress(text)?.description == text)
    }

    @Test(arguments: ["", "8080", "host", "host:", "host:65536", "host:-1", "::1:8080", ":80", "a b:80", "http://x:80"])
    func `what is no address is refused`(text: String) {
        #expect(ListenAddress(text) == nil)
    }
}
