/* The manifest, in pieces that a planted fault replaces. */
#ifndef ABOUT
#define ABOUT "\"name\":\"Faulty\",\"version\":\"1.0.0\",\"description\":\"Greets people.\","
#endif
#ifndef ICON
#define ICON "<svg xmlns=\\\"http://www.w3.org/2000/svg\\\" viewBox=\\\"0 0 24 24\\\"><circle cx=\\\"12\\\" cy=\\\"12\\\" r=\\\"9\\\"/></svg>"
#endif
#ifndef DOCUMENTATION
#define DOCUMENTATION "https://api.example.org/docs"
#endif
#ifndef RECEIVER
#define RECEIVER "api.example.org"
#endif
#ifndef FIELDS
#define FIELDS ""
#endif
#ifndef APPLY
#define APPLY "Bearer {{secret:key}}"
#endif
#ifndef TONE
#define TONE "polite"
#endif
#ifndef SAMPLE
#define SAMPLE "{\"name\":\"Ada\"}"
#endif
#ifndef TRIGGER_INPUT
#define TRIGGER_INPUT ""
#endif

#define MANIFEST                                                                                                          \
    "{\"manifest_version\":1,\"id\":\"faulty\"," ABOUT "\"icon\":\"" ICON "\",\"documentation_url\":\"" DOCUMENTATION "\"," \
    "\"hosts\":[{\"host\":\"api.example.org\"}],\"limits\":{\"concurrency\":32},"                                          \
    "\"auth\":[{\"id\":\"key\",\"kind\":\"bearer\",\"name\":\"Key\",\"hosts\":[\"" RECEIVER "\"],"                          \
        "\"fields\":{\"type\":\"object\",\"properties\":{" FIELDS                                                          \
            "\"key\":{\"type\":\"string\",\"x-secret\":true}},\"required\":[\"key\"]},"                                    \
        "\"apply\":{\"headers\":{\"Authorization\":\"" APPLY "\"}}}],"                                                     \
    "\"actions\":[{\"id\":\"greet\",\"name\":\"Greet\","                                                                  \
        "\"input\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"name\"],\"properties\":{"           \
            "\"name\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":1000},"                                          \
            "\"tone\":{\"type\":\"string\",\"default\":\"" TONE "\",\"enum\":[\"polite\",\"brisk\"]}}},"                   \
        "\"output\":{\"type\":\"object\",\"required\":[\"greeting\"],\"properties\":{\"greeting\":{\"type\":\"string\"}}}," \
        "\"sample_input\":" SAMPLE ",\"sample_output\":{\"greeting\":\"Good day\"}}],"                                        \
    "\"triggers\":[{\"id\":\"greeted\",\"name\":\"Greeted\",\"kind\":\"webhook\",\"subscribes\":true," TRIGGER_INPUT                        \
        "\"sample_output\":{\"name\":\"Ada\"}}]}"
