import Glibc

/// The system's time zones, the one thing a plugin may read besides its own code.
public enum ZoneInfo {
    /// The TZif file (RFC 9636) of a zone such as "Europe/Zurich"; nil when there is no such zone.
    public static func file(of zone: String) -> [UInt8]? {
        guard isName(zone) else { return nil }
        let descriptor = unsafe open("/usr/share/zoneinfo/" + zone, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // The largest zone is below 4 KiB.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            count = unsafe max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
        return bytes.starts(with: "TZif".utf8) ? bytes : nil
    }

    /// Whether the name stays within the folder: parts of letters, digits, `_`, `-` and `+` between slashes.
    private static func isName(_ zone: String) -> Bool {
        let parts = zone.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return zone.utf8.count <= 64
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"):
                            true
                        default: false
                        }
                    }
            }
    }
}
