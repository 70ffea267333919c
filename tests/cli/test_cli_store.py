"""kg load, kg query --store, kg serve, kg push: the commands around a store."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyoxigraph")

ROOT = Path(__file__).resolve().parents[2]


def test_load_and_query(kg, acme):
    loaded = kg("load", "acme", "--store", "s")
    assert (loaded.code, loaded.out) == (0, "")
    assert re.search(r"^added acme\ns: 1 added, 0 changed, 0 removed, 0 unchanged; [\d,]+ triples\n$", loaded.err)
    from_store = kg("query", "--store", "s", "--name", "single-source-claims", "--format", "csv")
    assert from_store.code == 0
    assert from_store.out == kg("query", "acme", "--name", "single-source-claims", "--format", "csv").out
    assert "C2" in from_store.out
    assert (
        kg("query", "--store", "s", "SELECT ?f { ?f a kg:Finding ; kg:checkName 'dangling-citation' }").out.count("finding/") == 1
    )


def test_a_table_leaves_the_base_out(kg, acme):
    kg("load", "acme", "--store", "s")
    shown = kg("query", "--store", "s", "SELECT ?c { ?c a kg:Claim }").out
    assert "acme/claim/C1" in shown
    assert "https://" not in shown


def test_a_second_load_says_what_it_did(kg, acme):
    kg("load", "acme", "--store", "s")
    assert "0 added, 0 changed, 0 removed, 1 unchanged" in kg("load", "acme", "--store", "s").err
    (acme / "report.md").write_text("# Acme\n\nAcme has 40 staff. [C1]\n", encoding="utf-8")
    changed = kg("load", "acme", "--store", "s")
    assert changed.err.startswith("changed acme\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("load", "acme"), "--store"),
        (("load", "nowhere.md", "--store", "s"), "no such file"),
        (("query", "--store", "nothing", "ASK {}"), "kg load PATHS --store"),
        (("query", "--store", "s", "acme", "ASK {}"), "give either --store or paths"),
        (("query", "--store", "s"), "give a query"),
        (("serve", "--store", "nothing"), "kg load PATHS --store"),
        (("serve", "--store", "s", "acme"), "give either --store or paths"),
        (("push", "ftp://a.example/", "acme"), "begins with https"),
        (("push", "--update", "ftp://a.example/", "acme"), "begins with https"),
        (("push", "http://127.0.0.1/", "acme", "--store", "s"), "give either --store or paths"),
    ],
)
def test_misuse_is_one_message(kg, acme, arguments, said):
    pytest.importorskip("starlette")
    pytest.importorskip("uvicorn")
    ran = kg(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("served", [("acme",), ("--store", "s")])
def test_serve_until_it_is_ended(kg, acme, served):
    pytest.importorskip("starlette")
    pytest.importorskip("uvicorn")
    kg("load", "acme", "--store", "s")
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", *served, "--port", "0", "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        line = server.stderr.readline()
        port = int(re.fullmatch(r"serving on http://127\.0\.0\.1:(\d+)/ \(Ctrl\+C ends it\)\n", line).group(1))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/queries/single-source-claims?format=csv")
        assert b"C2" in connection.getresponse().read()
        connection.close()
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(15) in (0, 130)
    assert "Traceback" not in server.stderr.read()


def test_explain_runs_nothing(kg):
    told = kg("query", "--explain", "--name", "single-source-claims")
    assert told.code == 0
    assert "Claims that rest on a single source." in told.out
    assert "kg:supports" in told.out
    assert kg("query", "--explain", "SELECT nonsense").code == 2


@pytest.mark.parametrize("library", ["starlette", "uvicorn", "jinja2"])
def test_a_missing_library_is_named_with_its_extra(kg, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    ran = kg("serve")
    assert (ran.code, ran.out) == (2, "")
    assert f"serve needs {library}" in ran.err
    assert "claimgraph[serve]" in ran.err
