package import Model

extension EgressFailure {
    /// The failure in the classes that decide what happens next.
    package var callFailure: CallFailure {
        CallFailure(code.callClass, sentence)
    }
}

extension EgressFailure.Code {
    package var callClass: CallFailure.Class {
        switch self {
        case .invalidURL, .invalidRequest, .hostNotAllowed, .methodNotAllowed: .invalidInput
        case .addressNotAllowed, .credentialNotAllowed, .tooManyRedirects, .certificateNotTrusted, .bodyTooLarge, .headersTooLarge: .permanent
        case .nameNotResolved, .notConnected, .tlsFailed, .timedOut, .connectionLost, .invalidResponse: .retry
        case .notRecorded, .cancelled, .overloaded, .stopped: .retry
        }
    }
}
