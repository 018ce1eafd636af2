"""What an admin can get wrong is refused with a sentence that says what to do."""

import base64
import os
import socket
import subprocess

import pytest

from host import BUILD, Host


def serve(tmp_path, *arguments, **environment):
    """Starts a host that should refuse, and gives its exit code and words."""
    done = subprocess.run(
        [BUILD / "patchbay", "serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "data", "--plugins", tmp_path, *arguments],
        capture_output=True, text=True, timeout=30, cwd=tmp_path, env=os.environ | environment)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("arguments, words", [
    (["--listen", "nowhere"], "listen"),
    (["--public-url", "ftp://x"], "public_url"),
    (["--log-level", "loud"], "log_level"),
    (["--trusted-proxies", "10.0.0.0/99"], "trusted_proxies"),
    (["--sandbox", "none"], "sandbox"),
    (["--egress-connect-to", "slack.com:443=127.0.0.1:1"], "--dev"),
    (["--config", "missing.json"], "missing.json"),
    (["--master-key-file", "missing.key"], "missing.key"),
    (["--no-such-flag"], "no-such-flag"),
])
def test_a_bad_value_is_named(tmp_path, arguments, words):
    code, output = serve(tmp_path, *arguments)
    assert code != 0
    assert words in output


def test_a_misspelt_setting_in_the_file_is_named(tmp_path):
    (tmp_path / "settings.json").write_text('{"listne": "127.0.0.1:0"}')
    code, output = serve(tmp_path, "--config", "settings.json")
    assert code != 0 and "listne" in output


def test_a_setting_in_the_environment_is_held_to_the_same(tmp_path):
    code, output = serve(tmp_path, PATCHBAY_LOG_LEVEL="loud")
    assert code != 0 and "log_level" in output


def test_a_misspelt_setting_in_the_environment_is_named(tmp_path):
    code, output = serve(tmp_path, PATCHBAY_LISEN="127.0.0.1:0")
    assert code != 0 and "PATCHBAY_LISTEN" in output


def test_a_variable_that_is_no_setting_is_named_and_the_host_starts(tmp_path, monkeypatch):
    monkeypatch.setenv("PATCHBAY_PORT", "tcp://10.0.0.1:80")
    host = Host(tmp_path, plugins=[]).start()
    host.stop()
    [line] = [line for line in host.log.read_text().splitlines() if "look like settings" in line]
    assert "PATCHBAY_PORT" in line and '"warning"' in line


def test_a_taken_port_is_refused_before_anything_is_made(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = "127.0.0.1:%d" % taken.getsockname()[1]
        code, output = serve(tmp_path, "--listen", address)
    assert code != 0
    assert f"{address} is in use by another program. Choose another with --listen" in output
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_is_explained(tmp_path):
    (tmp_path / "file").touch()
    code, output = serve(tmp_path, "--data", tmp_path / "file" / "data")
    assert code != 0 and "Choose another data folder" in output


def test_a_data_folder_is_made_with_those_above_it(tmp_path):
    host = Host(tmp_path, plugins=[])
    host.data = tmp_path / "var" / "lib" / "patchbay"
    host.start()
    host.stop()
    assert host.data.stat().st_mode & 0o777 == 0o700


def test_a_second_host_on_the_same_data_is_refused(host):
    code, output = serve(host.folder, "--data", host.data)
    assert code != 0
    assert str(host.process.pid) in output


def test_a_wrong_master_key_is_refused(tmp_path):
    host = Host(tmp_path, plugins=[]).start()
    host.stop()
    code, output = serve(tmp_path, PATCHBAY_MASTER_KEY=base64.b64encode(os.urandom(32)).decode())
    assert code != 0
    assert "master key" in output.lower()


def test_the_keys_are_for_the_owner_alone(host):
    for name in ["admin.key", "master.key"]:
        assert (host.data / name).stat().st_mode & 0o777 == 0o600


def test_a_reset_admin_key_replaces_the_old_one(tmp_path):
    host = Host(tmp_path, plugins=[]).start()
    old = host.key
    host.stop()
    subprocess.run([BUILD / "patchbay", "admin", "reset-key", "--data", host.data], check=True, capture_output=True)
    host.start()
    try:
        assert host.key != old
        assert host.get("/api/v1/connectors", key=old).status == 401
        assert host.get("/api/v1/connectors").status == 200
    finally:
        host.stop()


def test_a_graceful_stop_ends_with_zero(host):
    assert host.stop() == 0


def test_doctor_names_each_layer(tmp_path):
    done = subprocess.run([BUILD / "patchbay", "doctor", "--data", tmp_path / "data", "--plugins", tmp_path],
                          capture_output=True, text=True, timeout=60, cwd=tmp_path)
    for word in ["seccomp", "Landlock", "fsync", "master key", "public URL"]:
        assert word.lower() in done.stdout.lower(), done.stdout
