import PatchbayJSON
import PluginHost
import Testing

/// A manifest comes from the plugin, so any value may stand in any place.
@Suite("A wrong value in a manifest")
struct ManifestDamageTests {
    @Test("is read to a result, and what is said names a place that is there", arguments: [
        .null, true, 7, -1, .number(JSONNumber("1e400") ?? 0), "", "{{", "x y", [], [:], [[]], ["": [:]], [7, "x"],
    ] as [JSON])
    func everywhere(value: JSON) throws {
        var refused = 0
        let places = Self.places(in: ManifestSample.complete, at: JSONPointer())
        for place in places {
            let damaged = Self.replacing(place.tokens[...], in: ManifestSample.complete, with: value)
            let findings: [ManifestFinding]
            do {
                findings = try Manifest(damaged).warnings
            } catch {
                findings = error.problems
                refused += 1
            }
            for finding in findings {
                #expect(damaged[pointer: finding.pointer] != nil, "\(finding) when \(value) stands at \(place)")
                #expect(finding.message.hasSuffix("."))
            }
        }
        // Samples and defaults may be anything, and lists may be empty; most places have a type.
        #expect(refused > places.count / 4, "\(refused) of \(places.count)")
    }

    @Test("is found in a document of a megabyte as soon as in a small one", .timeLimit(.minutes(1)), arguments: [
        (["headers": .object(JSONObject((0..<50_000).map { ("h\($0)", "{{field:none}}") }))], 100),
        (["unknown": .array(Array(repeating: [:], count: 300_000))], 1),
        (.object(JSONObject((0..<50_000).map { ("unknown\($0)", .null) })), 100),
    ] as [(JSON, Int)])
    func large(apply: JSON, findings: Int) {
        do {
            #expect(try Manifest(ManifestSample.scheme(["apply": apply])).warnings.count == findings)
        } catch {
            #expect(error.problems.count == findings)
        }
    }

    private static func places(in value: JSON, at pointer: JSONPointer) -> [JSONPointer] {
        let members = value.object?.flatMap { places(in: $0.value, at: pointer.appending($0.key)) } ?? []
        let elements = value.array?.enumerated().flatMap { places(in: $0.element, at: pointer.appending($0.offset)) } ?? []
        return [pointer] + members + elements
    }

    private static func replacing(_ tokens: ArraySlice<String>, in value: JSON, with replacement: JSON) -> JSON {
        guard let token = tokens.first else { return replacement }
        switch value {
        case .object(var object):
            object[token] = object[token].map { replacing(tokens.dropFirst(), in: $0, with: replacement) }
            return .object(object)
        case .array(var elements):
            if let index = Int(token) { elements[index] = replacing(tokens.dropFirst(), in: elements[index], with: replacement) }
            return .array(elements)
        default:
            return value
        }
    }
}
