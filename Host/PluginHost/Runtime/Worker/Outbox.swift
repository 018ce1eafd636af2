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
    }

    private var items: Deque<Item> = []

    package init() {}

    package var isEmpty: Bool { items.isEmpty }

    package mutating func append(_ item: Item, first: Bool) {
        if first { items.prepend(item) } else { items.append(item) }
    }

    /// Sends what the socket takes.
    package mutating func flush(to socket: WorkerSocket) {
        while var item = items.first {
            guard item.send(to: socket) else {
                items[0] = item
                return
            }
            items.removeFirst()
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
