import PatchbayJSON
import TestSupport
import Testing

/// JSONTestSuite (Nicolas Seriot): `y_` must be accepted, `n_` refused, `i_` is up to us but must not crash.
@Suite("The public parsing suite")
struct ParsingSuiteTests {
    @Test("is there in full, or in the small set of our own")
    func isThere() throws {
        let files = try Vectors.files(in: "json-parsing")
        let (accepted, refused) = (files.count { $0.name.hasPrefix("y_") }, files.count { $0.name.hasPrefix("n_") })
        if Vectors.areComplete {
            #expect(accepted >= 95 && refused >= 180)
        } else {
            #expect(accepted >= 8 && refused >= 25)
        }
    }

    @Test("decides as it must, and the validator as the parser")
    func decides() throws {
        for (name, bytes) in try Vectors.files(in: "json-parsing") {
            let value = try? JSON.parse(bytes)
            let isValid = (try? JSON.validate(bytes)) != nil
            #expect(isValid == (value != nil), "\(name)")
            if name.hasPrefix("y_") { #expect(value != nil, "\(name)") }
            if name.hasPrefix("n_") { #expect(value == nil, "\(name)") }
            if let value { #expect(try JSON.parse(value.bytes()) == value, "\(name)") }
        }
    }
}
