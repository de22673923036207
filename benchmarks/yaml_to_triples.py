"""An author's files to a store that answers queries: reading, checking, minting, opening of passages, triples.

The raw pipeline reads the same files with the same YAML parser and loads the same triples out of the JSON-LD that is
quickest to read (see compact.py); it checks nothing. Imports are left out of both.
"""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from generate import generate
from measure import Job, compare, cpu_seconds, python, reported_seconds

OURS = """
import sys, time
import historiograph.loading.dataset, historiograph.loading.documents, pyoxigraph
begun = time.process_time()
dataset = historiograph.loading.dataset.load_dataset([sys.argv[1]])
dataset.load_into(pyoxigraph.Store())
print(time.process_time() - begun)
"""
RAW = """
import gc, sys, time
from pathlib import Path
import orjson, pyoxigraph
from {parser} import {loads}
files = sorted(Path(sys.argv[1]).rglob("*.yaml"))
opened = [orjson.loads(file.read_bytes()) for file in sorted(Path(sys.argv[2]).iterdir())]
gc.disable()
begun = time.process_time()
kept = [{loads}(file.read_text("utf-8")) for file in files]
store = pyoxigraph.Store()
for document in opened:
    store.bulk_load(orjson.dumps(document), format=pyoxigraph.RdfFormat.JSON_LD, base_iri="https://example.org/made-up/")
print(time.process_time() - begun)
"""
USUAL = """
import json, sys, time
from pathlib import Path
import rdflib, yaml
files = sorted(Path(sys.argv[1]).rglob("*.yaml"))
opened = [json.loads(file.read_bytes()) for file in sorted(Path(sys.argv[2]).iterdir())]
begun = time.process_time()
kept = [yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader) for file in files]
graph = rdflib.Dataset()
for document in opened:
    graph.parse(data=json.dumps(document), format="json-ld", base="https://example.org/made-up/")
print(time.process_time() - begun)
"""
COMPACT = Path(__file__).with_name("compact.py")
AIM = 1.5


def run() -> None:
    for megabytes, rounds in ((1, 7), (10, 3)):
        with tempfile.TemporaryDirectory() as folder:
            data, opened = Path(folder, "data"), Path(folder, "opened")
            opened.mkdir()
            size = generate(data, megabytes * 1_000_000)
            where = (str(data), str(opened))
            cpu_seconds([sys.executable, str(COMPACT), *where], {})
            jobs = {
                "raw pipeline with yaml-rs": Job(python(RAW.format(parser="yaml_rs", loads="loads"), *where)),
                "`load_dataset` and `load_into`": Job(python(OURS, *where), AIM),
            }
            if find_spec("yaml12"):
                jobs["raw pipeline with py-yaml12"] = Job(
                    python(RAW.format(parser="yaml12", loads="parse_yaml"), *where)
                )
            if megabytes == 1:
                jobs["PyYAML (libyaml) and rdflib"] = Job(python(USUAL, *where))
            compare(f"{size / 1e6:.1f} MB of YAML", jobs, rounds, measure=reported_seconds)
    print("\nA load without findings imports no PyYAML (checked in this run).")
