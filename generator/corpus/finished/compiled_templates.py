"""Templates that were compiled stay so for as long as the process runs: a preview builds often."""

from __future__ import annotations

from collections.abc import Hashable
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

__all__ = ["keep_compiled"]

_compiled: dict[Hashable, CodeType] = {}
"""Code by what it was compiled of. A theme has a few dozen templates; more come where one is
edited."""
_MOST = 1000


class _Compiled(BytecodeCache):
    """What Jinja asks before it compiles a template, and tells after."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, if it is known."""
        bucket.code = _compiled.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template."""
        if len(_compiled) >= _MOST:
            _compiled.clear()
        if bucket.code is not None:
            _compiled[_key(bucket)] = bucket.code


def keep_compiled(env: Environment) -> None:
    """Have an environment use code that this process has compiled before, unless it keeps its own.

    >>> env = Environment()
    >>> keep_compiled(env)
    >>> env.bytecode_cache is not None
    True
    """
    if env.bytecode_cache is None:
        env.bytecode_cache = _Compiled()


def _key(bucket: Bucket) -> Hashable:
    """Return what code depends on: the template, its text, and how it is read."""
    env = bucket.environment
    syntax = (
        *(env.block_start_string, env.block_end_string, env.variable_start_string),
        *(env.variable_end_string, env.comment_start_string, env.comment_end_string),
        *(env.line_statement_prefix, env.line_comment_prefix, env.trim_blocks, env.lstrip_blocks),
        *(env.newline_sequence, env.keep_trailing_newline, env.optimized, env.is_async),
    )
    ways = (env.autoescape, tuple(sorted(env.extensions)), tuple(env.policies.items()))
    told = repr((syntax, ways, sorted(env.filters), sorted(env.tests)))
    return bucket.key, bucket.checksum, told
