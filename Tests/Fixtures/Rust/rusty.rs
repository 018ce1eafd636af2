//! A plugin in Rust, with the standard library only; the declarations are the header's, by hand.
//!
//!     rustc --edition 2021 --crate-type cdylib -O -o rusty.so rusty.rs
//!
//! Answers each call from a thread of its own with the words in reverse order; the word "panic" makes it panic.

use std::ffi::c_void;
use std::sync::OnceLock;

#[repr(C)]
#[derive(Clone, Copy)]
struct Bytes {
    data: *const u8,
    size: usize,
}

#[repr(C)]
struct Request {
    size: u32,
    attempt: u32,
    time_left: i64,
    operation: Bytes,
    input: Bytes,
}

#[repr(C)]
pub struct Host {
    size: u32,
    abi_minor: u32,
    context: *mut c_void,
    complete: extern "C" fn(*mut c_void, u64, i32, Bytes),
}

#[repr(C)]
pub struct Plugin {
    size: u32,
    flags: u32,
    context: *mut c_void,
    manifest: Bytes,
    invoke: extern "C" fn(*mut c_void, u64, *const Request),
    cancel: Option<extern "C" fn(*mut c_void, u64)>,
    extension: Option<extern "C" fn(*mut c_void, *const i8) -> *const c_void>,
}

// constant, and the host's functions may be called from any thread
unsafe impl Sync for Plugin {}
struct HostTable(*const Host);
unsafe impl Send for HostTable {}
unsafe impl Sync for HostTable {}

static HOST: OnceLock<HostTable> = OnceLock::new();
static MANIFEST: &[u8] = br#"{"id":"rusty","name":"Rusty","version":"1.0.0"}"#;
static PLUGIN: Plugin = Plugin {
    size: std::mem::size_of::<Plugin>() as u32,
    flags: 0,
    context: std::ptr::null_mut(),
    manifest: Bytes { data: MANIFEST.as_ptr(), size: MANIFEST.len() },
    invoke,
    cancel: None,
    extension: None,
};

extern "C" fn invoke(_: *mut c_void, call: u64, request: *const Request) {
    let input = unsafe { (*request).input };
    let words = unsafe { std::slice::from_raw_parts(input.data, input.size) };
    let words = String::from_utf8_lossy(words).into_owned();
    if words == "panic" {
        panic!("as asked"); // out of a C function: Rust aborts
    }
    std::thread::spawn(move || answer(call, &words));
}

fn answer(call: u64, words: &str) {
    let text: Vec<&str> = words.split(' ').rev().collect();
    let text = text.join(" ");
    let host = unsafe { &*HOST.get().unwrap().0 };
    (host.complete)(host.context, call, 0, Bytes { data: text.as_ptr(), size: text.len() });
}

#[no_mangle]
pub extern "C" fn patchbay_plugin_v1(host: *const Host) -> *const Plugin {
    let _ = HOST.set(HostTable(host));
    &PLUGIN
}
