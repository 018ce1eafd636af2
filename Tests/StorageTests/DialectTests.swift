import Storage
import Testing

@Suite struct DialectTests {
    @Test(arguments: [
        ("SELECT a FROM t WHERE b = ?1 AND c = ?12", "SELECT a FROM t WHERE b = $1 AND c = $12"),
        ("SELECT '?1', ?1", "SELECT '?1', $1"),
        ("SELECT 'it''s ?1', \"?1\", ?2", "SELECT 'it''s ?1', \"?1\", $2"),
        ("SELECT 1", "SELECT 1"),
    ])
    func `PostgreSQL gets its own parameters, quoted text is left alone`(sql: String, translated: String) {
        #expect(Dialect.postgresql.translate(sql) == translated)
        #expect(Dialect.sqlite.translate(sql) == sql)
    }

    @Test(arguments: Dialect.allCases)
    func `migrations are numbered from one without gaps`(dialect: Dialect) {
        #expect(dialect.migrations.map(\.number) == Array(1...dialect.migrations.count))
    }

    @Test func `both dialects have the same migrations`() {
        #expect(Dialect.sqlite.migrations.map(\.name) == Dialect.postgresql.migrations.map(\.name))
    }
}
