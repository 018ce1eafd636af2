/// What a redirect makes of a request (RFC 9110, 15.4, with the method changes that browsers agreed on in the Fetch standard).
struct Redirect {
    let method: String
    let headers: HTTPFields
    let body: [UInt8]

    static let statuses: Set<Int> = [301, 302, 303, 307, 308]

    /// Fields that describe a body and leave with it.
    private static let bodyFields: Set<String> = [
        "content-encoding", "content-language", "content-location", "content-type", "digest", "content-digest", "repr-digest",
    ]
    /// Fields that authenticate, whoever set them; another origin must not see them.
    private static let originFields: Set<String> = ["authorization", "cookie", "cookie2", "www-authenticate"]

    init(_ status: Int, method: String, headers: HTTPFields, body: [UInt8], leavesOrigin: Bool) {
        let kept = leavesOrigin ? headers.removing(Self.originFields) : headers
        let becomesGet = status == 303 ? !["GET", "HEAD"].contains(method) : (status == 301 || status == 302) && method == "POST"
        self.method = becomesGet ? "GET" : method
        self.headers = becomesGet ? kept.removing(Self.bodyFields.union(RequestRules.methodOverrides)) : kept
        self.body = becomesGet ? [] : body
    }
}
