"""Questions about the designs in a folder, timed with NetworkX.

Usage: compare.py FOLDER. Prints a line for each design: its name; the time of the fastest run in milliseconds for articulation points, dominators
and one smallest cut; that for all minimal cuts of one and two parts; and how many of the pairs that was measured with. Where there are too
many, the time for some of them stands for all.
"""

import itertools
import json
import math
import pathlib
import random
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


# With more pairs than this, so many of them are tried and stand for all.
PAIRS = 500


def cuts(drawn):
    """All minimal cuts of one and two parts, by taking them away: milliseconds, pairs tried, pairs in all."""
    parts = [part for part in drawn if part not in ("user", "answer")]
    start = time.perf_counter()

    def stops(removed):
        kept = nx.restricted_view(drawn, removed, [])
        return not nx.has_path(kept, "user", "answer")

    alone = {part for part in parts if stops([part])}
    rest = [part for part in parts if part not in alone]
    first = time.perf_counter()
    count = math.comb(len(rest), 2)
    if count > 20 * PAIRS:
        some = random.Random(7)
        pairs = [some.sample(rest, 2) for _ in range(PAIRS)]
    else:
        pairs = list(itertools.combinations(rest, 2))
    for pair in pairs:
        stops(pair)
    second = time.perf_counter() - first
    return (first - start + second * count / max(len(pairs), 1)) * 1000, len(pairs), count


def fastest(run):
    times = []
    begin = time.perf_counter()
    while len(times) < 3 or (len(times) < 1000 and time.perf_counter() - begin < 1):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    drawn = graph(json.loads(path.read_text()))
    first = fastest(lambda: look(drawn))
    # Once is enough for what takes long.
    runs = [cuts(drawn)]
    while len(runs) < 21 and runs[0][0] < 50:
        runs.append(cuts(drawn))
    second, tried, pairs = min(runs)
    print(path.stem, f"{first:.3f}", f"{second:.3f}", tried, pairs)
