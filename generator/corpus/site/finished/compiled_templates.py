"""Templates that were compiled stay so: in a preview's process, and in the project's cache from one
build to the next. To compile those of a site takes half a second, however few pages it has.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from contextlib import suppress
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket, bc_magic

from generator.corpus.files.whole_files import write_atomically

__all__ = ["keep_compiled", "put_compiled_by"]

_compiled: dict[str, CodeType] = {}
"""Code by what it was compiled of. A theme has a few dozen templates; more come where one is
edited."""
_asked: set[str] = set()
"""What this process has asked for."""
_MOST = 1000
_SEAL = 16


class _Compiled(BytecodeCache):
    """What Jinja asks before it compiles a template, and tells after."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, if it is known."""
        key = _key(bucket)
        bucket.code = _compiled.get(key)
        if bucket.code is not None:
            _asked.add(key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template."""
        if len(_compiled) >= _MOST:
            _compiled.clear()
            _asked.clear()
        if bucket.code is not None:
            key = _key(bucket)
            _compiled[key] = bucket.code
            _asked.add(key)


def keep_compiled(env: Environment, kept: Path | None = None) -> None:
    """Have an environment use code that was compiled before, unless it keeps its own.

    That is the code that this process has compiled, and what a file ``kept`` holds of others. Like
    all in a project's cache, that is trusted as the project is.

    >>> env = Environment()
    >>> keep_compiled(env)
    >>> env.bytecode_cache is not None
    True
    """
    if env.bytecode_cache is None:
        if kept is not None:
            _compiled.update(_read(kept))
        env.bytecode_cache = _Compiled()


def put_compiled_by(kept: Path) -> None:
    """Keep in a file the code that this process has asked for, unless it is there."""
    wanted = {key: _compiled[key] for key in _asked if key in _compiled}
    if wanted.keys() <= _read(kept).keys():
        return
    data = marshal.dumps(wanted)
    with suppress(OSError):
        write_atomically(kept, _seal(data), data)


def _read(kept: Path) -> dict[str, CodeType]:
    """Return what a file keeps; nothing of one that is damaged, or was written by others."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = kept.read_bytes()
        if data[:_SEAL] == _seal(data[_SEAL:]):
            return dict(marshal.loads(data[_SEAL:]))
    return {}


def _seal(data: bytes) -> bytes:
    """Return what tells code of this Python and this Jinja from any other, and from half of it."""
    told = f"{sys.version} {sys.implementation.cache_tag} {jinja2.__version__}".encode()
    return hashlib.blake2b(told + bc_magic + data, digest_size=_SEAL).digest()


def _key(bucket: Bucket) -> str:
    """Return what code depends on: the template, its text, and how it is read."""
    env = bucket.environment
    syntax = (
        *(env.block_start_string, env.block_end_string, env.variable_start_string),
        *(env.variable_end_string, env.comment_start_string, env.comment_end_string),
        *(env.line_statement_prefix, env.line_comment_prefix, env.trim_blocks, env.lstrip_blocks),
        *(env.newline_sequence, env.keep_trailing_newline, env.optimized, env.is_async),
    )
    ways = (env.autoescape, tuple(sorted(env.extensions)), tuple(env.policies.items()))
    told = (bucket.key, bucket.checksum, syntax, ways, sorted(env.filters), sorted(env.tests))
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
