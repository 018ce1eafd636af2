//! The connector __NAME__: one action that writes a note. It blocks, which is the simplest way to write one: the host calls
//! it on a pool of threads. The token never comes here; manifest.json tells the host where to put it.

mod abi;
mod json;
mod patchbay;
#[cfg(test)]
mod tests;

use json::Json;
use patchbay::{Failure, Outside};

fn handle(operation: &str, input: &Json, outside: &dyn Outside) -> Result<Json, Failure> {
    match (operation, input.get("action").as_str()) {
        ("action.run", Some("create_note")) => create_note(input.get("input"), outside),
        ("auth.test", _) => test_token(outside),
        _ => Err(Failure::new("invalid_input", "__NAME__ does not know this operation.")),
    }
}

fn create_note(note: &Json, outside: &dyn Outside) -> Result<Json, Failure> {
    let request = Json::object([
        ("method", "POST".into()),
        ("url", "https://api.example.org/v1/notes".into()),
        ("auth", true.into()),
        ("json", note.clone()),
    ]);
    let answer = checked(&outside.fetch(&request)?)?;
    let id = answer.get("id").as_str().ok_or_else(|| {
        // cut off, or not from the API at all
        Failure::new("retry", "The answer of __NAME__ is not what it should be.")
    })?;
    outside.log(patchbay::INFO, &format!("wrote the note {}", id));
    Ok(Json::object([("output", Json::object([("id", id.into())]))]))
}

fn test_token(outside: &dyn Outside) -> Result<Json, Failure> {
    let request = Json::object([("url", "https://api.example.org/v1/me".into()), ("auth", true.into())]);
    checked(&outside.fetch(&request)?)?;
    Ok(Json::object([("ok", true.into())]))
}

/// The content of an answer, or what its status means to the host: sign in anew, wait, mend the input, try again, give up.
fn checked(reply: &Json) -> Result<Json, Failure> {
    let status = reply.get("status").as_i64().unwrap_or(0);
    let (class, message) = match status {
        200..=299 => return Ok(reply.get("json").clone()),
        401 => ("reauthorize", "__NAME__ does not accept the token."),
        429 => ("rate_limited", "__NAME__ asks to wait."),
        400 | 404 | 409 | 410 | 422 => ("invalid_input", "__NAME__ does not take the note."),
        408 | 500.. => ("retry", "__NAME__ has a problem of its own."),
        _ => ("permanent", "__NAME__ answered with an error."),
    };
    let failure = Failure::new(class, message).with("provider_status", status);
    // Where the provider says for how many seconds to wait, the host waits.
    let seconds = reply.get("headers").get("retry-after").as_str().and_then(|text| text.parse::<u32>().ok());
    Err(match seconds {
        Some(seconds) => failure.with("retry_after_ms", i64::from(seconds) * 1000),
        None => failure,
    })
}

static PLUGIN: abi::Plugin = patchbay::plugin(include_str!("manifest.json"));

/// # Safety
/// Called once, by the host, with its table.
#[no_mangle]
pub unsafe extern "C" fn patchbay_plugin_v1(host: *const abi::Host) -> *const abi::Plugin {
    if patchbay::start(host, handle) { &PLUGIN } else { std::ptr::null() }
}
