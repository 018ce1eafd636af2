/// What the benchmarks send: documents such as a shop's webhook carries.
enum Documents {
    /// About 1 KiB: nested, with text beyond ASCII, numbers and escapes.
    static let order = Array(
        #"""
        {"id":"ord_01J9ZK3V7Q8R2","created_at":"2026-03-14T09:26:53.589Z","currency":"EUR","total":1284.5,"paid":true,"note":null,\#
        "customer":{"id":90071992547,"name":"Zoë Müller","email":"zoe@example.com","phone":"+41 44 123 45 67","vip":false,\#
        "address":{"street":"Bahnhofstrasse 1","zip":"8001","city":"Zürich","country":"CH","lat":47.3769,"lon":8.5417}},\#
        "lines":[{"sku":"A-1001","title":"Desk lamp \"Sol\"","quantity":2,"price":89.9,"tags":["light","home"]},\#
        {"sku":"B-2002","title":"Oak desk\n160 × 80","quantity":1,"price":899.0,"tags":["furniture","wood","oak"]},\#
        {"sku":"C-3003","title":"Chair","quantity":1,"price":205.7,"tags":[]}],\#
        "shipping":{"method":"express","carrier":"Post","tracking":["99.00.123456.78901234"],"cost":15,"weight_g":24500},\#
        "metadata":{"source":"web","campaign":"spring-2026","ip":"203.0.113.7","agent":"Mozilla/5.0 (X11; Linux x86_64)"},\#
        "history":[{"at":1773480413,"state":"created"},{"at":1773480455,"state":"paid"},{"at":1773484001,"state":"packed"}]}
        """#.utf8)
}
