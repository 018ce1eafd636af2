import PatchbayJSON
import Testing

/// Below and above the size from which an object has a hash index.
private let sizes = [0, 1, 2, 15, 16, 17, 18, 31, 32, 33, 34, 100, 1000]

@Suite("Objects")
struct ObjectTests {
    private func object(_ size: Int) -> JSONObject {
        JSONObject((0..<size).map { ("key\($0)", JSON.number(JSONNumber($0))) })
    }

    @Test("find every member and no other, whatever their size", arguments: sizes)
    func lookup(size: Int) throws {
        let built = object(size)
        let parsed = try #require(try JSON.parse(JSON.object(built).bytes()).object)
        for object in [built, parsed] {
            #expect(object.count == size)
            for number in 0..<size { #expect(object["key\(number)"]?.int64 == Int64(number)) }
            #expect(object["key\(size)"] == nil)
            #expect(Array(object.keys) == (0..<size).map { "key\($0)" })
        }
    }

    @Test("keep places when a value is replaced and close the gap when one is removed", arguments: sizes.filter { $0 > 0 })
    func mutation(size: Int) {
        var object = object(size)
        object["key0"] = "new"
        #expect(object.count == size && object[0].key == "key0" && object[0].value == "new")
        object["key0"] = nil
        #expect(object.count == size - 1 && object["key0"] == nil)
        object["absent"] = nil
        #expect(object.count == size - 1)
        for number in 1..<size { #expect(object["key\(number)"]?.int64 == Int64(number)) }
        object["key0"] = "back"
        #expect(object.last?.key == "key0" && object["key0"] == "back")
    }

    @Test("are equal in any order, and hash so", arguments: sizes)
    func equality(size: Int) {
        let (one, other) = (object(size), JSONObject(object(size).reversed().map { ($0.key, $0.value) }))
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        var different = other
        different["key0"] = "else"
        #expect(one != different)
    }

    @Test("parse equal keys as one, whatever their size", arguments: sizes)
    func duplicates(size: Int) throws {
        let half = JSON.object(object(size)).text().dropFirst().dropLast()
        let doubled = try JSON.parse(size == 0 ? "{}" : "{\(half),\(half)}")
        #expect(doubled == .object(object(size)))
    }
}
