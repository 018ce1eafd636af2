//! The border to the host behind safe types. All that is unsafe is here.

use crate::abi;
use crate::json::Json;
use std::mem::size_of;
use std::os::raw::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicPtr, Ordering};

/// A failure as the host understands it, `PluginAPI/Schemas/error.json`.
#[derive(Debug, PartialEq)]
pub struct Failure(pub Json);

impl Failure {
    /// `class`: retry, rate_limited, reauthorize, invalid_input, permanent or bug. `message`: a sentence for a person.
    pub fn new(class: &str, message: &str) -> Failure {
        Failure(Json::object([("class", class.into()), ("message", message.into())]))
    }

    /// Adds a member: `retry_after_ms`, `provider_status` or `field`.
    pub fn with(mut self, name: &str, value: impl Into<Json>) -> Failure {
        if let Json::Object(members) = &mut self.0 {
            members.push((name.into(), value.into()));
        }
        self
    }
}

/// The way out: what a call may ask of the host. Tests bring their own.
pub trait Outside {
    /// Sends a request, `Schemas/fetch.request.json`, and gives the reply, `Schemas/fetch.reply.json`.
    fn fetch(&self, request: &Json) -> Result<Json, Failure>;

    /// Writes a line to the call's log. Levels: 10 debug, 20 info, 30 warning, 40 error.
    #[allow(dead_code)] // there for connectors that want it
    fn log(&self, level: i32, message: &str);
}

#[allow(dead_code)]
pub const INFO: i32 = 20;

/// Answers one call: the operation's name, its input document, and the way out.
pub type Handler = fn(operation: &str, input: &Json, outside: &dyn Outside) -> Result<Json, Failure>;

struct Tables {
    host: &'static abi::Host,
    blocking: &'static abi::Blocking,
    handler: Handler,
}

/// Set once, by the entry; the host's tables live as long as the process.
static TABLES: AtomicPtr<Tables> = AtomicPtr::new(std::ptr::null_mut());

/// Keeps the host's tables; false when this host cannot run plugins that block.
///
/// # Safety
/// `host` is what the entry got.
pub unsafe fn start(host: *const abi::Host, handler: Handler) -> bool {
    let tables = host.as_ref().and_then(|host| {
        let table = (host.extension)(host.context, abi::BLOCKING_ID.as_ptr().cast());
        table.cast::<abi::Blocking>().as_ref().map(|blocking| Tables { host, blocking, handler })
    });
    match tables {
        Some(tables) => TABLES.store(Box::into_raw(Box::new(tables)), Ordering::Release),
        None => return false,
    }
    true
}

pub const fn plugin(manifest: &'static str) -> abi::Plugin {
    abi::Plugin {
        size: size_of::<abi::Plugin>() as u32,
        flags: abi::BLOCKS,
        context: std::ptr::null_mut(),
        manifest: abi::Bytes { data: manifest.as_ptr().cast(), size: manifest.len() },
        invoke,
        cancel: None,
        extension: None,
    }
}

struct Call {
    tables: &'static Tables,
    id: u64,
}

impl Outside for Call {
    fn fetch(&self, request: &Json) -> Result<Json, Failure> {
        let text = request.to_string();
        let mut reply = abi::Bytes { data: std::ptr::null(), size: 0 };
        let context = self.tables.host.context;
        let status = unsafe { (self.tables.blocking.fetch)(context, self.id, bytes(&text), &mut reply) };
        let document = Json::parse(&unsafe { string(reply) });
        match (status, document) {
            (abi::OK, Some(document)) => Ok(document),
            (_, Some(error)) => Err(Failure(error)),
            (_, None) => Err(Failure::new("retry", "The call was cancelled.")),
        }
    }

    fn log(&self, level: i32, message: &str) {
        unsafe { (self.tables.host.log)(self.tables.host.context, self.id, level, bytes(message)) }
    }
}

unsafe extern "C" fn invoke(_: *mut c_void, id: u64, request: *const abi::Request) {
    let (tables, request) = match (TABLES.load(Ordering::Acquire).as_ref(), request.as_ref()) {
        (Some(tables), Some(request)) => (tables, request),
        _ => return,
    };
    let (operation, input) = (string(request.operation), Json::parse(&string(request.input)));
    let call = Call { tables, id };
    // A panic must not leave Rust: it becomes the call's failure, and the other calls go on.
    let ending = catch_unwind(AssertUnwindSafe(|| match input {
        Some(input) => (tables.handler)(&operation, &input, &call),
        None => Err(Failure::new("invalid_input", "The input is not JSON.")),
    }));
    let (status, document) = match ending {
        Ok(Ok(answer)) => (abi::OK, answer),
        Ok(Err(failure)) => (abi::FAILED, failure.0),
        Err(_) => (abi::FAILED, Failure::new("bug", "The plugin panicked.").0),
    };
    (tables.host.complete)(tables.host.context, id, status, bytes(&document.to_string()));
}

fn bytes(text: &str) -> abi::Bytes {
    abi::Bytes { data: text.as_ptr().cast(), size: text.len() }
}

unsafe fn string(bytes: abi::Bytes) -> String {
    if bytes.size == 0 {
        return String::new();
    }
    String::from_utf8_lossy(std::slice::from_raw_parts(bytes.data.cast(), bytes.size)).into_owned()
}
