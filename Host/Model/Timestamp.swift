#if canImport(Glibc)
import Glibc
#endif

/// A moment in milliseconds since 1970-01-01 UTC, as stored in every table.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// Stops at the ends of time; a provider may ask to wait for longer than that.
    package static func + (time: Self, duration: Duration) -> Self {
        let step = duration.milliseconds
        let (sum, isBeyond) = time.milliseconds.addingReportingOverflow(step)
        return Timestamp(milliseconds: isBeyond ? step < 0 ? .min : .max : sum)
    }

    package static func - (left: Self, right: Self) -> Duration {
        .milliseconds(left.milliseconds) - .milliseconds(right.milliseconds)
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero; the largest or smallest there is where that is passed.
    package var milliseconds: Int64 {
        Int64(clamping: attoseconds / 1_000_000_000_000_000)
    }
}
