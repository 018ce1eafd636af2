package import CLinux
import DequeModule

/// Frames a worker has no room for yet. Cancels go first; documents continue where they stopped.
package struct Outbox {
    package struct Item {
        var frame: frame
        let prefix: String
        let document: [UInt8]

        /// `prefix`, then `document`: together `frame.total` bytes.
        package init(frame: frame, prefix: String = "", document: [UInt8] = []) {
            self.frame = frame
            self.frame.total = UInt32(prefix.utf8.count + document.count)
            self.prefix = prefix
            self.document = document
        }

        var isSent: Bool { frame.offset >= frame.total }

        /// What it makes the host keep that the caller of a call does not keep anyway; small ones cost their bookkeeping.
        fileprivate var replyBytes: Int {
            frame.type == UInt8(FRAME_REPLY.rawValue) ? document.count + MemoryLayout<Self>.stride : 0
        }
    }

    private var items: Deque<Item> = []
    /// Of the answers to fetches that wait for the worker to read.
    package private(set) var replyBytes = 0

    package init() {}

    package var isEmpty: Bool { items.isEmpty }

    package mutating func append(_ item: Item, first: Bool) {
        replyBytes += item.replyBytes
        if first { items.prepend(item) } else { items.append(item) }
    }

    /// Sends what the socket takes.
    package mutating func flush(to socket: WorkerSocket) {
        while var item = items.first {
            guard item.send(to: socket) else {
                items[0] = item
                return
            }
            replyBytes -= items.removeFirst().replyBytes
        }
    }
}

extension Outbox.Item {
    /// Sends the rest; false when the socket is full.
    mutating func send(to socket: WorkerSocket) -> Bool {
        repeat {
            guard socket.send(&frame, prefix: prefix, document) else { return false }
        } while !isSent
        return true
    }
}
