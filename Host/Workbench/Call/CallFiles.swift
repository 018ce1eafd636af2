import Glibc

/// The files that a call by hand reads and writes.
package enum CallFiles {
    /// More than any credential or recording needs.
    private static let largest = 256 << 20

    /// The content of a file; of standard input for `-`.
    package static func read(_ path: String) throws(CallFault) -> [UInt8] {
        let file = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw CallFault(.cannotRun, "\(path) cannot be read: \(unsafe String(cString: strerror(errno))).") }
        defer { if path != "-" { close(file) } }
        var content: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while content.count <= largest {
            let count = unsafe Glibc.read(file, &part, part.count)
            if count == 0 { return content }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw CallFault(.cannotRun, "\(path) cannot be read: \(unsafe String(cString: strerror(errno))).") }
            content += part[..<count]
        }
        throw CallFault(.cannotRun, "\(path) is larger than \(largest) bytes.")
    }

    /// Finds out whether a file can be written before there is anything to write: what a call did cannot be recorded later.
    package static func prepare(_ path: String) throws(CallFault) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw CallFault(.cannotRun, "\(path) cannot be written: \(unsafe String(cString: strerror(errno))).") }
        close(file)
    }

    /// Writes a file that only its owner may read: answers are as private as the account they come from.
    package static func write(_ text: String, to path: String) throws(CallFault) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw CallFault(.cannotRun, "\(path) cannot be written: \(unsafe String(cString: strerror(errno))).") }
        defer { close(file) }
        var rest = Array((text + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw CallFault(.cannotRun, "\(path) cannot be written: \(unsafe String(cString: strerror(errno))).") }
            rest = rest.dropFirst(count)
        }
    }
}
