/// What a plugin can be asked to do (wall 1). The raw value crosses the boundary. The list grows, so it is no enumeration: a plugin
/// must refuse what it does not know, and whoever checks that needs to ask for it.
package struct PluginOperation: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let authTest = PluginOperation(rawValue: "auth.test")
    package static let authIdentity = PluginOperation(rawValue: "auth.identity")
    package static let authToken = PluginOperation(rawValue: "auth.token")
    package static let actionRun = PluginOperation(rawValue: "action.run")
    package static let optionsList = PluginOperation(rawValue: "options.list")
    package static let triggerPoll = PluginOperation(rawValue: "trigger.poll")
    package static let triggerSubscribe = PluginOperation(rawValue: "trigger.subscribe")
    package static let triggerUnsubscribe = PluginOperation(rawValue: "trigger.unsubscribe")
    package static let triggerReceive = PluginOperation(rawValue: "trigger.receive")
    package static let streamDiscover = PluginOperation(rawValue: "stream.discover")
    package static let streamRead = PluginOperation(rawValue: "stream.read")
    package static let eventNormalize = PluginOperation(rawValue: "event.normalize")

    /// Those of version 1.
    package static let all: [PluginOperation] = [
        .authTest, .authIdentity, .authToken, .actionRun, .optionsList, .triggerPoll, .triggerSubscribe, .triggerUnsubscribe,
        .triggerReceive, .streamDiscover, .streamRead, .eventNormalize,
    ]
}
