import PatchbayJSON
public import PluginKit

extension TestHost {
    /// The table that the plugin gets. It lives as long as the process, as the ABI promises.
    public func table(size: Int = unsafe MemoryLayout<patchbay_host>.size) -> HostTable {
        let table = UnsafeMutablePointer<patchbay_host>.allocate(capacity: 1)
        unsafe table.initialize(
            to: patchbay_host(
                size: UInt32(size),
                abi_minor: 0,
                context: Unmanaged.passRetained(self).toOpaque(),
                complete: { context, call, status, document in
                    unsafe TestHost.behind(context).complete(call, Ending(status: status, document: bytes(document)))
                },
                fetch: { context, call, request, user, reply in
                    let user = UInt(bitPattern: user)
                    guard let reply = unsafe reply, let request = unsafe try? JSON.parse(bytes(request)) else { return }
                    unsafe TestHost.behind(context).fetch(
                        Fetch(call: call, request: request) { status, document in
                            let text = document.bytes()
                            unsafe text.withUnsafeBytes {
                                unsafe reply(
                                    UnsafeMutableRawPointer(bitPattern: user), status,
                                    patchbay_bytes(data: $0.baseAddress, size: $0.count))
                            }
                        })
                },
                log: { context, _, _, message in
                    unsafe TestHost.behind(context).log(String(decoding: bytes(message), as: UTF8.self))
                },
                now: { _ in Int64(TestHost.now) },
                random: { _, bytes, size in unsafe bytes?.initializeMemory(as: UInt8.self, repeating: 7, count: size) },
                extension: { _, _ in nil }
            ))
        return unsafe UnsafePointer(table)
    }

    private static func behind(_ context: UnsafeMutableRawPointer?) -> TestHost {
        guard let context = unsafe context else { preconditionFailure("The plugin lost the host's context.") }
        return unsafe Unmanaged<TestHost>.fromOpaque(context).takeUnretainedValue()
    }
}

private func bytes(_ view: patchbay_bytes) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: view.data, count: view.size))
}
