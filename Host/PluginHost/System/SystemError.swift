import CLinux

/// The text the system has for an `errno`: "No such file or directory".
func systemSentence(_ error: CInt) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { text in
        unsafe error_sentence(error, text.baseAddress, text.count)
        return unsafe String(cString: text.baseAddress!)
    }
}
