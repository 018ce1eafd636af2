import CLinux
import Synchronization

/// Tells when something in the folder changes (inotify), as names with whether they are finished.
final class FolderWatch: ReadinessHandler {
    struct Event: Hashable, Sendable {
        /// Empty: more happened than the kernel kept.
        let name: String
        let isFinished: Bool
    }

    private let watch: Descriptor
    private let changed: @Sendable ([Event]) -> Void

    /// Nil when the folder is not there, or the system has no more watches.
    init?(_ path: String, changed: @escaping @Sendable ([Event]) -> Void) {
        let number = unsafe folder_watch(path)
        guard number >= 0 else { return nil }
        watch = Descriptor(number)
        self.changed = changed
    }

    func attach(to reactor: Reactor) -> Reactor.Token {
        reactor.add(watch.number, self)
    }

    func ready(readable: Bool, writable: Bool, _ packets: inout PacketBatch) {
        let text = unsafe String(unsafeUninitializedCapacity: 8192) { room in
            unsafe room.withMemoryRebound(to: CChar.self) { room in
                unsafe folder_events(watch.number, room.baseAddress, room.count)
            }
        }
        let events = text.split(separator: "/").map { Event(name: String($0.dropFirst()), isFinished: $0.hasPrefix("F")) }
        if !events.isEmpty { changed(events) }
    }
}
