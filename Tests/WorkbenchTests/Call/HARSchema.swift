import Model
import PatchbayJSON

/// What an HTTP Archive must have, after the specification of version 1.2, http://www.softwareishard.com/blog/har-12-spec/.
enum HARSchema {
    static func violations(of archive: JSON) throws -> [String] {
        try JSONSchema(try JSON.parse(document)).check(archive).map(\.description)
    }

    private static let document = #"""
        {
          "type": "object", "required": ["log"],
          "properties": {"log": {
            "type": "object", "required": ["version", "creator", "entries"],
            "properties": {
              "version": {"const": "1.2"},
              "creator": {"type": "object", "required": ["name", "version"],
                "properties": {"name": {"type": "string", "minLength": 1}, "version": {"type": "string", "minLength": 1}}},
              "entries": {"type": "array", "items": {"$ref": "#/$defs/entry"}}
            }
          }},
          "$defs": {
            "pair": {"type": "object", "required": ["name", "value"], "properties": {"name": {"type": "string"}, "value": {"type": "string"}}},
            "pairs": {"type": "array", "items": {"$ref": "#/$defs/pair"}},
            "size": {"type": "integer", "minimum": -1},
            "phase": {"type": "number", "minimum": -1},
            "entry": {
              "type": "object", "required": ["startedDateTime", "time", "request", "response", "cache", "timings"],
              "patternProperties": {"^_": {}},
              "properties": {
                "startedDateTime": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}(Z|[+-][0-9]{2}:[0-9]{2})$"},
                "time": {"type": "number", "minimum": 0},
                "cache": {"type": "object"},
                "serverIPAddress": {"type": "string", "pattern": "^[0-9A-Fa-f:.\\[\\]]+$"},
                "timings": {
                  "type": "object", "required": ["send", "wait", "receive"], "additionalProperties": false,
                  "properties": {
                    "blocked": {"$ref": "#/$defs/phase"}, "dns": {"$ref": "#/$defs/phase"}, "connect": {"$ref": "#/$defs/phase"},
                    "ssl": {"$ref": "#/$defs/phase"}, "send": {"type": "number", "minimum": 0}, "wait": {"type": "number", "minimum": 0},
                    "receive": {"type": "number", "minimum": 0}}
                },
                "request": {
                  "type": "object", "additionalProperties": false,
                  "required": ["method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"],
                  "properties": {
                    "method": {"type": "string", "minLength": 1}, "url": {"type": "string", "pattern": "^https?://"}, "httpVersion": {"type": "string"},
                    "cookies": {"type": "array"}, "headers": {"$ref": "#/$defs/pairs"}, "queryString": {"$ref": "#/$defs/pairs"},
                    "headersSize": {"$ref": "#/$defs/size"}, "bodySize": {"$ref": "#/$defs/size"},
                    "postData": {"type": "object", "required": ["mimeType", "text"],
                      "properties": {"mimeType": {"type": "string"}, "text": {"type": "string"}}}}
                },
                "response": {
                  "type": "object", "additionalProperties": false,
                  "required": ["status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize"],
                  "properties": {
                    "status": {"type": "integer", "minimum": 0}, "statusText": {"type": "string"}, "httpVersion": {"type": "string"},
                    "cookies": {"type": "array"}, "headers": {"$ref": "#/$defs/pairs"}, "redirectURL": {"type": "string"},
                    "headersSize": {"$ref": "#/$defs/size"}, "bodySize": {"$ref": "#/$defs/size"},
                    "content": {"type": "object", "required": ["size", "mimeType"],
                      "properties": {"size": {"type": "integer", "minimum": 0}, "mimeType": {"type": "string"}, "text": {"type": "string"},
                        "encoding": {"const": "base64"}}}}
                }
              }
            }
          }
        }
        """#
}
