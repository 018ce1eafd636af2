import Egress
import Testing

@Suite("HTTP version")
struct HTTPVersionTests {
    @Test("HTTP/2 is spoken only with a libcurl that loses no streams", arguments: [
        (0x07_58_01, false), (0x08_00_00, false), (0x08_0c_00, false), (0x08_0c_01, true), (0x08_17_00, true), (0x09_00_00, true),
    ] as [(UInt32, Bool)])
    func safe(libcurl: UInt32, isSafe: Bool) {
        #expect(HTTPVersion.isHTTP2Safe(libcurl: libcurl) == isSafe)
    }
}
