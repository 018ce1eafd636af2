/// A shelf of the catalogue.
public enum Category: String, Sendable {
    case accounting
    case analytics
    case commerce
    case communication
    case crm
    case databases
    case developer
    case files
    case finance
    case marketing
    case productivity
    case scheduling
    case support
    case utilities
}
