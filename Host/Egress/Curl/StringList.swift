internal import CCurl

/// A `curl_slist`: strings that libcurl reads for the length of a transfer.
@safe
struct StringList: ~Copyable {
    private(set) var pointer: UnsafeMutablePointer<curl_slist>?

    init(_ strings: some Sequence<String>) {
        unsafe pointer = nil
        for string in strings { unsafe pointer = curl_slist_append(pointer, string) }
    }

    deinit {
        unsafe curl_slist_free_all(pointer)
    }
}
