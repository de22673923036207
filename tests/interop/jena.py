"""Apache Jena's `riot` as Debian packages it.

Debian's jena-core.jar keeps the message files of its renamed Xerces under the old name of the package, so that every
Jena program ends with `XSSimpleTypeDecl internal error`. Copies under the new name, earlier in the class path, mend
that.
"""

from __future__ import annotations

import os
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

__all__ = ["JARS", "class_path", "riot"]

JARS = Path("/usr/share/java")
_NEEDED = """
    commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 dexx.collection gson guava
    httpclient httpclient-cache httpcore jackson-annotations jackson-core jackson-databind jakarta.json-api
    jcl-over-slf4j jena-arq jena-base jena-cmds jena-core jena-iri jsonld-java protobuf slf4j-api slf4j-simple thrift
    titanium-json-ld
"""
_MISPLACED = "org/apache/jena/ext/xerces/"
_JVM = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
_END_OF_FILE = "<https://example.org/end> <https://example.org/of> <https://example.org/file> ."


def class_path(folder: Path) -> str:
    """Return the class path of Jena's programs; the mended message files go into `folder`."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(_MISPLACED) and name.endswith(".properties"):
                target = folder / "xerces" / name.removeprefix(_MISPLACED)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return os.pathsep.join([str(folder), *(str(JARS / f"{name}.jar") for name in _NEEDED.split())])


def riot(path: str, files: Sequence[Path], marker: Path) -> tuple[list[bytes], str]:
    """Read several files in one Java process, for starting one takes longer than reading.

    Args:
        path: the class path.
        files: what to read.
        marker: an N-Triples file to write, of one statement; read after each of the others, to tell theirs apart.

    Returns:
        The statements of each file as N-Quads, and what went wrong (empty if nothing did).
    """
    marker.write_text(_END_OF_FILE + "\n", "utf-8")
    words = [str(word) for file in files for word in (file, marker)]
    command = ["java", *_JVM, "-cp", path, "riotcmd.riot", "--check", "--strict", "--output=nquads", *words]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    outputs = done.stdout.split(_END_OF_FILE.encode() + b"\n")
    complaint = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        complaint = f"riot ended with status {done.returncode}\n{complaint}"
    return [*outputs, *([b""] * len(files))][: len(files)], complaint
