"""Questions about the designs in a folder, timed with NetworkX.

Usage: compare.py FOLDER. Prints a line for each design: its name; the median time in milliseconds for articulation points, dominators
and one smallest cut; and that for all minimal cuts of one and two parts (for up to 100 nodes).
"""

import itertools
import json
import pathlib
import sys
import time

import networkx as nx


def graph(board):
    """Parts as vertices; lines and containment as edges; one more vertex behind all databases."""
    drawn = nx.DiGraph()
    drawn.add_nodes_from(node["id"] for node in board["nodes"])
    drawn.add_edges_from((link["from"], link["to"]) for link in board["links"])
    for node in board["nodes"]:
        if node.get("parent"):
            drawn.add_edge(node["parent"], node["id"])
        if node["kind"] == "database":
            drawn.add_edge(node["id"], "answer")
    return drawn


def look(drawn):
    """The three questions that come closest to an analysis."""
    list(nx.articulation_points(drawn.to_undirected()))
    nx.immediate_dominators(drawn, "user")
    if nx.has_path(drawn, "user", "answer") and not drawn.has_edge("user", "answer"):
        nx.minimum_node_cut(drawn, "user", "answer")


def cuts(drawn):
    """All minimal cuts of one and two parts, by taking them away."""
    parts = [part for part in drawn if part not in ("user", "answer")]

    def stops(removed):
        kept = nx.restricted_view(drawn, removed, [])
        return not nx.has_path(kept, "user", "answer")

    alone = {part for part in parts if stops([part])}
    rest = [part for part in parts if part not in alone]
    return alone, [pair for pair in itertools.combinations(rest, 2) if stops(pair)]


def median(run):
    times = []
    begin = time.perf_counter()
    while len(times) < 3 or (len(times) < 51 and time.perf_counter() - begin < 1):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[len(times) // 2]


for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    drawn = graph(json.loads(path.read_text()))
    first = median(lambda: look(drawn))
    # With more nodes this alone takes minutes.
    second = median(lambda: cuts(drawn)) if len(drawn) <= 101 else None
    print(path.stem, f"{first:.3f}", "-" if second is None else f"{second:.3f}")
