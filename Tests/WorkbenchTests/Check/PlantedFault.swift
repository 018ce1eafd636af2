import Testing

/// A fault that the fixture can be built with, and the one check that must find it.
struct PlantedFault: CustomTestStringConvertible {
    /// What is wrong, as a phrase after "a plugin that".
    let phrase: String
    let check: String
    let options: [String]

    var testDescription: String { phrase }

    init(_ phrase: String, _ check: String, _ options: String...) {
        self.phrase = phrase
        self.check = check
        self.options = options
    }
}

extension PlantedFault {
    static let all = ofFile + ofStart + ofManifest + ofCalls + ofHTTP

    private static let ofFile = [
        PlantedFault("exports a helper", "file.exports", "-DEXPORTS_MORE"),
        PlantedFault("exports no entry", "file.library", "-DNO_ENTRY"),
        PlantedFault("notes another ABI", "file.note", "-DNOTE_OF_ABI_2"),
        PlantedFault("needs an odd library", "file.libraries", "-Wl,--no-as-needed", "-lresolv"),
        PlantedFault("looks for libraries beside the current folder", "file.libraries", "-Wl,-rpath,lib"),
        PlantedFault("can write to its own code", "file.linking", "-DWRITABLE_CODE"),
    ]

    private static let ofStart = [
        PlantedFault("refuses to start", "start.entry", "-DREFUSES_TO_START"),
        PlantedFault("crashes in a constructor", "start.entry", "-DCRASHES_IN_CONSTRUCTOR"),
        PlantedFault("takes 200 ms to start", "start.time", "-DSLOW_ENTRY"),
        PlantedFault("starts a thread in its entry", "start.quiet", "-DSTARTS_A_THREAD"),
        PlantedFault("has a new manifest each time", "start.same", "-DMANIFEST_BY_CHANCE"),
    ]

    private static let ofManifest = [
        PlantedFault("has no name", "manifest.schema", #"-DABOUT="\"version\":\"1.0.0\",""#),
        PlantedFault("puts a secret on that it does not ask for", "manifest.meaning", #"-DAPPLY="Bearer {{secret:other}}""#),
        PlantedFault("has a misspelt member", "manifest.keys", #"-DABOUT="\"name\":\"Faulty\",\"version\":\"1.0.0\",\"descripton\":\"\",""#),
        PlantedFault("has a sample that does not fit", "manifest.samples", #"-DSAMPLE="{\"name\":7}""#),
        PlantedFault("has a default that is no choice", "manifest.choices", #"-DTONE="rude""#),
        PlantedFault("gives the credential to a host it may not reach", "manifest.credentials", #"-DRECEIVER="api.example.net""#),
        PlantedFault("does not mark a password", "manifest.credentials", #"-DFIELDS="\"password\":{\"type\":\"string\"},""#),
        PlantedFault("links to http", "manifest.links", #"-DDOCUMENTATION="http://api.example.org/docs""#),
        PlantedFault(
            "has a script in its icon", "manifest.icon",
            #"-DICON="<svg xmlns=\\\"http://www.w3.org/2000/svg\\\"><script>alert(1)</script></svg>""#),
    ]

    private static let ofCalls = [
        PlantedFault("answers whatever it is asked", "calls.unknown", "-DANSWERS_EVERYTHING"),
        PlantedFault("ends its process as if all were well", "calls.valid", "-DEXITS"),
        PlantedFault(
            "has a trigger that nobody can call", "calls.valid",
            #"-DTRIGGER_INPUT="\"input\":{\"type\":\"object\",\"required\":[\"code\"],\"properties\":{\"code\":{\"type\":\"string\",\"pattern\":\"^q{7}$\"}}},""#),
        PlantedFault("crashes on a long text", "calls.valid", "-DCRASHES_ON_LENGTH"),
        PlantedFault("answers without an output", "calls.answers", "-DNO_OUTPUT"),
        PlantedFault("makes no events of what it receives", "calls.answers", "-DNO_EVENTS"),
        PlantedFault("sends to a host it does not declare", "calls.requests", "-DFOREIGN_HOST"),
        PlantedFault("crashes on a missing field", "calls.garbage", "-DCRASHES_ON_GARBAGE"),
        PlantedFault("completes twice", "calls.once", "-DCOMPLETES_TWICE"),
        PlantedFault("goes on after a cancel", "calls.cancel", "-DIGNORES_CANCEL"),
        PlantedFault("keeps a call's input in a global", "calls.concurrent", "-DMIXES_UP"),
        PlantedFault("frees nothing", "calls.memory", "-DLEAK_MEMORY"),
        PlantedFault("ends no thread", "calls.threads", "-DLEAK_THREADS"),
        PlantedFault("closes no file", "calls.files", "-DLEAK_FILES"),
    ]

    private static let ofHTTP = [
        PlantedFault("takes 401 for final", "http.401", "-DSTATUS=401", #"-DSTATUS_CLASS="permanent""#),
        PlantedFault("tries 403 again", "http.403", "-DSTATUS=403", #"-DSTATUS_CLASS="retry""#),
        PlantedFault("takes 403 for a subscription", "http.403", "-DSUBSCRIBES_ON_STATUS=403"),
        PlantedFault("reports success on 404", "http.404", "-DSUCCEEDS_ON_STATUS=404"),
        PlantedFault("waits on 409", "http.409", "-DSTATUS=409", #"-DSTATUS_CLASS="rate_limited""#),
        PlantedFault("takes 422 for its own bug", "http.422", "-DSTATUS=422", #"-DSTATUS_CLASS="bug""#),
        PlantedFault("reports success on 418", "http.4xx", "-DSUCCEEDS_ON_STATUS=418"),
        PlantedFault("does not look at Retry-After", "http.429", "-DNO_WAIT"),
        PlantedFault("writes no number for a wait of 0 s", "http.429", "-DWAIT_IN_ZEROS"),
        PlantedFault("crashes on 500", "http.5xx", "-DCRASHES_ON_STATUS=500"),
        PlantedFault("gives up after a time-out", "http.timeout", #"-DFAILURE="did not answer""#),
        PlantedFault("gives up after a cut connection", "http.cut", #"-DFAILURE="was lost""#),
        PlantedFault("reports success without an answer", "http.body", "-DSUCCEEDS_WITHOUT_BODY"),
        PlantedFault("follows pages for ever", "http.paging", "-DENDLESS_PAGES"),
        PlantedFault("crashes on characters beyond the basic plane", "http.unicode", "-DCRASHES_ON_UNICODE"),
        PlantedFault("crashes on a large answer", "http.large", "-DCRASHES_ON_LARGE"),
    ]
}
