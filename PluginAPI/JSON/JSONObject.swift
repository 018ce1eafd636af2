/// The members of a JSON object in document order. Each key occurs once: set again, it keeps its place and takes the new value.
///
/// Looking a key up takes a scan of up to 16 members, a hash lookup beyond.
public struct JSONObject: Sendable {
    public typealias Element = (key: String, value: JSON)

    @usableFromInline
    private(set) var members: [Element]
    /// Empty until there are more than `scanLimit` members.
    private var index: KeyIndex

    static let scanLimit = 16

    public init() {
        members = []
        index = KeyIndex()
    }

    /// The members in order; where a key occurs twice the last value wins.
    public init(_ elements: some Sequence<(String, JSON)>) {
        self.init()
        for (key, value) in elements { self[key] = value }
    }

    /// Members as parsed. `areDistinct` promises that no key occurs twice; it may be false without that being so.
    init(parsed elements: [Element], areDistinct: Bool) {
        self.init()
        if areDistinct {
            members = elements
        } else {
            members.reserveCapacity(elements.count)
            for element in elements { self[element.key] = element.value }
        }
    }

    public subscript(key: String) -> JSON? {
        get { position(of: key).map { members[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): members[position].value = value
            case (nil, let value?): append(key, value)
            case (let position?, nil): remove(at: position)
            case (nil, nil): break
            }
        }
    }

    public var keys: some RandomAccessCollection<String> & Sendable { members.lazy.map(\.key) }

    private func position(of key: String) -> Int? {
        guard index.isEmpty else {
            return index.position(of: key) { members[$0].key }
        }
        for position in members.indices where members[position].key.isIdentical(to: key) { return position }
        return nil
    }

    private mutating func append(_ key: String, _ value: JSON) {
        members.append((key, value))
        if !index.isEmpty && index.hasRoom(for: members.count) {
            index.insert(key, at: members.count - 1)
        } else if members.count > Self.scanLimit {
            index = KeyIndex(members.lazy.map(\.key))
        }
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        index = members.count > Self.scanLimit ? KeyIndex(members.lazy.map(\.key)) : KeyIndex()
    }
}

// Inlinable, for reading all members is what callers do most.
extension JSONObject: RandomAccessCollection {
    @inlinable
    public var startIndex: Int { members.startIndex }

    @inlinable
    public var endIndex: Int { members.endIndex }

    @inlinable
    public subscript(position: Int) -> Element { members[position] }

    @inlinable
    public func makeIterator() -> IndexingIterator<[Element]> { members.makeIterator() }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}

extension JSONObject: Hashable {
    /// The same keys with equal values, in any order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (key, value) in members {
            var member = Hasher()
            key.hashBytes(into: &member)
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(members.count)
        hasher.combine(sum)
    }
}
