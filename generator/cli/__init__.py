"""``python -m generator COMMAND``: the exit codes, and which module carries out what.

Results go to standard output and everything else to standard error, so a command can be piped.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module

from generator.cli.arguments import build_parser
from generator.errors import GeneratorError
from generator.model.languages import Language, language_of
from generator.processes import collect_seldom, end_in_order, end_in_peace, use_one_thread
from generator.terminal import Voice

__all__ = ["main", "run"]

DONE, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # Chinese text must come out on any machine
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    end_in_order()
    use_one_thread()
    collect_seldom()
    code = run(sys.argv[1:])
    if code == INTERRUPTED:
        end_in_peace()
    sys.exit(code)


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code (0 done, 1 findings, 2 usage, 130 interrupted).

    >>> run(["--version"]) == 0
    banmian 0.1.0
    True
    """
    language = _language_in(argv)
    parser = build_parser(language)
    if not argv:
        # A script whose command came out empty must notice, so this is wrong usage all the same.
        parser.print_help(sys.stderr)
        return USAGE
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has told what is wrong, or printed the help
        return stop.code if isinstance(stop.code, int) else USAGE
    options.lang = language
    voice = Voice(quiet=options.quiet, verbose=options.verbose, language=language)
    # not at the top: who asks for help pays for no readers
    from generator.cli.remote_folders import carried_out
    from generator.corpus.seeds.scans import watch_scans
    from generator.engines import engine_at
    from generator.progress import watched_by

    watch_scans(voice.scanning)
    try:
        module = import_module(COMMANDS[options.command])
        with engine_at(options.engine), watched_by(voice):
            command = partial(getattr(module, options.command), options, voice)
            code = carried_out(options, voice, command)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_standard_output()  # the reader has what it wanted (head)
        return DONE
    except GeneratorError as error:
        voice.trouble(str(error))
        return FINDINGS
    except MemoryError:
        voice.trouble("there is not enough memory; every file that was written is whole.")
        return FINDINGS
    except KeyboardInterrupt:
        voice.trouble("interrupted; every file that was written is whole. Run again to finish.")
        return INTERRUPTED
    except OSError as error:
        if error.filename is not None:  # a fault of ours: files have errors of their own
            raise
        _forget_standard_output()
        reason = (error.strerror or type(error).__name__).lower()
        voice.trouble(f"standard output: cannot be written: {reason}.")
        return FINDINGS
    finally:
        watch_scans(None)
        voice.end_progress()
    return code


def _language_in(argv: Sequence[str]) -> Language:
    """Return the language that a line of arguments asks for, before it is known to be right."""
    at = (n for n, word in enumerate(argv) if word == "--lang")
    said = [word.partition("=")[2] for word in argv if word.startswith("--lang=")]
    said += [word for n in at for word in argv[n + 1 : n + 2]]
    return language_of(next(iter(said), None), os.environ)


def _forget_standard_output() -> None:
    """Let what is still to be written go nowhere; Python would complain as it closes."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


COMMANDS = {
    "new": "generator.cli.site_commands",
    "reconstruct": "generator.cli.print_commands",
    "describe": "generator.cli.print_commands",
    "convert": "generator.cli.project_commands",
    "build": "generator.cli.site_commands",
    "serve": "generator.cli.site_commands",
    "review": "generator.cli.review_commands",
    "explain": "generator.cli.review_commands",
    "export": "generator.cli.project_commands",
    "check": "generator.cli.project_commands",
}
"""The module whose function of the command's name carries it out, imported when it is called."""
