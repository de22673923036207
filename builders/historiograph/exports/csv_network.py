"""The network as node and edge tables, with the headers that Gephi, Cytoscape and Neo4j look for.

    nodes.csv, edges.csv                  Id, Label ... and Source, Target, Type ...: Gephi; Cytoscape takes them, too
    neo4j/nodes.csv, relationships.csv    :ID, :LABEL ... and :START_ID, :END_ID, :TYPE: neo4j-admin, and Kuzu
    csv-metadata.json                     what each column holds, in the W3C's words (CSV on the Web)

UTF-8 without a byte order mark, comma, CRLF, quotes where needed (RFC 4180). A text stays as it is, even one that a
spreadsheet program would take for a formula: for such programs there is the format xlsx.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import networkx as nx

from historiograph.exports.drawing import TYPES, typed

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["csv_bytes", "metadata_bytes", "to_csv", "to_csv_files"]

_DATATYPES = {int: "integer", float: "decimal", bool: "boolean", str: "string"}
_NEO4J = {int: ":long", float: ":double", bool: ":boolean", str: ""}
_EDGE_FIRST = ("relation", "explicit", "derived", "voice", "behind", "hedge", "membershipKind")
_NODE_FIRST = ("kind", "gist", "definition", "title", "name", "issued", "edtf")
_Row = Mapping[str, str | int | float | bool]


def to_csv(kg: KnowledgeGraph) -> bytes:
    """Return the edges as one table, with the labels and kinds of both ends: what fits into a single file."""
    network = kg.network()
    rows = []
    for row in _edges(network):
        ends = {"Source": network.nodes[row["Source"]], "Target": network.nodes[row["Target"]]}
        names = {f"{end}{key.title()}": node[key] for end, node in ends.items() for key in ("label", "kind")}
        rows.append({**row, **names})
    ends_named = ("SourceLabel", "SourceKind", "TargetLabel", "TargetKind")
    first = ("Source", "Target", "Type", "Id", "Label", "relation", *ends_named)
    return csv_bytes(rows, [*first, *_columns(rows, first)])


def to_csv_files(kg: KnowledgeGraph) -> dict[str, bytes]:
    """Return the files of the network by name, as this module's head lists them."""
    network = kg.network()
    nodes = [
        {"Id": iri, "Label": network.nodes[iri]["label"], **_values(network.nodes[iri])} for iri in sorted(network)
    ]
    edges = list(_edges(network))
    node_columns = ["Id", "Label", *_columns(nodes, ("Id", "Label"), _NODE_FIRST)]
    head = ("Source", "Target", "Type", "Id", "Label")
    edge_columns = [*head, *_columns(edges, head, _EDGE_FIRST)]
    return {
        "nodes.csv": csv_bytes(nodes, node_columns),
        "edges.csv": csv_bytes(edges, edge_columns),
        "neo4j/nodes.csv": _for_neo4j(nodes, node_columns, {"Id": "iri:ID", "kind": ":LABEL", "Label": "label"}),
        "neo4j/relationships.csv": _for_neo4j(
            edges,
            [column for column in edge_columns if column not in ("Type", "Id")],
            {"Source": ":START_ID", "Target": ":END_ID", "relation": ":TYPE", "Label": "label"},
        ),
        "csv-metadata.json": metadata_bytes(
            kg,
            [
                _table("nodes.csv", node_columns, nodes, "Id"),
                _table("edges.csv", edge_columns, edges, "Id", {"Source": "nodes.csv", "Target": "nodes.csv"}),
            ],
        ),
    }


def _edges(network: nx.MultiDiGraph) -> Iterable[_Row]:
    ordered = sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    for number, (start, end, _, attributes) in enumerate(ordered, start=1):
        head = {"Source": start, "Target": end, "Type": "Directed", "Id": f"e{number}", "Label": attributes["label"]}
        yield {**head, **_values(attributes)}


def _values(attributes: dict[str, object]) -> dict[str, str | int | float | bool]:
    return {key: value for key, value in typed(attributes).items() if key not in ("label", "iri")}


def _columns(rows: Sequence[_Row], but: Sequence[str], first: Sequence[str] = _EDGE_FIRST) -> list[str]:
    """Return the further columns that some row fills: those that people look for first, then by name."""
    filled = {key for row in rows for key in row} - set(but)
    return [key for key in first if key in filled] + sorted(filled - set(first))


def csv_bytes(rows: Iterable[_Row], columns: Sequence[str], header: Sequence[str] = ()) -> bytes:
    """Return rows as a CSV file (RFC 4180) in UTF-8; booleans as `true` and `false`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header or columns)
    for row in rows:
        writer.writerow([_cell(row.get(column, "")) for column in columns])
    return text.getvalue().encode("utf-8")


def _cell(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\0", "\ufffd")


def _for_neo4j(rows: Sequence[_Row], columns: Sequence[str], names: Mapping[str, str]) -> bytes:
    """Return rows under the headers of `neo4j-admin database import`, kinds as labels such as UnnamedParty."""
    header = [names.get(column) or _property(column) for column in columns]
    renamed: list[_Row] = [
        {
            **row,
            **({"kind": _label(str(row["kind"]))} if "kind" in row else {}),
            **({"relation": _type(str(row["relation"]))} if "relation" in row else {}),
        }
        for row in rows
    ]
    return csv_bytes(renamed, columns, header)


def _property(column: str) -> str:
    return column.replace(":", "_") + _NEO4J[TYPES.get(column, str)]


def _label(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("-"))


def _type(relation: str) -> str:
    """Return a relation as Neo4j people write it: `bearsOn` becomes BEARS_ON."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|-", "_", relation).upper()


def _table(
    url: str, columns: Sequence[str], rows: Sequence[_Row], key: str, into: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the CSVW description of a table."""
    needed = {column for column in columns if all(column in row for row in rows)}
    return {
        "url": url,
        "tableSchema": {
            "columns": [
                {
                    "name": column,
                    "titles": column,
                    "datatype": _DATATYPES[TYPES.get(column, str)],
                    **({"required": True} if column in needed else {}),
                }
                for column in columns
            ],
            "primaryKey": key,
            **(
                {
                    "foreignKeys": [
                        {"columnReference": column, "reference": {"resource": table, "columnReference": "Id"}}
                        for column, table in into.items()
                    ]
                }
                if into
                else {}
            ),
        },
    }


def metadata_bytes(kg: KnowledgeGraph, tables: Sequence[dict[str, Any]]) -> bytes:
    """Return a `csv-metadata.json` (W3C, Metadata Vocabulary for Tabular Data, 2015) for tables beside it."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": kg.header.language}],
        "dc:title": kg.header.title,
        "tables": list(tables),
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
