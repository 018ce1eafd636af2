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
        guard bytes(of: first.operation).elementsEqual("action.run".utf8) else {
            lend(#"{"class":"invalid_input","message":"There is no such operation."}"#) {
                host.pointee.complete(host.pointee.context, call, PATCHBAY_FAILED, $0)
            }
            return
        }
        lend("golden") { host.pointee.log(host.pointee.context, call, PATCHBAY_LOG_INFO, $0) }
        lend(#"{"url":"https://api.example.org/golden"}"#) { url in
            host.pointee.fetch(host.pointee.context, call, url, Unmanaged.passRetained(Waiting(call, first)).toOpaque()) { user, status, reply in
                let waiting = Unmanaged<Waiting>.fromOpaque(user!).takeRetainedValue()
                let document = Array(bytes(of: reply))
                Task { waiting.complete(status, document) }
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

    /// Ends the call with what the host says of the request, or with what the provider's status means, or well.
    func complete(_ status: patchbay_status, _ reply: [UInt8]) {
        let http = number(after: #""status":"#, in: reply) ?? 0
        if status != PATCHBAY_OK {
            reply.withUnsafeBytes { host.pointee.complete(host.pointee.context, call, status, patchbay_bytes(data: $0.baseAddress, size: $0.count)) }
        } else if (200...299).contains(http) {
            complete(fetched: !reply.isEmpty)
        } else {
            let kind = http == 401 ? "reauthorize" : http == 429 ? "rate_limited" : http >= 500 ? "retry" : "permanent"
            let wait = number(after: #""retry-after":""#, in: reply) ?? 0
            lend(#"{"class":"\#(kind)","message":"It answered \#(http).","retry_after_ms":\#(wait * 1000)}"#) {
                host.pointee.complete(host.pointee.context, call, PATCHBAY_FAILED, $0)
            }
        }
    }

    private func complete(fetched: Bool) {
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

private func bytes(of view: patchbay_bytes) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: view.data, count: view.size)
}

/// The digits behind a key of a document, as a number.
private func number(after key: String, in document: [UInt8]) -> Int? {
    let key = Array(key.utf8)
    guard let start = document.indices.first(where: { document[$0...].starts(with: key) }) else { return nil }
    let digits = document[(start + key.count)...].prefix { (48...57).contains($0) }.prefix(7)
    return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1) - 48 }
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
