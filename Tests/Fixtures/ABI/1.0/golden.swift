// Uses every part of ABI 1.0 that a plugin has which does not block, from Swift without the kit: what is kept is the border,
// not the kit. Built against the header stored beside it; the built file is kept, because what must go on working is the file.
public import CPatchbay

private let manifest: StaticString = """
    {"manifest_version":1,"id":"golden-swift","name":"Golden Swift","version":"1.0.0","hosts":[{"host":"api.example.org"}],\
    "actions":[{"id":"use_all","name":"Use all","auth":[],"input":{"type":"object"}}]}
    """

nonisolated(unsafe) private var host: UnsafePointer<patchbay_host>!

nonisolated(unsafe) private var plugin = patchbay_plugin(
    size: UInt32(MemoryLayout<patchbay_plugin>.size), flags: 0, context: nil,
    manifest: patchbay_bytes(data: manifest.utf8Start, size: manifest.utf8CodeUnitCount),
    invoke: { _, call, request in
        let first = request!.pointee
        lend("golden") { host.pointee.log(host.pointee.context, call, PATCHBAY_LOG_INFO, $0) }
        lend(#"{"url":"https://api.example.org/golden"}"#) { url in
            host.pointee.fetch(host.pointee.context, call, url, Unmanaged.passRetained(Waiting(call, first)).toOpaque()) { user, status, reply in
                let waiting = Unmanaged<Waiting>.fromOpaque(user!).takeRetainedValue()
                let fetched = status == PATCHBAY_OK && reply.size > 0
                Task { waiting.complete(fetched: fetched) }
            }
        }
    },
    cancel: { _, _ in }, extension: nil)

/// A call whose request is out.
private final class Waiting: Sendable {
    let call: patchbay_call
    let attempt: UInt32
    let inTime: Bool

    init(_ call: patchbay_call, _ request: patchbay_request) {
        self.call = call
        attempt = request.attempt
        inTime = request.time_left > 0
    }

    func complete(fetched: Bool) {
        var noise = [UInt8](repeating: 0, count: 32)
        host.pointee.random(host.pointee.context, &noise, noise.count)
        let unknown = host.pointee.extension(host.pointee.context, "golden.unknown/1") != nil
        let facts: [(String, Int)] = [
            ("attempt", Int(attempt)), ("in_time", inTime ? 1 : 0), ("now", host.pointee.now(host.pointee.context) > 0 ? 1 : 0),
            ("random", noise.contains { $0 != 0 } ? 1 : 0), ("unknown", unknown ? 1 : 0), ("cancelled", 0), ("fetched", fetched ? 1 : 0),
        ]
        let output = facts.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
        lend("{\"output\":{\(output)}}") { host.pointee.complete(host.pointee.context, call, PATCHBAY_OK, $0) }
    }
}

private func lend(_ text: String, _ body: (patchbay_bytes) -> Void) {
    Array(text.utf8).withUnsafeBytes { body(patchbay_bytes(data: $0.baseAddress, size: $0.count)) }
}

@c @implementation
public func patchbay_plugin_v1(_ given: UnsafePointer<patchbay_host>?) -> UnsafePointer<patchbay_plugin>? {
    guard let given, given.pointee.size >= MemoryLayout<patchbay_host>.size else { return nil }
    host = given
    return withUnsafePointer(to: &plugin) { $0 }
}
