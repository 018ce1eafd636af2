import Engine
import Model
import PatchbayJSON

extension AffectedStep {
    var json: JSON {
        [
            "workflow": .string(workflow.text), "name": .string(name), "step": .string(step), "path": .string(path),
            "message": .string(message),
        ]
    }
}
