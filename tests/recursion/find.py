#!/usr/bin/env python3
"""Finds every recursive function of the library, and what may be one because it calls through a pointer.

find.py BUILD-DIRECTORY LIST: reads the call graphs (*.ci) that g++ -fcallgraph-info=su wrote, puts them together, and
compares the functions that lie in a cycle with the list of those whose depth is known to be bounded. A line of the list:

    name or pattern of a demangled function | what bounds it

Ends with 1 where a function is in a cycle and not in the list, or in the list and in no cycle.
"""
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

NODE = re.compile(r'^node: \{ title: "([^"]*)" label: "([^"]*)"')
EDGE = re.compile(r'^edge: \{ sourcename: "([^"]*)" targetname: "([^"]*)"')
INDIRECT = "__indirect_call"
ALIAS = re.compile(r"^.*:([^:]+)\.localalias(?:\.\d+)?$")  # by which position-independent code calls what others may call, too


def function(name):
    alias = ALIAS.match(name)
    return alias[1] if alias else name


def read_graph(build):
    """Edges between functions by mangled name; those of one source alone are told apart by it."""
    edges = defaultdict(set)
    files = 0
    for path in sorted(Path(build).rglob("*.ci")):
        files += 1
        for line in path.read_text(errors="replace").splitlines():
            edge = EDGE.match(line)
            if edge:
                edges[function(edge[1])].add(function(edge[2]))
            else:
                node = NODE.match(line)
                if node:
                    edges.setdefault(function(node[1]), set())
    if files == 0:
        sys.exit(f"no call graph in {build}: it has to be built with -fcallgraph-info=su")
    return edges, files


def components(edges):
    """Strongly connected components of more than one function, or of one that calls itself (Tarjan, without recursion)."""
    index, low, on_stack, stack, found = {}, {}, set(), [], []
    for start in list(edges):
        if start in index:
            continue
        work = [(start, iter(edges[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(edges.get(target, ()))))
                    break
                if target in on_stack:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    members = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        members.append(member)
                        if member == node:
                            break
                    if len(members) > 1 or node in edges.get(node, ()):
                        found.append(members)
    return found


def demangle(names):
    bare = [name.rsplit(":", 1)[-1] for name in names]  # "file.cpp:name" of what is local to a source
    out = subprocess.run(["c++filt"], input="\n".join(bare), capture_output=True, text=True, check=True).stdout
    return [line.replace("tamis::v0::", "tamis::").replace("(anonymous namespace)::", "") for line in out.splitlines()]


def read_list(path):
    entries = []
    for line in Path(path).read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, bound = line.split(" | ", 1)
            entries.append((re.compile(pattern.strip()), bound.strip()))
    return entries


def main():
    build, list_file = sys.argv[1:3]
    edges, files = read_graph(build)
    entries = read_list(list_file)
    used, unknown, shown = set(), [], defaultdict(int)
    cycles = components(edges)
    for members in cycles:
        for name in demangle(members):
            for i, (pattern, _) in enumerate(entries):
                if pattern.search(name):
                    used.add(i)
                    shown[i] += 1
                    break
            else:
                unknown.append(name)
    for i, (pattern, bound) in enumerate(entries):
        print(f"{shown[i]:5} functions  {pattern.pattern}: {bound}")
    for name in sorted(set(unknown)):
        print(f"recursive, and not in {list_file}: {name[:300]}")
    idle = [pattern.pattern for i, (pattern, _) in enumerate(entries) if i not in used]
    for pattern in idle:
        print(f"in {list_file}, and not recursive: {pattern}")
    callers = sorted(set(n for n in demangle([f for f, to in edges.items() if INDIRECT in to]) if n.startswith("tamis::")))
    print(f"{len(callers)} functions of tamis call through a pointer, which the call graph does not follow:")
    for name in callers:
        print(f"  {name[:160]}")
    print(f"{files} sources, {len(edges)} functions, {len(cycles)} cycles, {len(set(unknown))} unknown")
    return 1 if unknown or idle else 0


if __name__ == "__main__":
    sys.exit(main())
