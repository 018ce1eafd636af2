//! PluginAPI/Header/patchbay_plugin.h and patchbay_blocking.h in Rust's words; the headers say what each part means.

use std::os::raw::{c_char, c_void};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Bytes {
    pub data: *const c_void,
    pub size: usize,
}

pub type Status = i32;
pub const OK: Status = 0;
pub const FAILED: Status = 1;

pub const BLOCKS: u32 = 1;
pub const BLOCKING_ID: &[u8] = b"patchbay.blocking/1\0";

#[repr(C)]
pub struct Request {
    pub size: u32,
    pub attempt: u32,
    pub time_left: i64,
    pub operation: Bytes,
    pub input: Bytes,
}

pub type Reply = unsafe extern "C" fn(*mut c_void, Status, Bytes);

#[repr(C)]
pub struct Host {
    pub size: u32,
    pub abi_minor: u32,
    pub context: *mut c_void,
    pub complete: unsafe extern "C" fn(*mut c_void, u64, Status, Bytes),
    pub fetch: unsafe extern "C" fn(*mut c_void, u64, Bytes, *mut c_void, Reply),
    pub log: unsafe extern "C" fn(*mut c_void, u64, i32, Bytes),
    pub now: unsafe extern "C" fn(*mut c_void) -> i64,
    pub random: unsafe extern "C" fn(*mut c_void, *mut c_void, usize),
    pub extension: unsafe extern "C" fn(*mut c_void, *const c_char) -> *const c_void,
}

#[repr(C)]
pub struct Blocking {
    pub size: u32,
    pub fetch: unsafe extern "C" fn(*mut c_void, u64, Bytes, *mut Bytes) -> Status,
    pub cancelled: unsafe extern "C" fn(*mut c_void, u64) -> i32,
}

#[repr(C)]
pub struct Plugin {
    pub size: u32,
    pub flags: u32,
    pub context: *mut c_void,
    pub manifest: Bytes,
    pub invoke: unsafe extern "C" fn(*mut c_void, u64, *const Request),
    pub cancel: Option<unsafe extern "C" fn(*mut c_void, u64)>,
    pub extension: Option<unsafe extern "C" fn(*mut c_void, *const c_char) -> *const c_void>,
}

// The tables are constant and may be read from any thread.
unsafe impl Sync for Plugin {}
