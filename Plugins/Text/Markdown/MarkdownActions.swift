import PluginKit

struct MarkdownText: Form {
    let text: String
    let breaksLines: Bool

    init(_ field: inout Fields) throws {
        text = try field("text", "Markdown", .markdown, .length(0...1_000_000))
        breaksLines = try field(
            "hard_breaks", "Line ends break lines", .advanced, .default(false), .help("As in chats; else only two blanks before them do."))
    }
}

extension Text {
    var markdownToHTML: Action {
        Action(
            "markdown_to_html", "Markdown to HTML",
            .description("Turns CommonMark into HTML. HTML within the text is shown, not run; links to unsafe places are dropped."),
            .readOnly, .idempotent, .withoutConnection,
            .documentation("https://commonmark.org/help/"),
            .output(Field("html", "HTML")),
            .sample(input: ["text": "# Hello\n\n*World*"]), .sample(output: ["html": "<h1>Hello</h1>\n<p><em>World</em></p>\n"])
        ) { (input: MarkdownText, _) in
            guard input.text.utf8.count <= 4_000_000 else {
                throw CallError.invalidInput("The text is longer than 4 MB.", field: "text")
            }
            return ["html": .string(Markdown(breaksLines: input.breaksLines).html(input.text))]
        }
    }
}
