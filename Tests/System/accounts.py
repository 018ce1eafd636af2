"""Users of a host under test."""

import itertools

PASSWORD = "a long enough word"
numbers = itertools.count(1)


def make_user(host, email=None, password=PASSWORD, **more):
    """A user made with the admin key."""
    answer = host.post("/api/v1/users", {"email": email or f"user{next(numbers)}@example.com", "password": password, "name": "Ada", **more})
    assert answer.status == 201, answer.body
    return answer.json


def log_in(host, email, password=PASSWORD, **more):
    """The answer to a log-in that must work."""
    answer = host.post("/api/v1/auth/login", {"email": email, "password": password, **more}, key=None)
    assert answer.status == 200, answer.body
    return answer.json
