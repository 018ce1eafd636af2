package import Egress
import Model
import Synchronization

/// What a call by hand does at the border, and keeps of it.
package final class BorderTap: EgressTap {
    package enum Mode: Sendable {
        /// Requests leave.
        case network
        /// Nothing leaves; each request is answered 200 with this JSON document.
        case offline([UInt8])
        /// Nothing leaves; each request is answered from a recording.
        case replay(HARReplay)
    }

    private let mode: Mode
    /// Told of each exchange as it ends.
    private let observe: @Sendable (RecordedExchange) -> Void
    private let kept = Mutex<[RecordedExchange]>([])

    package init(_ mode: Mode, observe: @escaping @Sendable (RecordedExchange) -> Void = { _ in }) {
        self.mode = mode
        self.observe = observe
    }

    /// What was sent and answered, in the order of the answers.
    package var exchanges: [RecordedExchange] { kept.withLock { $0 } }

    package func answer(_ request: TappedRequest) async -> TappedAnswer? {
        switch mode {
        case .network: nil
        case .offline(let sample): TappedAnswer(status: 200, headers: [("content-type", "application/json")], body: sample)
        case .replay(let recording): recording.answer(request)
        }
    }

    package func heard(_ request: TappedRequest, _ answer: TappedAnswer) {
        let exchange = RecordedExchange(request: request, answer: answer, endedAt: .now)
        kept.withLock { $0.append(exchange) }
        observe(exchange)
    }
}

/// A request and what became of it, without secrets.
package struct RecordedExchange: Sendable {
    package let request: TappedRequest
    package let answer: TappedAnswer
    let endedAt: Timestamp
}
