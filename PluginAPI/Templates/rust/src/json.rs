//! Just enough JSON for a plugin. Members keep their order; numbers keep their text, so that none loses a digit.

use std::fmt::{self, Write};

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// An object of these members.
    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
    }

    /// An object of those members that have a value.
    #[allow(dead_code)] // what a connector does not use today it may tomorrow
    pub fn members<const N: usize>(members: [(&str, Option<Json>); N]) -> Json {
        Json::Object(members.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?))).collect())
    }

    /// The member of an object; null where there is none.
    pub fn get(&self, name: &str) -> &Json {
        match self {
            Json::Object(members) => members.iter().find(|member| member.0 == name).map_or(&Json::Null, |member| &member.1),
            _ => &Json::Null,
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    #[allow(dead_code)]
    pub fn as_array(&self) -> Option<&[Json]> {
        match self {
            Json::Array(elements) => Some(elements),
            _ => None,
        }
    }

    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Json::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    /// None for what is not JSON, or nested more than 128 deep.
    pub fn parse(text: &str) -> Option<Json> {
        let mut parser = Parser { bytes: text.as_bytes(), at: 0 };
        let value = parser.value(128)?;
        parser.space();
        if parser.at == parser.bytes.len() { Some(value) } else { None }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::String(text.to_string())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Json {
        Json::String(text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Json {
        Json::Bool(value)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Json {
        Json::Number(number.to_string())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Json::Null => out.write_str("null"),
            Json::Bool(value) => write!(out, "{}", value),
            Json::Number(digits) => out.write_str(digits),
            Json::String(text) => quote(text, out),
            Json::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    write!(out, "{}{}", if index == 0 { "[" } else { "," }, element)?;
                }
                out.write_str(if elements.is_empty() { "[]" } else { "]" })
            }
            Json::Object(members) => {
                for (index, (name, value)) in members.iter().enumerate() {
                    out.write_str(if index == 0 { "{" } else { "," })?;
                    quote(name, out)?;
                    write!(out, ":{}", value)?;
                }
                out.write_str(if members.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

fn quote(text: &str, out: &mut fmt::Formatter) -> fmt::Result {
    out.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(out, "\\{}", character)?,
            '\0'..='\u{1f}' => write!(out, "\\u{:04x}", character as u32)?,
            _ => out.write_char(character)?,
        }
    }
    out.write_char('"')
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Parser<'a> {
    fn space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Steps over `text` when it comes next.
    fn take(&mut self, text: &str) -> bool {
        let found = self.bytes[self.at..].starts_with(text.as_bytes());
        if found {
            self.at += text.len();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.space();
        match *self.bytes.get(self.at)? {
            b'{' if depth > 0 => self.list("{", "}", |parser| {
                parser.space();
                let name = parser.string()?;
                parser.space();
                if !parser.take(":") {
                    return None;
                }
                Some((name, parser.value(depth - 1)?))
            }).map(Json::Object),
            b'[' if depth > 0 => self.list("[", "]", |parser| parser.value(depth - 1)).map(Json::Array),
            b'"' => self.string().map(Json::String),
            b'-' | b'0'..=b'9' => self.number(),
            _ if self.take("true") => Some(Json::Bool(true)),
            _ if self.take("false") => Some(Json::Bool(false)),
            _ if self.take("null") => Some(Json::Null),
            _ => None,
        }
    }

    fn list<T>(&mut self, open: &str, close: &str, mut element: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut elements = Vec::new();
        self.take(open);
        self.space();
        if self.take(close) {
            return Some(elements);
        }
        loop {
            elements.push(element(self)?);
            self.space();
            if self.take(close) {
                return Some(elements);
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.at;
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).ok()?;
        text.parse::<f64>().ok().map(|_| Json::Number(text.to_string()))
    }

    fn string(&mut self) -> Option<String> {
        if !self.take("\"") {
            return None;
        }
        let mut text = Vec::new();
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'"' => return String::from_utf8(text).ok(),
                b'\\' => {
                    let mut room = [0; 4];
                    text.extend_from_slice(self.escape()?.encode_utf8(&mut room).as_bytes());
                }
                0..=0x1f => return None,
                _ => text.push(byte),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(match byte {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'"' | b'\\' | b'/' => byte as char,
            b'u' => {
                let high = self.hexadecimal()?;
                // A character beyond U+FFFF is written as two halves; a half alone is replaced.
                let code = if (0xd800..0xdc00).contains(&high) && self.take("\\u") {
                    let low = self.hexadecimal()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                    0x10000 + ((high - 0xd800) << 10) + low
                } else {
                    high
                };
                char::from_u32(code).unwrap_or('\u{fffd}')
            }
            _ => return None,
        })
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = std::str::from_utf8(self.bytes.get(self.at..self.at + 4)?).ok()?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}
