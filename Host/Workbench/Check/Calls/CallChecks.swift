import Model
import PatchbayJSON
import PluginHost

/// How calls go when the provider behaves.
let callChecks: [Check] = [
    Check("calls.unknown", "An operation it does not know is refused as invalid_input.", .calls(unknownOperation)),
    Check("calls.valid", "A good input gets an answer or a fitting error, in time.", .calls(validInput)),
    Check("calls.answers", "Answers fit the operation's schema, and without a provider to blame the action's own.", .calls { calls in
        guard !calls.plain.isEmpty else { return .skipped("The manifest declares nothing to call.") }
        return .looked(calls.plain.flatMap(answerFindings))
    }),
    Check("calls.requests", "What it asks to be sent fits the schema and goes to its own hosts.", .calls { calls in
        guard calls.plain.contains(where: { !$0.requests.isEmpty }) else { return .skipped("No call sends anything.") }
        return .looked(calls.plain.flatMap { requestFindings($0, calls.manifest) })
    }),
    Check("calls.garbage", "Input that makes no sense is refused or ignored; nothing crashes or hangs.", .calls(garbageInput)),
    Check("calls.once", "Each call is completed once, and none that is not there.", .calls(completion)),
    Check("calls.cancel", "A call ends soon after it was cancelled or its time was up.", .calls(cancellation)),
    Check("calls.concurrent", "Many calls at once do not mix up their inputs and answers.", .calls(concurrency)),
    Check("calls.memory", "Memory does not grow with the number of calls.", .calls { await growthVerdict($0, memoryFindings) }),
    Check("calls.threads", "Threads do not grow with the number of calls.", .calls { await growthVerdict($0, threadFindings) }),
    Check("calls.files", "Open files do not grow with the number of calls.", .calls { await growthVerdict($0, descriptorFindings) }),
]

@Sendable private func unknownOperation(_ calls: CallsUnderCheck) async -> Verdict {
    let session = CallSession(calls.plugin)
    // what another operation would take gladly
    let call = calls.sound.first
    let ending = await session.run(.unheardOf, call?.document() ?? Array("{}".utf8), ScriptedProvider(always: .json(call?.body ?? [:])))
    await session.stop()
    switch ending {
    case .failed(let error) where error.class == .invalidInput: return .passed
    case .failed(let error):
        return .looked([.failed("It fails with the class \(error.class.rawValue): answer an unknown operation with invalid_input.")])
    case .answered, .malformed:
        return .looked([.failed("It answers an operation that does not exist: look at the operation first, and refuse others with invalid_input.")])
    case .interrupted, .held, .gone: return .looked([.failed(ending.fault ?? "")])
    }
}

@Sendable private func validInput(_ calls: CallsUnderCheck) async -> Verdict {
    var findings = CallCase.unguessed(in: calls.manifest).map { id in
        Finding.warning("It was not called, since no input for it could be made up: give it a sample input, or its fields defaults.", at: id)
    }
    guard !calls.plain.isEmpty || !findings.isEmpty else { return .skipped("The manifest declares nothing to call.") }
    findings += calls.plain.compactMap(plainFinding)
    let session = CallSession(calls.plugin)
    for call in calls.sound {
        guard let action = call.action, let input = call.input else { continue }
        for variant in InputVariants(action: action, sample: input).all {
            let ending = await session.run(call, input: variant.input, ScriptedProvider(always: .json(call.body)))
            guard let fault = ending.lifeFault ?? ending.bug else { continue }
            findings.append(.failed("Input with \(variant.what): \(fault)", at: call.name))
        }
    }
    await session.stop()
    return .looked(findings)
}

private func plainFinding(_ plain: CallsUnderCheck.Plain) -> Finding? {
    if let fault = plain.ending.lifeFault ?? plain.ending.bug { return .failed(fault, at: plain.call.name) }
    guard case .failed(let error) = plain.ending else { return nil }
    switch error.class {
    case .invalidInput where plain.requests.isEmpty && plain.call.action?.sampleInput != nil:
        return .failed("It refuses the manifest's own sample input: \(error.message)", at: plain.call.name)
    case .reauthorize, .rateLimited:
        return .failed("It fails with \(error.class.rawValue) although the provider answered 200: \(error.message)", at: plain.call.name)
    default: return nil
    }
}

private func answerFindings(_ plain: CallsUnderCheck.Plain) -> [Finding] {
    if case .malformed(let phrase) = plain.ending { return [.failed("It \(phrase)", at: plain.call.name)] }
    // With requests the answer is as good as the provider's, which here is made up.
    guard plain.requests.isEmpty, case .answered(let answer) = plain.ending, let action = plain.call.action else { return [] }
    let output = answer["output"] ?? .null
    let mismatches = action.mismatches(of: output)
    if mismatches.isEmpty, action.hints.isReadOnly, action.hints.isIdempotent, let sample = action.sampleOutput, sample != output {
        return [.warning("The sample output is not what the action answers to the sample input, which is \(output).", at: plain.call.name)]
    }
    return mismatches.map { .failed("The output is not what the manifest declares. \($0)", at: plain.call.name) }
}

@Sendable private func garbageInput(_ calls: CallsUnderCheck) async -> Verdict {
    await calls.each(calls.sound) { call, session in
        var findings: [Finding] = []
        let documents = Garbage.documents + Garbage.documents(around: call) + Garbage.inputs(of: call).map { ($0.what, call.document($0.input)) }
        for (what, document) in documents {
            let provider = ScriptedProvider(always: .json(call.body))
            let ending = await session.run(call.operation, document, provider)
            if let fault = ending.fault ?? ending.misplacedHope(provider) { findings.append(.failed("Given \(what): \(fault)", at: call.name)) }
            if findings.count >= 5 { break }
        }
        return findings
    }
}

extension CallEnding {
    /// No end or no worker, which is not about documents.
    var lifeFault: String? {
        if case .malformed = self { nil } else { fault }
    }

    /// An error that puts the blame on the plugin itself.
    var bug: String? {
        guard case .failed(let error) = self, error.class == .bug else { return nil }
        return "It fails as a bug of its own: \(error.message)"
    }

    /// An error that promises better luck next time, for an input that no provider has even seen.
    fileprivate func misplacedHope(_ provider: ScriptedProvider) -> String? {
        guard case .failed(let error) = self, provider.requests.isEmpty, [.retry, .rateLimited, .reauthorize].contains(error.class) else { return nil }
        return "It fails with \(error.class.rawValue), and the same input fails again: answer invalid_input."
    }
}

extension PluginOperation {
    /// What no plugin knows.
    static let unheardOf = PluginOperation(rawValue: "patchbay.check")
}
