"""Steps a native build through gdb from main to its end and writes where that stops.

Run by gdb. STEPS_HOW is "step" or "next", STEPS_OUT the result: a JSON array of [function, line], with a last element ["exit", status]
or ["signal", name].

    gdb -batch -nx -x steps.py PROGRAM

"next" steps over the calls of main alone, so it is also begun anew at the first stop in each other function of the
program's own file: the result is then an object of such arrays by function.
"""

import json
import os

import gdb

HOW = os.environ["STEPS_HOW"]
OUT = os.environ["STEPS_OUT"]
MOST = 2000


class Ended(Exception):
    pass


def here():
    frame = gdb.selected_frame()
    sal = frame.find_sal()
    name = frame.function().name if frame.function() else None
    return [name.split("(")[0] if name else None, sal.line]


def own():
    """Whether the selected frame is of the program's own source."""
    sal = gdb.selected_frame().find_sal()
    return sal.symtab is not None and sal.symtab.filename == source


ending = []


def exited(event):
    ending.append(["exit", getattr(event, "exit_code", 0)])


def stopped(event):
    if isinstance(event, gdb.SignalEvent):
        ending.append(["signal", event.stop_signal])


def walk(how, within=None):
    """The places that a way of stepping visits, until the end, or until a function returns."""
    visited = [here()]
    while len(visited) < MOST:
        gdb.execute(how, to_string=True)
        if ending:
            visited.append(ending[0])
            return visited
        if not own():
            gdb.execute("finish" if gdb.selected_frame().older() else "continue", to_string=True)
            if ending:
                visited.append(ending[0])
                return visited
        if within is not None and depth() < within:
            return visited
        visited.append(here())
    return visited


def depth():
    n = 0
    frame = gdb.newest_frame()
    while frame is not None:
        n += 1
        frame = frame.older()
    return n


def run_to(function):
    gdb.execute("delete", to_string=True)
    gdb.Breakpoint(function, temporary=True)
    gdb.execute("run", to_string=True)
    ending.clear()  # of the run before, which was killed
    return gdb.selected_inferior().pid != 0


gdb.execute("set pagination off")
gdb.execute("set confirm off")
gdb.execute("set disable-randomization on")
gdb.execute("set debuginfod enabled off")
gdb.execute("set step-mode off")
gdb.events.exited.connect(exited)
gdb.events.stop.connect(stopped)
gdb.execute("skip -gfi /usr/*", to_string=True)
gdb.execute("skip -gfi /build/*", to_string=True)

run_to("main")
source = gdb.selected_frame().find_sal().symtab.filename

if HOW == "step":
    result = walk("step")
else:
    result = {"main": walk("next")}
    names = []
    for block in (gdb.lookup_global_symbol("main").symtab.static_block(), gdb.lookup_global_symbol("main").symtab.global_block()):
        for symbol in block:
            if symbol.is_function and symbol.name != "main" and symbol.symtab.filename == source:
                names.append(symbol.name)
    for name in sorted(set(names)):
        if run_to(name) and own():
            result[name.split("(")[0]] = walk("next", depth())
with open(OUT, "w") as out:
    json.dump(result, out, separators=(",", ":"))
    out.write("\n")
