import CLinux

/// A place in code: a file and an offset in it, as the file's symbols count. What a debugger needs, and nothing of memory.
package struct CodePlace: Hashable, Sendable {
    /// The name of a library's file; nil is the plugin itself.
    package var module: String?
    package var offset: UInt64
    /// Found on the stack where the code keeps no frame pointers: perhaps of a call that had returned.
    package var isGuess = false

    package init(module: String? = nil, offset: UInt64, isGuess: Bool = false) {
        self.module = module
        self.offset = offset
        self.isGuess = isGuess
    }

    /// Reads the document of a worker's last frame, which is a stranger's; nil when it is not one.
    static func list(_ document: [UInt8]) -> [CodePlace]? {
        let size = MemoryLayout<frame_place>.size
        guard document.count.isMultiple(of: size), document.count / size <= Int(FRAME_PLACES_MAX) else { return nil }
        return stride(from: 0, to: document.count, by: size).map { CodePlace(document[$0..<($0 + size)]) }
    }

    /// `struct frame_place`: offset, guessed, module.
    private init(_ bytes: ArraySlice<UInt8>) {
        offset = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        isGuess = bytes.dropFirst(8).prefix(4).contains { $0 != 0 }
        let name = bytes.dropFirst(12).prefix { (0x21...0x7E).contains($0) }
        module = name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
}

extension CodePlace: CustomStringConvertible {
    /// `offset 0x12a0` in the plugin, `libc.so.6+0x8aeec` elsewhere; a guess has a question mark.
    package var description: String {
        let number = "0x" + String(offset, radix: 16) + (isGuess ? "?" : "")
        return module.map { "\($0)+\(number)" } ?? "offset \(number)"
    }
}
