//! The connector with answers from a script: no host, no network.

use crate::handle;
use crate::json::Json;
use crate::patchbay::{Failure, Outside};
use std::cell::RefCell;

struct Script {
    answer: Json,
    sent: RefCell<Vec<String>>,
}

impl Script {
    fn new(answer: &str) -> Script {
        Script { answer: Json::parse(answer).expect("the script is JSON"), sent: RefCell::new(Vec::new()) }
    }

    fn run(&self, operation: &str, input: &str) -> Result<Json, Failure> {
        handle(operation, &Json::parse(input).expect("the input is JSON"), self)
    }
}

impl Outside for Script {
    fn fetch(&self, request: &Json) -> Result<Json, Failure> {
        self.sent.borrow_mut().push(request.to_string());
        Ok(self.answer.clone())
    }

    fn log(&self, _level: i32, _message: &str) {}
}

const NOTE: &str = r#"{"action":"create_note","input":{"title":"Groceries"}}"#;

fn class(ending: Result<Json, Failure>) -> Option<String> {
    ending.err().and_then(|failure| failure.0.get("class").as_str().map(String::from))
}

#[test]
fn a_note_is_sent_with_the_credential_which_the_plugin_never_sees() {
    let script = Script::new(r#"{"status":201,"headers":{},"json":{"id":"n1"}}"#);
    assert_eq!(script.run("action.run", NOTE).map(|answer| answer.to_string()), Ok(r#"{"output":{"id":"n1"}}"#.to_string()));
    let request = r#"{"method":"POST","url":"https://api.example.org/v1/notes","auth":true,"json":{"title":"Groceries"}}"#;
    assert_eq!(*script.sent.borrow(), [request]);
}

#[test]
fn a_status_becomes_a_class_of_error() {
    for (status, expected) in [(401, "reauthorize"), (422, "invalid_input"), (429, "rate_limited"), (503, "retry"), (418, "permanent")] {
        let script = Script::new(&format!(r#"{{"status":{},"headers":{{}}}}"#, status));
        assert_eq!(class(script.run("action.run", NOTE)).as_deref(), Some(expected));
    }
}

#[test]
fn it_waits_as_long_as_it_is_asked_to() {
    let failure = Script::new(r#"{"status":429,"headers":{"retry-after":"30"}}"#).run("action.run", NOTE).unwrap_err();
    assert_eq!(failure.0.get("retry_after_ms").as_i64(), Some(30_000));
}

#[test]
fn an_answer_without_an_id_is_no_success() {
    for reply in [r#"{"status":200,"headers":{}}"#, r#"{"status":200,"headers":{},"text":"<html>"}"#] {
        assert_eq!(class(Script::new(reply).run("action.run", NOTE)).as_deref(), Some("retry"));
    }
}

#[test]
fn a_token_that_does_not_work_fails_its_test() {
    assert_eq!(class(Script::new(r#"{"status":401,"headers":{}}"#).run("auth.test", "{}")).as_deref(), Some("reauthorize"));
}

#[test]
fn an_unknown_operation_sends_nothing() {
    let script = Script::new("null");
    assert_eq!(class(script.run("no.such", "{}")).as_deref(), Some("invalid_input"));
    assert!(script.sent.borrow().is_empty());
}

#[test]
fn json_is_made_and_looked_into() {
    let json = Json::members([("a", Some("x".into())), ("b", None), ("c", Some(Json::Array(vec![1.into(), String::from("y").into()])))]);
    assert_eq!(json.to_string(), r#"{"a":"x","c":[1,"y"]}"#);
    assert_eq!(json.get("c").as_array().map(|elements| elements.len()), Some(2));
    assert_eq!(json.get("a").as_array(), None);
}

#[test]
fn json_survives_a_round_trip() {
    let text = r#"{"a":[1,-2.50,1e400,"ü\"\\\u0001",true,null,[],{}]}"#;
    assert_eq!(Json::parse(text).map(|json| json.to_string()).as_deref(), Some(text));
    assert_eq!(Json::parse(r#""\ud83d\ude00\/""#), Some("😀/".into()));
    for broken in ["", "{", "[1,]", "\"", "{\"a\"}", "1 2", "nul", "-", r#""\ud83d\u0041""#] {
        assert_eq!(Json::parse(broken), None, "{}", broken);
    }
}
