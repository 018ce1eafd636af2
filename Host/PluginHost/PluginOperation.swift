/// What a plugin can be asked to do (wall 1). The raw value crosses the boundary.
package enum PluginOperation: String, CaseIterable, Sendable {
    case authTest = "auth.test"
    case authIdentity = "auth.identity"
    case authToken = "auth.token"
    case actionRun = "action.run"
    case optionsList = "options.list"
    case triggerPoll = "trigger.poll"
    case triggerSubscribe = "trigger.subscribe"
    case triggerUnsubscribe = "trigger.unsubscribe"
    case triggerReceive = "trigger.receive"
    case streamDiscover = "stream.discover"
    case streamRead = "stream.read"
    case eventNormalize = "event.normalize"
}
