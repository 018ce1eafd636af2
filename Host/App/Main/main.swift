import App

await PatchbayCommand.main()
