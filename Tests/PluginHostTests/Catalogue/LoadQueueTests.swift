import PluginHost
import Testing

@Suite("Files that wait to be loaded")
struct LoadQueueTests {
    private var queue = LoadQueue()

    @Test("are loaded in order, so many at once")
    mutating func order() {
        let names = (0..<LoadQueue.places + 2).map { "file\($0)" }
        for name in names { _ = queue.add(Self.found(name)) }
        let first = takeAll()
        #expect(first.map(\.found.id) == Array(names.prefix(LoadQueue.places)))
        let counts = queue.end(first[3])
        #expect(counts)
        #expect(takeAll().map(\.found.id) == [names[LoadQueue.places]])
    }

    @Test("make an older load of theirs worthless")
    mutating func superseded() {
        _ = queue.add(Self.found("slack"))
        let old = takeAll()
        let abandoned = queue.add(Self.found("slack", size: 2))
        #expect(abandoned === old.first)
        let new = takeAll()
        #expect(old.map { queue.end($0) } == [false])
        #expect(queue.files["slack"]?.isSame(as: new.first?.found) == true)
        #expect(new.map { queue.end($0) } == [true])
        #expect(queue.files.isEmpty)
    }

    @Test("are not loaded twice at a time when nothing about them has changed")
    mutating func same() {
        _ = queue.add(Self.found("slack"))
        let loads = takeAll()
        let abandoned = queue.add(Self.found("slack"))
        #expect(abandoned == nil)
        #expect(takeAll().isEmpty)
        #expect(loads.map { queue.end($0) } == [true])
    }

    @Test("are forgotten when they are gone, begun or not")
    mutating func removed() {
        _ = queue.add(Self.found("one"))
        let begun = takeAll()
        _ = queue.add(Self.found("two"))
        #expect(["one", "two", "three"].map { queue.remove($0) != nil } == [true, true, false])
        #expect(takeAll().isEmpty)
        #expect(begun.map { queue.end($0) } == [false])
    }

    @Test("wait once more when they are told to start over")
    mutating func startOver() {
        _ = queue.add(Self.found("one"))
        let begun = takeAll()
        let abandoned = queue.startOver()
        #expect(abandoned.map { $0 === begun.first } == [true])
        #expect(begun.map { queue.end($0) } == [false])
        #expect(takeAll().map(\.found.id) == ["one"])
    }

    @Test("go before a caller's own load, which gives way to those that come later")
    mutating func callers() {
        let own = queue.begin(Self.found("slack"))
        let another = queue.begin(Self.found("slack"))
        #expect(own != nil && another == nil)
        let abandoned = queue.add(Self.found("slack", size: 2))
        #expect(abandoned === own)
        #expect(own.map { queue.end($0) } == false)
        let rest = queue.removeAll()
        #expect(rest.map(\.found.identity.size) == [2])
        #expect(takeAll().isEmpty)
    }

    /// Gives a place to as many as have one.
    private mutating func takeAll() -> [PluginLoad] {
        var loads: [PluginLoad] = []
        while let load = queue.next() { loads.append(load) }
        return loads
    }

    private static func found(_ id: String, size: Int = 1) -> PluginFile.Found {
        PluginFile.Found(
            id: id, path: "/\(id).so", identity: FileIdentity("1 2 \(size) 4 5 33188 0")!, policy: nil, writing: .nobody)
    }
}
