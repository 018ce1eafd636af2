import CCurl
import Egress

/// libcurl's own reading of a URL, to hold ours against.
enum CurlReader {
    struct Parts: Equatable {
        var scheme: String
        var host: String
        var port: String
        var path: String
        var query: String?
    }

    static func parts(of text: String) -> Parts? {
        let handle = unsafe curl_url()
        defer { unsafe curl_url_cleanup(handle) }
        guard unsafe curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK else { return nil }
        let get = { (part: CURLUPart) -> String? in
            var value: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(handle, part, &value, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK else { return nil }
            defer { unsafe curl_free(value) }
            return unsafe value.map { unsafe String(cString: $0) }
        }
        guard get(CURLUPART_USER) == nil, let scheme = get(CURLUPART_SCHEME), let host = get(CURLUPART_HOST),
            let port = get(CURLUPART_PORT), let path = get(CURLUPART_PATH)
        else { return nil }
        return Parts(scheme: scheme, host: host, port: port, path: path, query: get(CURLUPART_QUERY))
    }
}

extension CurlReader.Parts {
    init(_ url: WebURL) {
        self.init(scheme: url.scheme.rawValue, host: url.host.text, port: String(url.port), path: url.path, query: url.query)
    }
}
