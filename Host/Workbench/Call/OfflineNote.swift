/// What a person must know to read a call that sent nothing.
package struct OfflineNote: CustomStringConvertible {
    package let description: String

    package init(_ outcome: CallRun.Outcome) {
        description = switch outcome.result {
        case .success: "Offline: nothing was sent; each request was answered 200 with the action's sample."
        case .failure:
            """
            Offline: nothing was sent; each request was answered 200 with the action's sample, which need not be what the provider \
            answers. So the requests are right, and this ending may not be; a recording has real answers (--record, then --replay).
            """
        }
    }
}
