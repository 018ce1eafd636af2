import Engine
import Model
import PatchbayJSON
import Testing

@Suite("A workflow document")
struct DefinitionTests {
    /// Document A of the workflow language, as users already have it.
    static let welcome = #"""
        {"name":"Welcome New Customer","trigger":{"type":"webhook","path":"/new-customer"},"steps":[{"provider":"slack","action":"send_message","config":{"channel":"#sales","text":"New customer: {{customer.name}}"}},{"provider":"salesforce","action":"create_lead","config":{"first_name":"{{customer.first_name}}","last_name":"{{customer.last_name}}","email":"{{customer.email}}"}}]}
        """#

    @Test("with provider and config reads as connector and input, its steps in listed order")
    func documentA() throws {
        let workflow = try WorkflowDefinition.parse(.parse(Self.welcome))
        #expect(workflow.name == "Welcome New Customer")
        #expect(workflow.webhookPath == "new-customer")
        #expect(workflow.steps.map(\.id) == ["step_1", "step_2"])
        #expect(workflow.steps.map(\.connector) == ["slack", "salesforce"])
        #expect(workflow.dependencies == [[], [0]])
        #expect(workflow.steps[0].retry == .standard)
    }

    @Test("says everything about a step that there is to say")
    func everything() throws {
        let workflow = try WorkflowDefinition.parse([
            "name": "all", "description": "of it",
            "steps": [
                [
                    "id": "first", "type": "action", "action": "slack.send_message", "connection": 2, "input": ["text": "hi"],
                    "retry": ["max_attempts": 5, "initial_delay_ms": 250, "max_delay_ms": "10s", "backoff": "constant"],
                    "timeout": "30s", "on_error": "continue", "in_doubt": "retry",
                ],
                ["id": "second", "connector": "text", "action": "join", "timeout": 1500, "depends_on": ["first"]],
            ],
        ])
        let step = workflow.steps[0]
        #expect(workflow.trigger == .manual)
        #expect(step.connector == "slack" && step.action == "send_message" && step.connection == .number(2))
        #expect(step.retry == RetryPolicy(maxAttempts: 5, initialDelay: .milliseconds(250), maxDelay: .seconds(10), backoff: .constant))
        #expect(step.timeout == .seconds(30) && step.onError == .continue && step.inDoubt == .retry)
        #expect(workflow.steps[1].timeout == .milliseconds(1500))
        #expect(workflow.steps[1].input == .constant([:]))
    }

    @Test("runs a step when its dependencies have ended, once any step names one")
    func dependencies() throws {
        let workflow = try WorkflowDefinition.parse([
            "name": "diamond",
            "steps": [
                ["id": "d", "action": "t.x", "depends_on": ["b", "c"]], ["id": "b", "action": "t.x", "depends_on": ["a"]],
                ["id": "c", "action": "t.x", "depends_on": ["a"]], ["id": "a", "action": "t.x"],
            ],
        ])
        #expect(workflow.dependencies == [[1, 2], [3], [3], []])
    }

    @Test("with one fault is refused with the place and a sentence", arguments: [
        (#"[]"#, "", "A workflow is an object, not a list."),
        (#"{"steps":[{"action":"t.x"}]}"#, "/name", "A workflow needs a 'name'."),
        (#"{"name":"n"}"#, "/steps", "A workflow needs 'steps'."),
        (#"{"name":"n","steps":[]}"#, "/steps", "'steps' must be a list of 1 to 100 steps."),
        (#"{"name":"n","steps":[{"action":"t.x"}],"trigger":{"type":"cron"}}"#, "/trigger/type", #"'type' must be one of "webhook", "manual"."#),
        (#"{"name":"n","steps":[{"action":"t.x"}],"trigger":{"type":"webhook"}}"#, "/trigger/path", #"A webhook trigger needs a 'path' such as "/orders"."#),
        (#"{"name":"n","steps":[{"action":"x"}]}"#, "/steps/0", #"A step needs a 'connector', or it in its action: "slack.send_message"."#),
        (#"{"name":"n","steps":[{"connector":"t"}]}"#, "/steps/0", #"A step needs an 'action' such as "slack.send_message"."#),
        (#"{"name":"n","steps":[{"action":"t.x","conection":1}]}"#, "/steps/0/conection", "'conection' is not a known key here; did you mean 'connection'?"),
        (#"{"name":"n","steps":[{"action":"t.x","type":"condition","condition":"a"}]}"#, "/steps/0/type", "Steps of type 'condition' are not supported yet; a step is an action."),
        (#"{"name":"n","steps":[{"action":"t.x","type":"aktion"}]}"#, "/steps/0/type", "There is no step type 'aktion'; did you mean 'action'?"),
        (#"{"name":"n","steps":[{"action":"t.x","config":{},"input":{}}]}"#, "/steps/0/config", "'input' and 'config' mean the same; write one of them."),
        (#"{"name":"n","steps":[{"action":"t.x","retry":{"max_attempts":0}}]}"#, "/steps/0/retry/max_attempts", "'max_attempts' must be a whole number from 1 to 100."),
        (#"{"name":"n","steps":[{"action":"t.x","id":"steps"}]}"#, "/steps/0/id", "'steps' is what expressions call something else; choose another id."),
        (#"{"name":"n","steps":[{"action":"t.x","id":"a"},{"action":"t.x","id":"a"}]}"#, "/steps/1/id", "Step 1 already has the id 'a'."),
        (#"{"name":"n","steps":[{"action":"t.x","id":"ab","depends_on":["ba"]},{"action":"t.x","id":"bb"}]}"#, "/steps/0/depends_on/0", "There is no step 'ba'; did you mean 'ab'?"),
        (#"{"name":"n","steps":[{"action":"t.x","id":"a","depends_on":["b"]},{"action":"t.x","id":"b","depends_on":["a"]}]}"#, "/steps/0/depends_on", "These steps wait for each other: 'a' → 'b' → 'a'."),
        (#"{"name":"n","steps":[{"action":"t.x","config":{"a/b":["{{ x y }}"]}}]}"#, "/steps/0/config/a~1b/0", "expected '}}' or a path, found 'y' (at character 6)."),
        (#"{"name":"n","steps":[{"action":"t.x","config":{"a":"{{ steps.step_2.output }}"}},{"action":"t.x"}]}"#, "/steps/0/config/a", "Step 'step_2' does not end before this one starts; add it to 'depends_on'."),
        (#"{"name":"n","steps":[{"action":"t.x","input":{"a":"{{ item.x }}"}}]}"#, "/steps/0/input/a", "'item' exists only in a for-each step, which is not supported yet; a field of the trigger called item is trigger.body.item."),
        (#"{"name":"n","nodes":[]}"#, "/nodes", "'nodes' are not supported yet; write 'steps'."),
    ])
    func refused(document: String, pointer: String, message: String) throws {
        let json = try JSON.parse(document)
        let error = #expect(throws: DefinitionError.self) { try WorkflowDefinition.parse(json) }
        #expect(error?.issues == [DefinitionIssue(pointer, message)])
    }

    @Test("with many faults is refused with all of them at once, in order")
    func allAtOnce() throws {
        let json = try JSON.parse(#"""
            {"nam":"n","trigger":{"type":"webhook","path":"a b"},
             "steps":[{"id":"a","action":"t.x","timeout":"soon","input":{"v":"{{"}},7,{"id":"a","action":"x","on_error":"ignore"}]}
            """#)
        let error = #expect(throws: DefinitionError.self) { try WorkflowDefinition.parse(json) }
        #expect(error?.issues.map(\.pointer) == [
            "/name", "/trigger/path", "/steps/0/input/v", "/steps/0/timeout", "/steps/1", "/steps/2", "/steps/2/on_error", "/steps/2/id", "/nam",
        ])
    }

    @Test("chooses its webhook path without slashes at the ends", arguments: [
        ("/orders", "orders"), ("orders/new/", "orders/new"), ("/a.b_c~d-e", "a.b_c~d-e"),
        ("", nil), ("/", nil), ("//a", nil), ("/a//b", nil), ("/a/../b", nil), ("/a?b", nil), ("/ä", nil), ("/%41", nil),
    ])
    func webhookPath(path: String, normalized: String?) {
        #expect(WebhookPath.normalize(path[...]) == normalized)
    }
}
