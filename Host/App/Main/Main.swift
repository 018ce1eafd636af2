import App
import ArgumentParser

@main
enum Main {
    static func main() async {
        await PatchbayCommand.main(nil)
    }
}
