/// Where the elements of open containers wait until the container closes and takes them as an array of exact size:
/// one allocation per container instead of one per growth.
@safe struct ValueStack<Element>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 64
        unsafe base = .allocate(capacity: capacity)
    }

    deinit {
        unsafe base.deinitialize(count: count)
        unsafe base.deallocate()
    }

    @inline(__always)
    mutating func push(_ element: consuming Element) {
        if count == capacity { grow() }
        unsafe (base + count).initialize(to: element)
        count += 1
    }

    subscript(position: Int) -> Element {
        @inline(__always)
        unsafeAddress {
            precondition(position < count)
            return unsafe UnsafePointer(base + position)
        }
        @inline(__always)
        unsafeMutableAddress {
            precondition(position < count)
            return unsafe base + position
        }
    }

    /// The elements from `mark`, a former `count`, on; they leave the stack.
    @inline(__always)
    mutating func pop(from mark: Int) -> [Element] {
        let size = count - mark
        guard size > 0 else { return [] }
        count = mark
        // Not `unsafeUninitializedCapacity`, which asks the runtime for the array's type each time.
        var elements: [Element] = []
        elements.reserveCapacity(size)
        for index in mark..<mark + size { elements.append(unsafe (base + index).move()) }
        return elements
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        unsafe larger.moveInitialize(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = larger
        capacity *= 2
    }
}
