import Glibc

/// Standard error as the place of log lines; one write a line, so that lines of several threads do not mix.
enum StandardError {
    static let write: @Sendable ([UInt8]) -> Void = { writeAll($0, to: STDERR_FILENO) }
}

/// Standard output without a buffer, for a program that is read while it runs.
enum StandardOutput {
    static let write: @Sendable ([UInt8]) -> Void = { writeAll($0, to: STDOUT_FILENO) }
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written > 0 || errno == EINTR else { return }
        rest = rest.dropFirst(max(0, written))
    }
}
