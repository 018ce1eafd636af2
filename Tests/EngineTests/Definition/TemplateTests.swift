import Engine
import PatchbayJSON
import TestSupport
import Testing

@Suite("A template")
struct TemplateTests {
    static let scope = Scope(
        trigger: [
            "body": ["customer": ["name": "Ada", "tags": ["new", "vip"], "first name": "A", "age": 36], "big": .number(JSONNumber("12345678901234567890.10")!), "none": .null, "code": "{{ run.id }}"],
            "method": "POST",
        ],
        steps: ["lookup": ["output": ["id": 7, "ok": true], "state": "succeeded"]],
        run: ["id": "run_1"], workspace: ["id": "ws_1"])

    @Test("that is one expression keeps the value's type", arguments: [
        ("{{customer.age}}", 36), ("{{ steps.lookup.output }}", ["id": 7, "ok": true]), ("{{none}}", .null),
        ("{{ customer.tags[1] }}", "vip"), (#"{{ customer["first name"] }}"#, "A"), ("{{trigger.method}}", "POST"),
        ("{{trigger.body.customer.name}}", "Ada"), ("{{run.id}}", "run_1"), ("{{workspace.id}}", "ws_1"),
        ("{{ 'literal }} braces {{' }}", "literal }} braces {{"), ("{{ -1.50 }}", .number(JSONNumber("-1.5")!)), ("{{ true }}", true),
    ] as [(String, JSON)])
    func keepsType(text: String, value: JSON) throws {
        #expect(try Template.parse(text).render(in: Self.scope) == value)
    }

    @Test("with other text becomes text: strings as they are, the rest as JSON", arguments: [
        ("Hi {{customer.name}}!", "Hi Ada!"), ("{{customer.name}}{{customer.age}}", "Ada36"), ("n={{big}}", "n=12345678901234567890.10"),
        ("tags {{customer.tags}}", #"tags ["new","vip"]"#), ("none: {{none}}", "none: null"), ("no { braces } here", "no { braces } here"),
        (" {{customer.name}}", " Ada"),
    ])
    func embeds(text: String, value: String) throws {
        #expect(try Template.parse(text).render(in: Self.scope) == .string(value))
    }

    @Test("never evaluates a value that came in through an expression")
    func notTwice() throws {
        #expect(try Template.parse("{{code}}").render(in: Self.scope) == "{{ run.id }}")
        #expect(try Template.parse("x{{code}}").render(in: Self.scope) == "x{{ run.id }}")
    }

    @Test("of a whole document renders in place, keys untouched")
    func document() throws {
        var issues: [DefinitionIssue] = []
        let template = Template.parse(
            ["a": ["{{customer.age}}", 1], "{{key}}": "k", "plain": ["deep": .null]], at: "", issues: &issues)
        #expect(issues.isEmpty)
        #expect(try template.render(in: Self.scope) == ["a": [36, 1], "{{key}}": "k", "plain": ["deep": .null]])
    }

    @Test("with a path that is not there fails and suggests the nearest name", arguments: [
        ("{{custmer.name}}", "'custmer' does not exist; did you mean 'customer'?"),
        ("{{customer.nmae}}", "'customer.nmae' does not exist; did you mean 'name'?"),
        ("{{customer.zzzzzz}}", "'customer.zzzzzz' does not exist."),
        ("{{customer.name.first}}", "'customer.name.first' does not exist: what precedes 'first' is a text, not an object."),
        ("{{customer.tags[2]}}", "'customer.tags[2]' does not exist: the list has 2 elements."),
        ("{{none.x}}", "'none.x' does not exist: what precedes 'x' is null, not an object."),
        ("{{customer[0]}}", "'customer[0]' does not exist: what precedes [0] is an object, not a list."),
        ("{{steps.lokup.output}}", "'steps.lokup' does not exist; did you mean 'lookup'?"),
    ])
    func missing(text: String, message: String) throws {
        var issues: [DefinitionIssue] = []
        let template = Template.parse(["outer": [.string(text)]], at: "", issues: &issues)
        let error = #expect(throws: EvaluationError.self) { try template.render(in: Self.scope) }
        #expect(error?.pointer == "/outer/0")
        #expect(error?.message == message)
    }

    @Test("with a malformed expression is refused", arguments: [
        ("{{", "an expression opened with '{{' is not closed with '}}'", 2), ("{{ a", "an expression opened with '{{' is not closed with '}}'", 4),
        ("{{}}", "an expression is empty", 2), ("{{ a. }}", "expected a name after '.', found '}'", 6),
        ("{{ a-b }}", #"a name has letters, digits and underscores; write another key as ["a-…"]"#, 3),
        ("{{ a.0 }}", #"'0' is not a name; write [0] for a position or ["0"] for a key"#, 5),
        ("{{ a[x] }}", #"expected a position such as [0] or a key such as ["name"], found 'x'"#, 5),
        ("{{ a['b }}", "a text in quotes is not closed", 5), ("{{ a | b }}", "expected '}}' or a path, found '|'", 5),
        ("{{ 1.2.3 }}", "'1.2.3' is not a number", 3),
    ])
    func malformed(text: String, message: String, offset: Int) {
        let error = #expect(throws: ExpressionError.self) { try Template.parse(text) }
        #expect(error?.message == message)
        #expect(error?.offset == offset)
    }

    @Test("that grows beyond its limit fails before it uses the memory")
    func limit() throws {
        let long = Scope(trigger: ["body": ["text": .string(String(repeating: "x", count: 600))]])
        let template = try Template.parse("{{text}}{{text}}")
        #expect(throws: EvaluationError(pointer: "", message: "The values of this step's expressions exceed 1000 bytes.")) {
            try template.render(in: long, limit: 1000)
        }
        #expect(try template.render(in: long, limit: 2000).string?.utf8.count == 1200)
    }

    @Test("made of random bytes is parsed or refused, and renders or fails, without a trap")
    func fuzz() {
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array(#"{{}}[]."'\ a1_-customer.name"#.utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let template = try? Template.parse(text), case .constant(let value) = template else { continue }
            #expect(value == .string(text))
        }
    }
}
