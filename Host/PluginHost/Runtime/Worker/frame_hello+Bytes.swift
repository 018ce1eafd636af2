import CLinux

extension frame_hello {
    /// As it crosses the socket: both ends are on one machine, so the layout in memory is the layout on the wire.
    var bytes: [UInt8] {
        unsafe withUnsafeBytes(of: self) { unsafe [UInt8]($0) }
    }
}
