"""Runs notebooks from the first cell to the last, and writes them with their outputs.

What is written is the same each time that the outputs are: no times, no versions, no machine.
"""

import argparse
import pathlib
import re
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

KERNEL = {"display_name": "Clientele (Java)", "language": "java", "name": "clientele"}
PATIENCE_SECONDS = 600
START_SECONDS = 60
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--log", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path)
    parser.add_argument("--html", type=pathlib.Path)
    parser.add_argument("notebooks", nargs="*", type=pathlib.Path)
    typed = parser.parse_args()
    for path in typed.notebooks or sorted(typed.folder.glob("*.ipynb")):
        if not path.is_file():
            end(f"There is no notebook {path}.")
        run(path, typed)


def run(path, typed):
    notebook = nbformat.read(path, as_version=4)
    try:
        # The kernel tells of every message that it handles.
        with typed.log.open("w") as log:
            execute(notebook, typed, log)
    except CellExecutionError as failure:
        number, cell = failed(notebook)
        end(f"{path.name}, cell {number} failed:\n{indented(cell.source)}\n{told(failure, cell)}")
    except CellTimeoutError:
        end(f"{path.name}: a cell took more than {PATIENCE_SECONDS} seconds.")
    except RuntimeError as failure:
        end(f"{path.name}: the kernel does not answer; see {typed.log}\n{failure}")
    settle(notebook)
    written = (typed.output or path.parent) / path.name
    written.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, written)
    if typed.html:
        write_page(notebook, typed.html / f"{path.stem}.html")
    print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells")


def execute(notebook, typed, log):
    """Runs all cells; a kernel that says nothing once it has started is started once more."""
    for is_last in (False, True):
        client = NotebookClient(
            notebook,
            kernel_name=KERNEL["name"],
            startup_timeout=START_SECONDS,
            timeout=PATIENCE_SECONDS,
            record_timing=False,
            resources={"metadata": {"path": str(typed.folder)}},
        )
        try:
            client.execute(stdout=log, stderr=log)
            return
        except RuntimeError as failure:
            if is_last or "didn't respond" not in str(failure):
                raise


def failed(notebook):
    """Counts all cells, those of text included, as a reader does."""
    for number, cell in enumerate(notebook.cells, start=1):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return number, cell
    return 0, notebook.cells[0]


def told(failure, cell):
    """The kernel tells compile errors in its traceback alone."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            lines = COLOUR.sub("", "\n".join(output.traceback)).strip().splitlines()
            return "\n".join(lines[:20]) or f"{output.ename}: {output.evalue}"
    return str(failure)


def settle(notebook):
    """Leaves what the notebook is, and takes away what this run was."""
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "language_info": {"file_extension": ".java", "name": "java"}}
    )
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)


def joined(outputs):
    """How many messages one text comes in is a matter of chance."""
    kept = []
    for output in outputs:
        output.pop("transient", None)
        before = kept[-1] if kept else None
        if before and output.output_type == before.output_type == "stream" and output.name == before.name:
            before.text += output.text
        else:
            kept.append(output)
    return kept


def write_page(notebook, path):
    from nbconvert import HTMLExporter

    path.parent.mkdir(parents=True, exist_ok=True)
    resources = {"metadata": {"name": path.stem}}
    page, _ = HTMLExporter(template_name="lab").from_notebook_node(notebook, resources)
    # The template loads scripts for formulas and widgets, from this machine or from a network. There are none
    # of either, and a page that is sent around should load nothing.
    path.write_text(re.sub(r"(?s)<script\b.*?</script>", "", page), encoding="utf-8")


def indented(text):
    return "\n".join("    " + line for line in text.splitlines())


def end(message):
    print(f"notebook: {message}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
