"""From the written pages to the finished site, put in place in one step."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.corpus.cache.circumstances import name_no_system, on_no_day
from generator.corpus.files.digests import digest_of
from generator.corpus.files.owned_files import (
    MARK,
    NOTHING_YET,
    bring_along,
    not_ours,
    read_mark,
    write_mark,
)
from generator.corpus.files.signatures import signature, state_name
from generator.corpus.files.work_folder import work_folder
from generator.corpus.phrases import name_some
from generator.corpus.settings import Settings
from generator.corpus.site.shipped import renew_base, with_hooks
from generator.corpus.site.site_replacement import exchange, in_the_way, merge
from generator.corpus.site.site_state import Made, SiteState
from generator.errors import GeneratorError
from generator.progress import Step, tell, tell_made

__all__ = [
    "NewSite",
    "build_site",
    "new_site",
    "refuse_another_place",
    "refuse_to_replace_the_project",
    "swap_in",
]

HOOK = "mkdocs_hook.py"


def build_site(
    settings: Settings, site: Path | None = None, *, strict: bool = False, slow: bool = False
) -> Path:
    """Have MkDocs build the pages that stand under ``site_src``; return the site's folder.

    ``strict`` makes MkDocs' warnings errors, ``slow`` has it build each page by itself. What
    :func:`new_site` promises holds.
    Raises :class:`GeneratorError` when MkDocs gives up.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException
    from mkdocs.utils.yaml import yaml_load

    from generator.corpus.site.finished.plugin import NAME, FinishedPages
    from generator.corpus.site.laid_over import lay_over
    from generator.corpus.site.site_rules import NAME as RULES
    from generator.corpus.site.site_rules import SiteRules, tell_templates

    place = (site or settings.site).absolute()
    tell(Step.BUILDING)
    renew_base(settings.config)
    try:
        with new_site(place, settings) as made:
            # The pages are written: the hook would only write them again.
            with settings.config.open("rb") as file:
                listed = with_hooks(settings.config, yaml_load(file).get("hooks") or ())
            hooks = [hook for hook in listed if Path(hook).name != HOOK]
            name, folder = str(settings.config), str(made.folder)
            config = load_config(name, site_dir=folder, hooks=hooks, strict=strict or None)
            lay_over(config)
            tell_templates(config, settings)
            config.plugins[RULES] = SiteRules(settings.rules)  # type: ignore[assignment]  # as hooks are
            if not slow:
                config.plugins[NAME] = FinishedPages(made)  # type: ignore[assignment]  # as hooks are
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
    except MkDocsException as error:
        raise GeneratorError(f"MkDocs could not build the site: {error}") from error
    return place


@dataclass(slots=True)
class NewSite:
    """A site that is being built."""

    folder: Path
    """Where its files go."""
    place: Path
    """Where it will be."""
    state: SiteState
    """What is known of the site that is there."""
    kept: dict[str, tuple[str, str]] | None = None
    """Files of that one which stay, with signature and digest; ``None`` where all are made anew."""
    made: dict[str, Made] = field(default_factory=dict)
    """What was made of the sources."""
    key: str = ""
    """What it all depends on."""
    anchors: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """Those of pages that were asked for them."""
    written: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of files that were written, signature and digest."""

    def digest(self, name: str) -> str:
        """Return the digest of a new file."""
        now, known = signature(f"{self.folder}/{name}"), self.written.get(name)
        if known is None or known[0] != now:  # others wrote it, or changed it since
            known = self.written[name] = now, digest_of(self.folder / name)
        return known[1]

    def put_in_place(self) -> None:
        """Have the site take its place."""
        name_no_system(self.folder)
        made = write_mark(self.folder, self.digest)
        if self.kept is None:
            self.state.forget()
            swap_in(self.folder, self.place, partial(_others_in_site, state=self.state))
        else:
            others = in_the_way(self.folder, self.place, made)
            if others:
                raise _would_be_lost(self.place, others)
            self.state.forget()
            kept = {name: digest for name, (_, digest) in self.kept.items()}
            try:
                merge(self.folder, self.place, made, kept)
            except OSError as error:
                raise GeneratorError(
                    f"{error.filename or self.place}: {error.strerror}. Of what changed in the "
                    "site some is in its place and some not; each page is whole. Run again when it "
                    "can."
                ) from error
        if self.key:
            files = {name: self.written[name] for name in made}
            if self.kept is not None:  # to be renamed is a change
                files = {name: (signature(self.place / name), made[name]) for name in made}
                files |= self.kept
            SiteState(self.state.path, self.key, self.made, files, self.anchors).write()
            tell_made({name: int(told[0].partition(" ")[0]) for name, told in files.items()})
        else:
            tell_made({name: (self.place / name).stat().st_size for name in made})


@contextlib.contextmanager
def new_site(place: Path, settings: Settings, name: str = "") -> Iterator[NewSite]:
    """Yield a folder to build a site in; it takes its ``place`` when the block ends well.

    It lies beside the place: a failed or interrupted build leaves the old site as it was, and of
    two builds at once each puts a whole site there. What people laid into the old one comes along.
    What is remembered of it is remembered of its place, or under a ``name``.
    Raises :class:`GeneratorError` when the place holds something else, or a file of the old site
    was changed by hand.
    """
    target = place.resolve()  # a link stays, and the folder it leads to is replaced
    state = SiteState.read(settings.cache, name or state_name(target))
    refuse_another_place(target, settings)
    _refuse_to_replace_what_changed(target, state)
    try:
        with on_no_day(), work_folder(target) as work:
            new = NewSite(work / "site", target, state)
            yield new
            new.put_in_place()
    except OSError as error:
        raise GeneratorError(
            f"{error.filename or place}: {(error.strerror or 'cannot be written').lower()}. The "
            f"site in {place} is untouched."
        ) from error


def _others_in_site(place: Path, state: SiteState) -> list[str]:
    return not_ours(place, read_mark(place) or {}, partial(state.digest, place))


def refuse_another_place(place: Path, settings: Settings) -> None:
    """Raise :class:`GeneratorError` where a site must not go, whatever is in it.

    The folder that stands there is deleted in the end: it must be a site, or hold nothing.
    """
    target = place.resolve()
    if target.exists() and not target.is_dir():
        raise GeneratorError(f"{target}: is not a built site but a file. Name a folder.")
    if target.exists() and read_mark(target) is None:
        found = sorted({entry.name for entry in target.iterdir()} - NOTHING_YET)
        if found:
            raise GeneratorError(
                f"{target}: is not a built site (it has no {MARK} that lists what build wrote), "
                f"and building would replace it. In it are {name_some(found)}. Name another "
                "folder. If an earlier version of this program built it, and nothing in it is "
                "yours, delete it."
            )
    refuse_to_replace_the_project(target, settings)


def _refuse_to_replace_what_changed(place: Path, state: SiteState) -> None:
    ours = read_mark(place) or {}
    if not ours or state.stands(place, ours):
        return
    digest = partial(state.digest, place)
    if changed := [name for name in not_ours(place, ours, digest) if name in ours]:
        raise _would_be_lost(place, changed)


def _would_be_lost(place: Path, names: list[str]) -> GeneratorError:
    return GeneratorError(
        f"{place}: {name_some(names)}: not as this program wrote it, and would be overwritten. "
        "Keep what you added or changed in another place (for a site, among the pages in "
        "site_src), then delete it here."
    )


def refuse_to_replace_the_project(place: Path, settings: Settings) -> None:
    """Raise :class:`GeneratorError` for a folder that holds the project, or its pages.

    That a site stands there proves little: a project may have been built into by another one.
    """
    for kept in (settings.config.parent, settings.docs, settings.seeds):
        if kept.resolve().is_relative_to(place):
            raise GeneratorError(
                f"{place}: holds {kept.absolute()}, which would be replaced. Name a folder for "
                "this alone."
            )


def swap_in(new: Path, place: Path, others: Callable[[Path], list[str]]) -> None:
    """Put the folder ``new`` at ``place``; what stood there is gone afterwards.

    Except what ``others`` names in it: that is brought along before, so that at no moment, and
    after no accident, anything of it is missing. One step of the file system on Linux; elsewhere
    two renames, and the old folder comes back if the second fails.
    Raises :class:`GeneratorError` when others have a file where ``new`` has another one, and
    ``OSError`` when ``new`` cannot go there: the old folder is untouched. When anything fails
    later, a :class:`GeneratorError` tells where the old folder is.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        in_the_way = bring_along(place, new, others(place))
        if in_the_way:
            raise _would_be_lost(place, in_the_way)
    old = _put_in_place(new, place)
    if old is None:
        return
    left: list[str] = []
    reason = "the new one has others of these names"
    try:
        left = bring_along(old, place, others(old))  # what was laid there meanwhile
    except OSError as error:
        left, reason = [str(error.filename)], str(error.strerror)
    if left:
        with contextlib.suppress(OSError):
            old = old.rename(_folder_for_old(place) / "site")
        raise GeneratorError(
            f"{place}: the new folder is there, but of the old one {name_some(left)} could not be "
            f"brought along: {reason}. The old one is in {old}."
        )
    shutil.rmtree(old, ignore_errors=True)


def _put_in_place(new: Path, place: Path) -> Path | None:
    """Rename ``new`` to ``place`` and return where the folder that stood there is now."""
    if not place.exists():
        try:
            new.rename(place)
        except OSError:
            if not place.exists():  # else another run was first
                raise
        else:
            return None
    if exchange(new, place):
        return new
    aside = _folder_for_old(place) / "site"
    try:
        place.rename(aside)
        new.rename(place)
    except OSError as error:
        try:
            if aside.exists():
                aside.rename(place)
            aside.parent.rmdir()
        except OSError:
            raise GeneratorError(
                f"{place}: the new folder could not be put there ({error.strerror}), nor the old "
                f"one put back. The old one is in {aside}; move it by hand."
            ) from error
        raise
    with contextlib.suppress(OSError):  # back to one folder to clear away
        aside.rename(new)
        aside.parent.rmdir()
        return new
    return aside


def _folder_for_old(place: Path) -> Path:
    """Return a new folder beside ``place``, which no run ever clears away."""
    return Path(tempfile.mkdtemp(prefix=f".{place.name}.old-", dir=place.parent))
