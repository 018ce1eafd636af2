"""The border between host and plugins stays what it was: the header, by its description, and plugins built long ago, as files."""

import platform
import shutil
import subprocess

import pytest

import abi
from host import Host, install
from provider import Answer
from test_authors import wait


def test_the_header_is_as_described():
    assert abi.check() == []


MUTATIONS = {
    "a slot in the middle": ("    void    *context;\n\n    /*\n     * Ends", "    void    *context;\n    void    *other;\n\n    /*\n     * Ends"),
    "a type changed": ("int64_t (*now)", "int32_t (*now)"),
    "an argument more": ("(void *context, void *bytes, size_t size);", "(void *context, void *bytes, size_t size, int32_t kind);"),
    "two slots swapped": ("    uint32_t       size;\n    uint32_t       flags;", "    uint32_t       flags;\n    uint32_t       size;"),
    "a slot renamed": ("    int64_t        time_left;", "    int64_t        rest;     "),
    "a slot gone": ("    int64_t        time_left;", "                             "),
    "a constant changed": ("#define PATCHBAY_CANCELLED 2", "#define PATCHBAY_CANCELLED 3"),
    "a type widened": ("typedef int32_t patchbay_status;", "typedef int64_t patchbay_status;"),
}


def mutated(folder, old, new):
    for name in abi.FILES:
        shutil.copy(abi.STORED / "include" / name, folder / name)
    header = folder / "patchbay_plugin.h"
    text = header.read_text()
    assert text.count(old) == 1
    header.write_text(text.replace(old, new))
    return folder


@pytest.mark.parametrize("what", MUTATIONS)
def test_a_change_that_old_plugins_trip_over_goes_red(tmp_path, what):
    folder = mutated(tmp_path, *MUTATIONS[what])
    assert abi.broken(abi.describe(abi.STORED / "include"), abi.describe(folder))


def test_one_word_freezes_the_abi(tmp_path):
    folder = mutated(tmp_path, *MUTATIONS["two slots swapped"])
    header = folder / "patchbay_plugin.h"
    assert abi.forbidden(folder) == []
    header.write_text(header.read_text().replace("version 1.0-draft", "version 1.0", 1))
    assert any("patchbay_plugin.size" in problem for problem in abi.forbidden(folder))


def test_growth_at_the_end_is_allowed(tmp_path):
    folder = mutated(tmp_path, "} patchbay_host;", "    void (*added)(void *context);\n} patchbay_host;\n#define PATCHBAY_ADDED 7")
    before, after = abi.describe(abi.STORED / "include"), abi.describe(folder)
    assert before != after and abi.broken(before, after) == []


def library(header, folder):
    """A library whose functions take and give every table of the ABI, with what abidiff needs to know of them."""
    folder.mkdir()
    (folder / "abi.c").write_text("".join(f'#include "{name}"\n' for name in abi.DESCRIBED) + """
        PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *host) { (void)host; return 0; }
        PATCHBAY_EXPORT void probe(const patchbay_blocking *blocking, const patchbay_request *request, patchbay_reply reply) {
            (void)blocking, (void)request, (void)reply;
        }""")
    subprocess.run(["cc", "-g", "-shared", "-fPIC", "-I", header, "-o", folder / "abi.so", folder / "abi.c"], check=True)
    return folder / "abi.so"


def abidiff(old, new):
    if not shutil.which("abidiff"):
        pytest.skip("abidiff is not installed: apt-get install abigail-tools")
    return subprocess.run(["abidiff", "--harmless", old, new], capture_output=True, text=True)


def test_abidiff_finds_no_difference(tmp_path):
    compared = abidiff(library(abi.STORED / "include", tmp_path / "stored"), library(abi.HEADER, tmp_path / "present"))
    assert compared.returncode == 0, compared.stdout


@pytest.mark.parametrize("what", [what for what in MUTATIONS if not what.startswith("a constant")])
def test_abidiff_sees_what_the_description_sees(tmp_path, what):
    (tmp_path / "header").mkdir()
    changed = mutated(tmp_path / "header", *MUTATIONS[what])
    compared = abidiff(library(abi.STORED / "include", tmp_path / "stored"), library(changed, tmp_path / "changed"))
    assert compared.returncode & 4, compared.stdout


@pytest.fixture
def golden_host(tmp_path, provider):
    before, provider.respond = provider.respond, lambda asked: Answer.of({"golden": True})
    host = Host(tmp_path, plugins=(), connect_to=provider.connect_to(["api.example.org"])).start()
    yield host
    host.stop()
    provider.respond = before


def use_all(host, file):
    install(file, host.plugins)
    entry = wait(lambda: next((entry for entry in host.get("/api/v1/plugins").json["items"] if entry["state"] != "starting"), None), 10)
    if entry["state"] == "refused" and entry["reason"].startswith("It was built with swift-"):
        pytest.skip(entry["reason"])
    run = host.post(f"/api/v1/connectors/{file.stem}/actions/use_all/runs", {"input": {}, "wait": 20})
    assert run.status == 200 and run.json["state"] == "succeeded", (entry, run.body)
    assert run.json["output"] == {"attempt": 1, "in_time": 1, "now": 1, "random": 1, "unknown": 0, "cancelled": 0, "fetched": 1}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the golden plugins were built for x86-64")
@pytest.mark.parametrize("name", ["golden-c", "golden-swift"])
def test_a_plugin_built_in_the_past_runs(golden_host, name):
    use_all(golden_host, abi.STORED / f"{name}.so")


def test_the_golden_source_still_builds_against_its_own_header(golden_host, tmp_path):
    built = tmp_path / "built"
    built.mkdir()
    subprocess.run(["cc", "-std=c99", "-pedantic", "-Wall", "-Werror", "-Wno-overlength-strings", "-shared", "-fPIC", "-fvisibility=hidden",
                    "-I", abi.STORED / "include", "-o", built / "golden-c.so", abi.STORED / "golden.c"], check=True)
    use_all(golden_host, built / "golden-c.so")
