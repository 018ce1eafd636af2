extension Unicode.Scalar {
    /// What letters that differ by case only have in common: simple case folding, made of the mappings that the standard
    /// library knows. Scalars whose mapping is several scalars (“ß”) fold to themselves.
    var caseFolded: Unicode.Scalar {
        if value < 128 {
            return ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value | 0x20)) : self
        }
        // “ı” has the upper case “I” but folds to itself: CaseFolding.txt gives it no simple folding.
        guard self != "\u{131}" else { return self }
        return upperCased.properties.lowercaseMapping.singleScalar ?? self
    }

    var upperCased: Unicode.Scalar {
        properties.uppercaseMapping.singleScalar ?? self
    }
}

extension String {
    fileprivate var singleScalar: Unicode.Scalar? {
        unicodeScalars.count == 1 ? unicodeScalars.first : nil
    }
}
