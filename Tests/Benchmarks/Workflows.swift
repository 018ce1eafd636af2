/// Workflow documents of the benchmarks.
enum Workflows {
    /// A webhook and so many steps of the echo plugin, each with a value of the webhook's body.
    static func echo(steps: Int) -> String {
        let step = #"{"connector":"echo","action":"echo","config":{"order":"{{id}}","name":"{{customer.name}}"}}"#
        return #"{"name":"Echo","trigger":{"type":"webhook","path":"/echo"},"steps":["#
            + Array(repeating: step, count: steps).joined(separator: ",") + "]}"
    }
}
