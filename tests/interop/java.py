"""Apache Jena and Eclipse RDF4J as Debian packages them.

Debian's jena-core.jar keeps the message files of its renamed Xerces under the old name of the package, so that every
Jena program ends with `XSSimpleTypeDecl internal error`. Copies under the new name, earlier in the class path, mend
that.
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

__all__ = ["JARS", "command", "version_of"]

JARS = Path("/usr/share/java")
_SHARED = """
    commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 commons-text guava httpclient
    httpclient-cache httpcore jackson-annotations jackson-core jackson-databind jcl-over-slf4j jsonld-java slf4j-api
    slf4j-simple
"""
_JENA = """
    caffeine dexx.collection gson jakarta.json-api jena-arq jena-base jena-core jena-iri jena-shacl protobuf thrift
    titanium-json-ld
"""
_MISPLACED = "org/apache/jena/ext/xerces/"
_JVM = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
_SOURCES = Path(__file__).parent / "java"


def command(program: str, folder: Path) -> list[str]:
    """Return the command that runs the jobs of "jena" or "rdf4j"; see `interop.batch`.

    Args:
        program: which of the two.
        folder: for what Jena needs beside its own files.
    """
    if program == "jena":
        _mend_jena(folder)
        path = [str(folder), *_jars(_JENA), *_jars(_SHARED)]
        source = "JenaJobs.java"
    else:
        own = sorted(str(jar) for jar in JARS.glob("rdf4j-*.jar") if not jar.is_symlink())
        path = [*own, *_jars(_SHARED)]
        source = "Rdf4jJobs.java"
    return ["java", *_JVM, "-cp", os.pathsep.join(path), str(_SOURCES / source)]


def version_of(jar: str) -> str:
    """Return the version that a jar of Debian's has in its other name."""
    (named,) = JARS.glob(f"{jar}-[0-9]*.jar")
    return named.stem.removeprefix(f"{jar}-")


def _jars(names: str) -> list[str]:
    return [str(JARS / f"{name}.jar") for name in names.split()]


def _mend_jena(folder: Path) -> None:
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(_MISPLACED) and name.endswith(".properties"):
                target = folder / "xerces" / name.removeprefix(_MISPLACED)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
