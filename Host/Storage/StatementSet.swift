/// The statements of one domain: an enumeration whose raw values are SQL.
///
/// ```swift
/// enum RunStatement: String, StatementSet {
///     case finish = "UPDATE runs SET state = ?2, finished_at = ?3 WHERE id = ?1"
/// }
/// ```
///
/// The SQL is shared by all dialects, so it keeps to what they have in common: numbered parameters `?1`, optional ones in a
/// CAST; upserts qualify their columns; no booleans, JSON operators, rowid, negative LIMIT, or LIKE on a user's text.
/// Every case is prepared on a real PostgreSQL by a test, and prepared once per connection here.
package protocol StatementSet: RawRepresentable<String>, CaseIterable, Sendable {}
