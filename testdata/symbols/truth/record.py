"""Steps a native build through gdb and writes what all variables hold, as the truth for wdbg's tests.

Run by gdb. The environment says which source the program was built from (TRUTH_SOURCE), where the is_stmt rows of its
line table are, as rows.py writes them (TRUTH_ROWS), and where the result goes (TRUTH_OUT):

    gdb -batch -nx -x record.py PROGRAM

One JSON object per line. An event is the arrival at another line within one activation of a function, once its
prologue is over; hit counts the arrivals at that line of that function:

    {"fn": "add", "line": 9, "hit": 1, "vars": {"a:9": 1}}

Variables are keyed by name and line of declaration, further ones of the same key with a number. Those that are declared
at this line or below have no value yet and are left out. At a call of checkpoint, "stack" holds the same for all other
frames, the innermost first, and "globals" the variables outside of functions where they have changed.
"""

import json
import os
import re

import gdb

SOURCE = os.environ["TRUTH_SOURCE"]
ROWS = os.environ["TRUTH_ROWS"]
OUT = os.environ["TRUTH_OUT"]
MAX_DEPTH = 6


def address(value):
    return int(value.cast(gdb.lookup_type("unsigned long")))


def number(value):
    value = float(value)
    if value != value:
        return {"float": "nan"}
    if value in (float("inf"), float("-inf")):
        return {"float": "inf" if value > 0 else "-inf"}
    return {"float": value.hex()}


def wide(value, kind):
    """A number that gdb's Python cannot hold."""
    data = gdb.selected_inferior().read_memory(value.address, kind.sizeof)
    return int.from_bytes(data.tobytes(), "little", signed=kind.is_signed)


def complex_number(value):
    gdb.set_convenience_variable("c", value)
    real = gdb.parse_and_eval("$_creal($c)")
    imaginary = gdb.parse_and_eval("$_cimag($c)")
    return {"complex": [number(real)["float"], number(imaginary)["float"]]}


def function_name(value):
    """The name in "(int (*)(int, int)) 0x401140 <add>", without parameters."""
    match = re.search(r"<(.*)>$", str(value))
    if not match:
        return {"function": "?"}
    return {"function": re.sub(r"\(.*", "", match.group(1))}


def text_at(value):
    """The bytes or wider units up to a zero."""
    units = []
    while len(units) < 200:
        unit = int((value + len(units)).dereference())
        if unit == 0:
            return {"text": units}
        units.append(unit)
    return {"text": units}


def pointer(value, depth, seen):
    target = value.type.strip_typedefs().target().strip_typedefs()
    if address(value) == 0:
        return {"pointer": None}
    if target.code == gdb.TYPE_CODE_FUNC:
        return function_name(value)
    if target.code == gdb.TYPE_CODE_VOID:
        return {"pointer": "void"}
    if target.code in (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR) and str(target.unqualified()) in (
            "char", "char16_t", "char32_t", "wchar_t"):
        return text_at(value)
    key = (address(value), str(target))
    if key in seen:
        return {"pointer": "seen"}
    try:
        return {"pointer": shown(value.dereference(), depth + 1, seen | {key})}
    except gdb.MemoryError:
        return {"pointer": "wild"}


def members(value, depth, seen):
    result = {}
    for field in value.type.strip_typedefs().fields():
        if not hasattr(field, "bitpos") or field.artificial:
            continue
        if field.name and re.match(r"_vptr[.$]", field.name):
            continue
        member = value[field]
        if field.is_base_class:
            result["base " + field.name] = shown(member, depth + 1, seen)
        elif not field.name:
            result.update(members(member, depth, seen))
        else:
            result[field.name] = shown(member, depth + 1, seen)
    return result


def shown(value, depth=0, seen=frozenset()):
    kind = value.type.strip_typedefs()
    code = kind.code
    if depth > MAX_DEPTH:
        return {"deep": True}
    if code == gdb.TYPE_CODE_BOOL:
        return bool(value)
    if code == gdb.TYPE_CODE_FLT:
        return number(value)
    if code == gdb.TYPE_CODE_COMPLEX:
        return complex_number(value)
    if code == gdb.TYPE_CODE_ENUM:
        return {"enum": int(value.cast(gdb.lookup_type("long"))), "name": str(value)}
    if code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
        return shown(value.referenced_value(), depth, seen)
    if code == gdb.TYPE_CODE_PTR:
        return pointer(value, depth, seen)
    if code == gdb.TYPE_CODE_ARRAY:
        low, high = kind.range()
        if kind.sizeof == 0:
            return {"flexible": True}
        return [shown(value[i], depth + 1, seen) for i in range(low, high + 1)]
    if code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
        return members(value, depth, seen)
    if code == gdb.TYPE_CODE_METHODPTR:
        return function_name(value)
    if code == gdb.TYPE_CODE_MEMBERPTR:
        return {"member": str(value)}
    if kind.sizeof > 8:
        return wide(value, kind)
    return int(value)


def available(value):
    """The value, or that the native build does not have it."""
    if value.is_optimized_out or value.type.sizeof == 0 and value.type.code == gdb.TYPE_CODE_ARRAY:
        return {"unavailable": True}
    return shown(value)


def is_constructor(name):
    """A::A or A::~A: what this points to is only partly there."""
    parts = re.sub(r"\(.*", "", re.sub(r"<.*?>", "", name)).split("::")
    return len(parts) > 1 and parts[-1].lstrip("~") == parts[-2]


def free_key(taken, symbol):
    """The key of a variable; a parameter pack has several of the same name on one line."""
    key, count = "%s:%d" % (symbol.name.split("::")[-1], symbol.line), 1
    while key in taken:
        count += 1
        key = "%s:%d#%d" % (symbol.name, symbol.line, count)
    return key


def locals_of(frame, line):
    result = {}
    partial = is_constructor(frame.name())
    frame.select()  # gdb computes lengths of arrays with the selected frame
    block = frame.block()
    while block is not None and not block.is_global and not block.is_static:
        for symbol in block:
            if not (symbol.is_variable or symbol.is_argument) or symbol.name.startswith("__"):
                continue
            if partial and symbol.name == "this":
                continue
            fixed = symbol.is_argument or symbol.addr_class == gdb.SYMBOL_LOC_STATIC
            if not fixed and symbol.line >= line:
                continue
            value = symbol.value(frame) if symbol.needs_frame else symbol.value()
            result[free_key(result, symbol)] = available(value)
        if block.function is not None:
            break
        block = block.superblock
    return result


def globals_of(symtab):
    result = {}
    for block in (symtab.global_block(), symtab.static_block()):
        for symbol in block:
            if symbol.is_variable and symbol.addr_class == gdb.SYMBOL_LOC_STATIC and symbol.line:
                if symbol.symtab.filename.endswith(os.path.basename(SOURCE)):
                    result[free_key(result, symbol)] = shown(symbol.value())
    return result


def plain_name(name):
    """The function's own name, without scope, template arguments and parameters."""
    operator = name.rfind("operator")
    if operator >= 0:
        rest = name[operator + len("operator"):]
        return "operator()" if rest.startswith("()") else "operator" + re.sub(r"[(<].*", "", rest)
    depth, out = 0, ""
    for char in name:
        if char in "<(":
            depth += 1
        elif char in ">)":
            depth -= 1
        elif depth == 0:
            out += char
    return out.split("::")[-1].split(" ")[0]


def own_frames():
    frame = gdb.newest_frame()
    while frame is not None and frame.is_valid():
        sal = frame.find_sal()
        if sal.symtab is not None and sal.symtab.filename.endswith(os.path.basename(SOURCE)) and frame.function():
            yield frame, sal.line
        if frame.name() == "main":
            return
        frame = frame.older()


class Activation:
    def __init__(self, name):
        self.name = name
        self.line = 0
        self.ready = False


def record():
    rows = {}
    with open(ROWS) as f:
        for text in f:
            addr, line, kind = text.split()
            rows[int(addr, 16)] = (int(line), kind)
    for command in ("set pagination off", "set breakpoint always-inserted on", "set print elements 0", "set print symbol on",
                    "set confirm off", "set width 0"):
        gdb.execute(command)
    for addr in rows:
        gdb.Breakpoint("*%#x" % addr).silent = True
    gdb.execute("run", to_string=True)
    stack, hits, known = [], {}, {}
    with open(OUT, "w") as out:
        while gdb.selected_inferior().pid != 0:
            step(rows, stack, hits, known, out)
            gdb.execute("continue", to_string=True)


def innermost():
    """The innermost frame; where a call begins that was inlined, gdb shows its caller until it is told to step into it."""
    while True:
        frame = gdb.newest_frame()
        block = gdb.block_for_pc(frame.pc())
        while block is not None and block.function is None:
            block = block.superblock
        if block is None or frame.function() is None or block.function.name == frame.function().name:
            return
        gdb.execute("step", to_string=True)


def step(rows, stack, hits, known, out):
    innermost()
    frames = list(own_frames())
    if not frames:
        return
    frame, _ = frames[0]
    line, kind = rows[frame.pc()]
    del stack[len(frames):]
    if len(stack) < len(frames) or kind == "entry":
        del stack[len(frames) - 1:]
        stack.append(Activation(plain_name(frame.name())))
    activation = stack[-1]
    if frame.type() == gdb.INLINE_FRAME:
        activation.ready = True
    if kind == "body" and not activation.ready:
        return
    if kind == "entry":
        return
    activation.ready = True
    if line == activation.line or line == 0:
        return
    activation.line = line
    key = (activation.name, line)
    hits[key] = hits.get(key, 0) + 1
    event = {"fn": activation.name, "line": line, "hit": hits[key], "vars": locals_of(frame, line)}
    if activation.name == "checkpoint":
        event["stack"] = [{"fn": plain_name(f.name()), "line": at, "vars": locals_of(f, at)} for f, at in frames[1:]]
        now = globals_of(frame.find_sal().symtab)
        if now != known:
            event["globals"] = dict(now)
            known.clear()
            known.update(now)
    out.write(json.dumps(event, separators=(",", ":")) + "\n")


record()
