import PatchbayJSON
import PluginKit

enum Delimiter: String, Choice {
    case comma, semicolon, tab, pipe

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        case .pipe: UInt8(ascii: "|")
        }
    }
}

struct CSVText: Form {
    let text: String
    let delimiter: Delimiter
    let hasHeader: Bool

    init(_ field: inout Fields) throws {
        text = try field("text", "CSV text", .multiline)
        delimiter = try field("delimiter", "Delimiter", .default("comma"))
        hasHeader = try field("header", "First row has the names", .default(true))
    }
}

struct CSVRows: Form {
    let rows: [JSON]
    let columns: [String]?
    let delimiter: Delimiter
    let hasHeader: Bool
    let isGuarded: Bool

    init(_ field: inout Fields) throws {
        rows = try field("rows", "Rows", .help("Objects, or lists of values."))
        columns = try field("columns", "Columns", .help("Names in order; those of the first row when absent."))
        delimiter = try field("delimiter", "Delimiter", .default("comma"))
        hasHeader = try field("header", "Names in the first row", .default(true))
        isGuarded = try field(
            "guard_formulas", "Guard against formulas", .advanced, .default(false),
            .help("For spreadsheets: an apostrophe before text that starts like a formula."))
    }
}

extension Text {
    @Listing<Action> var csvActions: [Action] {
        Action(
            "csv_parse", "Parse CSV", .description("Turns CSV text into rows: objects when the first row has the names, else lists."),
            .readOnly, .idempotent, .withoutConnection,
            .output(Field("rows", "Rows", .json), Field("columns", "Columns", .list, .optional)),
            .sample(input: ["text": "name,age\r\nAda,36\r\n"]),
            .sample(output: ["rows": [["name": "Ada", "age": "36"]], "columns": ["name", "age"]])
        ) { (input: CSVText, _) in try parse(input) }
        Action(
            "csv_format", "Write CSV", .description("Turns rows into CSV text."), .readOnly, .idempotent, .withoutConnection,
            .output(Field("text", "Text")),
            .sample(input: ["rows": [["name": "Ada", "age": 36]]]), .sample(output: ["text": "name,age\r\nAda,36\r\n"])
        ) { (input: CSVRows, _) in ["text": .string(format(input))] }
    }
}

private func parse(_ input: CSVText) throws -> JSON {
    let rows: [[String]]
    do {
        rows = try CSVReader.rows(of: input.text, delimiter: input.delimiter.byte)
    } catch {
        throw CallError.invalidInput("Line \(error.line) of the CSV text: \(error.reason).", field: "text")
    }
    guard input.hasHeader else { return ["rows": rows.json] }
    guard let columns = rows.first else { return ["rows": [], "columns": []] }
    // Cells beyond the names are kept under the number of their column.
    let objects = rows.dropFirst().map { row in
        JSON.object(
            JSONObject(
                row.enumerated().map { index, cell in
                    (index < columns.count ? columns[index] : "\(index + 1)", JSON.string(cell))
                }))
    }
    return ["rows": .array(objects), "columns": columns.json]
}

private func format(_ input: CSVRows) -> String {
    let columns = input.columns ?? input.rows.lazy.compactMap { $0.object.map { Array($0.keys) } }.first
    var rows = input.rows.map { row in
        switch row {
        case .object(let object): (columns ?? []).map { object[$0] ?? .null }
        case .array(let cells): cells
        default: [row]
        }
    }
    if input.hasHeader, let columns { rows.insert(columns.map(JSON.string), at: 0) }
    let delimiter = String(decoding: [input.delimiter.byte], as: UTF8.self)
    return CSVWriter(delimiter: delimiter, isGuarded: input.isGuarded).text(rows)
}
