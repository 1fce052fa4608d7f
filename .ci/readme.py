"""Runs the curl commands of a Markdown file against the service on this machine and compares what they print.

Read are the ```console and ```bash blocks. In a console block a line that starts with "$ " is a command (it goes on while a line
ends with a backslash or a quote is open), what follows is its output, and an output line "# exit 22" is the exit status to
expect (0 if there is none). In a bash block every line is a command and no output is compared. Run are plain assignments
(API=http://localhost:8080), assignments of what a command prints (ID=$(curl ...), run once), commands that call curl on this
machine, those that run a program which the page shows (a
```python or ```yaml block whose first line names its file: "# verify.py: ..."), and java with a jar that was built. All others are listed, not
run. All run in one empty folder, where the programs and the jars are.

An output line that opens a JSON document is compared as JSON: each key of the README must be there with that value; lists have the
same length. Any other line must be printed as it stands, in this order. "…" stands for anything: inside a text, for a value, for
the rest of an object or list.
"""

import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ANY = "…"


def blocks(markdown):
    for match in re.finditer(r"^```(console|bash)\n(.*?)^```$", markdown, re.MULTILINE | re.DOTALL):
        yield match[1], match[2].splitlines(), markdown.count("\n", 0, match.start()) + 2


def programs(markdown):
    """Yields (file name, text) of the programs and documents that the page shows."""
    for match in re.finditer(r"^```(?:python|yaml)\n(# ([\w-]+\.(?:py|yaml))\b.*?)^```$", markdown, re.MULTILINE | re.DOTALL):
        yield match[2], match[1]


def complete(command):
    if command.endswith("\\"):
        return False
    try:
        shlex.split(command, comments=True)
        return True
    except ValueError:  # an open quote
        return False


def steps(markdown):
    """Yields (line number, command, lines of output or None)."""
    for kind, lines, number in blocks(markdown):
        at = 0
        while at < len(lines):
            start = at
            prompt = lines[at].startswith("$ ")
            if (kind == "console" and not prompt) or not lines[at].strip():
                at += 1
                continue
            command = lines[at][2:] if prompt else lines[at]
            at += 1
            while not complete(command) and at < len(lines):
                command += "\n" + lines[at].removeprefix("> " if prompt else "")
                at += 1
            output = None
            if kind == "console":
                end = at
                while end < len(lines) and not lines[end].startswith("$ "):
                    end += 1
                output, at = [line for line in lines[at:end] if line.strip()], end
            yield number + start, command, output


def quoted(text):
    """Turns the bare … of a README's JSON into valid JSON: a value, an element, or a member "…": "…"."""
    out, stack, in_string, before = [], [], False, ""
    at = 0
    while at < len(text):
        char = text[at]
        if in_string:
            if char == "\\":
                out.append(char)
                at += 1
                char = text[at]
            elif char == '"':
                in_string = False
        elif char == '"':
            in_string = True
        elif char in "{[":
            stack.append(char)
        elif char in "}]":
            stack.pop()
        elif char == ANY:
            char = f'"{ANY}": "{ANY}"' if stack and stack[-1] == "{" and before != ":" else f'"{ANY}"'
        out.append(char)
        if not text[at].isspace():
            before = text[at]
        at += 1
    return "".join(out)


def expectations(lines):
    """Cuts expected output into ("json", value) and ("text", line)."""
    at = 0
    while at < len(lines):
        if lines[at].lstrip().startswith(("{", "[")):
            for end in range(at + 1, len(lines) + 1):
                try:
                    yield "json", json.loads(quoted("\n".join(lines[at:end])))
                    at = end
                    break
                except (ValueError, IndexError):
                    continue
            else:
                yield "text", lines[at]
                at += 1
        else:
            yield "text", lines[at]
            at += 1


def like(expected, actual):
    return re.fullmatch(".*".join(map(re.escape, expected.split(ANY))), actual, re.DOTALL) is not None


def difference(expected, actual, pointer=""):
    """The first place where the actual JSON is not what the README shows, or None."""
    if expected == ANY:
        return None
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key == ANY:
                continue
            if key not in actual:
                return f"{pointer}/{key} is missing"
            found = difference(value, actual[key], f"{pointer}/{key}")
            if found:
                return found
        return None
    if isinstance(expected, list) and isinstance(actual, list):
        wanted = [value for value in expected if value != ANY]
        if len(wanted) > len(actual) or (len(wanted) == len(expected) and len(wanted) != len(actual)):
            return f"{pointer} has {len(actual)} elements, the README shows {len(wanted)}"
        return next(filter(None, (difference(w, a, f"{pointer}/{i}") for i, (w, a) in enumerate(zip(wanted, actual)))), None)
    if isinstance(expected, str) and isinstance(actual, str):
        return None if like(expected, actual) else f"{pointer} is {actual!r}, the README shows {expected!r}"
    # Python takes 1 for True.
    same = expected == actual and isinstance(expected, bool) == isinstance(actual, bool)
    return None if same else f"{pointer} is {actual!r}, the README shows {expected!r}"


def compare(lines, output):
    for kind, expected in expectations(lines):
        if kind == "json":
            start = re.search(r"^[ \t]*[{\[]", output, re.MULTILINE)
            if not start:
                return "no JSON printed"
            try:
                actual, end = json.JSONDecoder().raw_decode(output, start.end() - 1)
            except ValueError as error:
                return f"broken JSON printed: {error}"
            found = difference(expected, actual)
            if found:
                return found
            output = output[end:]
        else:
            printed = output.splitlines()
            place = next((i for i, line in enumerate(printed) if like(expected.strip(), line.strip())), None)
            if place is None:
                return f"not printed: {expected}"
            output = "\n".join(printed[place + 1 :])
    return None


def here(command):
    """Whether every URL the command calls (not those inside its bodies) is on this machine."""
    urls = [word for word in shlex.split(command, comments=True) if re.match(r"(\w+=)?https?://", word)]
    return all(re.match(r"(\w+=)?https?://(localhost|127\.0\.0\.1)([:/?;]|$)", url) for url in urls)


def main(path):
    with open(path, encoding="utf-8") as file:
        markdown = file.read()
    # At a terminal curl shows no progress beside the body; into a pipe it would.
    settings = tempfile.TemporaryDirectory()
    pathlib.Path(settings.name, ".curlrc").write_text("no-progress-meter\n", encoding="utf-8")
    environment = {**os.environ, "CURL_HOME": settings.name}
    shown_here = dict(programs(markdown))
    for name, text in shown_here.items():
        pathlib.Path(settings.name, name).write_text(text, encoding="utf-8")
    for jar in pathlib.Path(path).resolve().parent.glob("target/*-run.jar"):
        pathlib.Path(settings.name, jar.name).symlink_to(jar)
    prelude, ran, wrong = [], 0, 0
    for line, command, output in steps(markdown):
        shown = " ".join(command.replace("\\\n", " ").split())[:110]
        if here(command) and re.fullmatch(r"(export +)?[A-Za-z_]\w*=\S*", command.strip()):
            prelude.append(command)
            continue
        kept = re.fullmatch(r"([A-Za-z_]\w*)=[^\s$]*(?:\$\w+)?\$\(.*\)", command.strip(), re.DOTALL)
        program = re.match(r"python3 ([\w-]+\.py)\b", command)
        program = program and program[1] in shown_here
        jar = re.match(r"java -jar ([\w-]+\.jar)\b", command)
        jar = jar and pathlib.Path(settings.name, jar[1]).exists()
        if not here(command) or not (program or jar or re.search(r"\bcurl\b", command)):
            print(f"{path}:{line}: not run: {shown}")
            continue
        status = 0
        if output is not None:
            marks = [re.fullmatch(r"# exit (\d+)", text.strip()) for text in output]
            status = next((int(mark[1]) for mark in marks if mark), 0)
            output = [text for text, mark in zip(output, marks) if not mark]
        done = subprocess.run(
            ["bash", "-c", "\n".join([*prelude, command, *([f'printf %s "${kept[1]}"'] if kept else [])])],
            env=environment,
            cwd=settings.name,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
        )
        ran += 1
        printed = done.stdout + done.stderr  # in the order of a terminal, where the body is not held back
        problem = f"exit {done.returncode}, expected {status}" if done.returncode != status else compare(output or [], printed)
        if kept and not problem:
            prelude.append(f"{kept[1]}={shlex.quote(done.stdout)}")
        print(f"{path}:{line}: {'WRONG' if problem else 'ok'}: {shown}")
        if problem:
            wrong += 1
            print(f"    {problem}\n    printed: {printed.strip()[:2000]}")
    print(f"{path}: {ran} commands run, {wrong} wrong")
    return 1 if wrong or not ran else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
