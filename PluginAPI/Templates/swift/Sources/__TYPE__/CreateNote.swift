import PluginKit

struct NewNote: Form {
    let title: String
    let text: String?

    init(_ field: inout Fields) throws {
        title = try field("title", "Title", .length(1...200), .placeholder("Groceries"))
        text = try field("text", "Text", .multiline, .help("Markdown."))
    }
}

extension __TYPE__ {
    var createNote: Action {
        Action(
            "create_note", "Create a note",
            .description("Writes a new note."), .noun("note"),
            .output(Field("id", "Id")),
            .sample(input: ["title": "Groceries", "text": "Milk"]),
            .sample(output: ["id": "n1"])
        ) { (note: NewNote, call) in
            let answer = try await call.http.post(
                "https://api.example.org/v1/notes", .json(.members(["title": note.title, "text": note.text])))
            return .members(["id": try answer.required("/id")])
        }
    }
}
