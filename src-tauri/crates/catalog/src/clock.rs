//! Where time and new ids come from: nothing else in the house asks for either.

use jiff::Timestamp;
use uuid::Uuid;

/// Time and ids; tests bring one that counts upwards.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
    fn new_uuid(&self) -> Uuid;
}

/// The system's.
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(&self) -> Timestamp {
        // The history counts in milliseconds; so that nothing seems older than itself, all else does too.
        Timestamp::from_millisecond(Timestamp::now().as_millisecond()).unwrap_or_default()
    }

    #[allow(clippy::disallowed_methods, reason = "this is where ids come from")]
    fn new_uuid(&self) -> Uuid {
        Uuid::now_v7()
    }
}
