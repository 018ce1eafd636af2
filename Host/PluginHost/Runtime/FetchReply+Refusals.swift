extension FetchReply {
    /// The call is over, or about to be.
    static var cancelled: FetchReply { FetchReply(status: .cancelled, document: []) }

    static var tooMany: FetchReply {
        .refusal(#"{"class":"bug","message":"The call has too many fetches in flight, or too large ones; wait for replies before sending more."}"#)
    }

    /// What the worker sends for a request above 16 MiB, too.
    static var empty: FetchReply {
        .refusal(#"{"class":"bug","message":"The fetch has no request document, or one larger than 16 MiB."}"#)
    }

    static var answerTooLarge: FetchReply {
        .refusal(#"{"class":"permanent","message":"The answer is larger than 16 MiB; ask for a smaller page."}"#)
    }

    private static func refusal(_ document: StaticString) -> FetchReply {
        FetchReply(status: .failed, document: Array(document.description.utf8))
    }
}
