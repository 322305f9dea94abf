"""Writes the is_stmt rows of a native program's line table that belong to a source: address, line, and "entry" for a
function's first row, "ready" for the end of its prologue, "body" for others.

    llvm-dwarfdump --debug-line PROGRAM | rows.py SOURCE NAMES
"""

import re
import sys

source = sys.argv[1].rsplit("/", 1)[-1]
entries = {int(line.split()[0], 16) for line in open(sys.argv[2]) if line.split()[1] in "tTwW"}
files, current, wanted = {}, None, {}
for text in sys.stdin:
    if match := re.match(r"file_names\[\s*(\d+)\]:", text):
        current = int(match.group(1))
    elif match := re.match(r'\s+name: "(.*)"', text):
        files[current] = match.group(1).rsplit("/", 1)[-1]
    elif text.startswith("debug_line["):
        files = {}
    elif match := re.match(r"0x([0-9a-f]+)\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+\s+\d+\s+(?:\d+\s+)?(.*)", text):
        address, line, file, flags = int(match.group(1), 16), int(match.group(2)), int(match.group(4)), match.group(5)
        if "is_stmt" in flags and "end_sequence" not in flags and files.get(file) == source and line:
            kind = "entry" if address in entries else "ready" if "prologue_end" in flags else "body"
            if wanted.get(address, ("", ""))[1] != "ready":
                wanted[address] = (line, kind)
for address, (line, kind) in sorted(wanted.items()):
    print("%#x %d %s" % (address, line, kind))
