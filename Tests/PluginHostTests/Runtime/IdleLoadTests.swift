import PluginHost
import Testing

@Suite("What a plugin uses of the processor without a call")
struct IdleLoadTests {
    /// In which second a plugin is found out that uses so much in each; nil when not within ten minutes.
    private func second(using processor: Duration, busy: Duration = .zero, cores: Int = 2) -> Int? {
        var load = IdleLoad(cores: cores)
        return (0...600).first { second in
            load.exceeds(IdleLoad.Reading(
                time: MonotonicTime(nanoseconds: 0) + .seconds(second), processor: processor * second, busy: busy * second
            ))
        }
    }

    @Test("ends it when a thread spins, the sooner the more do", arguments: [(1000, 4), (2000, 2), (500, 8), (110, 301)])
    func spins(milliseconds: Int, found: Int) {
        #expect(second(using: .milliseconds(milliseconds)) == found)
    }

    @Test("may be a tenth of a core", arguments: [0, 1, 50, 100])
    func rests(milliseconds: Int) {
        #expect(second(using: .milliseconds(milliseconds)) == nil)
    }

    @Test("is not what its calls use, on as many cores as there are", arguments: [1, 2, 64])
    func calls(cores: Int) {
        #expect(second(using: .seconds(cores), busy: .seconds(1), cores: cores) == nil)
        #expect(second(using: .milliseconds(500 * cores), busy: .milliseconds(500), cores: cores) == nil)
    }

    @Test("is found beside calls, too")
    func beside() {
        #expect(second(using: .seconds(1), busy: .milliseconds(100)) == 5)
    }

    @Test("may be three seconds at once, to prepare something")
    func prepares() {
        var load = IdleLoad(cores: 1)
        let readings = [(0, 0), (1, 1), (2, 2), (3, 3), (60, 3), (61, 4), (62, 5), (63, 6)]
        for (time, used) in readings {
            let exceeds = load.exceeds(IdleLoad.Reading(
                time: MonotonicTime(nanoseconds: 0) + .seconds(time), processor: .seconds(used), busy: .zero
            ))
            #expect(!exceeds, "at \(time) s")
        }
    }
}
