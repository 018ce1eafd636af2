import CLinux
import CPatchbay
import Glibc
import Model

/// A plugin loaded into our own process. Never unloaded: the runtime of a language cannot be.
///
/// With `HostTable`, the C edge of the in-process runtime.
@safe struct InProcessImage: @unchecked Sendable {
    // constant, and valid as long as the process, by the contract of the header
    private let plugin: UnsafePointer<patchbay_plugin>

    private typealias Entry = @convention(c) (UnsafePointer<patchbay_host>) -> UnsafePointer<patchbay_plugin>?

    /// Loads the sealed file and runs its entry with `host`.
    init(_ file: Descriptor, host: HostTable) throws(PluginRefusal) {
        // never closed: glibc knows the library by this name, and would take another file of the same name for it
        let number = dup(file.number)
        var error = [CChar](repeating: 0, count: 512)
        guard let image = unsafe file_load("/proc/self/fd/\(number)", &error, error.count) else {
            throw PluginRefusal("The plugin cannot be loaded: \(text(error)); link what it needs into it.")
        }
        guard let symbol = unsafe dlsym(image, "patchbay_plugin_v1") else {
            throw PluginRefusal("The plugin does not export patchbay_plugin_v1: build it with PluginKit, or with exports.map.")
        }
        guard let plugin = unsafe unsafeBitCast(symbol, to: Entry.self)(host.table) else {
            throw PluginRefusal("The plugin refused to start; its log may say why. \(WorkerEnd.cure)")
        }
        guard unsafe plugin.pointee.size >= UInt32(MemoryLayout<patchbay_plugin>.size), unsafe plugin.pointee.invoke != nil else {
            throw PluginRefusal("The plugin's table is shorter than version 1.0 of the header, or has no invoke: build it with this header.")
        }
        guard unsafe plugin.pointee.flags & ~UInt32(PATCHBAY_BLOCKS) == 0 else {
            throw PluginRefusal("The plugin sets flags that this host does not know: update Patchbay.")
        }
        unsafe self.plugin = plugin
    }

    var mayBlock: Bool { unsafe plugin.pointee.flags & UInt32(PATCHBAY_BLOCKS) != 0 }
    var manifest: [UInt8] { unsafe plugin.pointee.manifest.array }

    func invoke(_ id: UInt64, _ call: PluginCall, timeLeft: Duration) {
        var operation = call.operation.rawValue
        operation.withUTF8 { operation in
            unsafe call.input.withUnsafeBytes { input in
                var request = unsafe patchbay_request(
                    size: UInt32(MemoryLayout<patchbay_request>.size), attempt: UInt32(clamping: max(1, call.attempt)),
                    time_left: max(1, timeLeft.milliseconds),
                    operation: patchbay_bytes(data: operation.baseAddress, size: operation.count),
                    input: patchbay_bytes(data: input.baseAddress, size: input.count)
                )
                unsafe plugin.pointee.invoke(plugin.pointee.context, id, &request)
            }
        }
    }

    func cancel(_ id: UInt64) {
        unsafe plugin.pointee.cancel?(plugin.pointee.context, id)
    }
}

/// A terminated C string in an array.
private func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

extension patchbay_bytes {
    /// The bytes, copied.
    var array: [UInt8] {
        unsafe [UInt8](UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size))
    }
}
