import CPatchbay

/*
 * standalone.swift: a plugin with a Swift runtime of its own inside, as authors ship it: it needs none beside the host.
 *
 *     swiftc -O -emit-library -static-stdlib -parse-as-library -I PluginAPI/Header -o standalone.so standalone.swift note.o
 *
 * Answers each call from a task, so that the runtime's thread pool works in there, too.
 */

private nonisolated(unsafe) var host: UnsafePointer<patchbay_host>!

private let manifest: StaticString = #"{"id":"standalone","name":"Standalone","version":"1.0.0"}"#

private func invoke(_: UnsafeMutableRawPointer?, call: patchbay_call, request: UnsafePointer<patchbay_request>?) {
    let words = request.map { String(decoding: UnsafeRawBufferPointer(start: $0.pointee.input.data, count: $0.pointee.input.size), as: UTF8.self) } ?? ""
    Task {
        let letters = await withTaskGroup(of: Int.self) { group in
            for word in words.split(separator: " ") { group.addTask { word.count } }
            return await group.reduce(0, +)
        }
        var answer = "\(letters)"
        answer.withUTF8 { answer in
            host.pointee.complete(host.pointee.context, call, PATCHBAY_OK, patchbay_bytes(data: answer.baseAddress, size: answer.count))
        }
    }
}

private nonisolated(unsafe) let plugin: UnsafePointer<patchbay_plugin> = {
    let plugin = UnsafeMutablePointer<patchbay_plugin>.allocate(capacity: 1)
    plugin.initialize(to: patchbay_plugin())
    plugin.pointee.size = UInt32(MemoryLayout<patchbay_plugin>.size)
    plugin.pointee.manifest = patchbay_bytes(data: manifest.utf8Start, size: manifest.utf8CodeUnitCount)
    plugin.pointee.invoke = invoke
    return UnsafePointer(plugin)
}()

@_cdecl("patchbay_plugin_v1")
public func entry(_ given: UnsafePointer<patchbay_host>) -> UnsafePointer<patchbay_plugin> {
    host = given
    return plugin
}
