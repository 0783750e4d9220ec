"""What the site is called and where it will stand."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site as ``mkdocs.yml`` describes it."""

    name: str = "版面"
    """``site_name``."""
    description: str = ""
    """``site_description``."""
    url: str = ""
    """``site_url``, ending in a slash; empty where the build is not told the address."""
    copies: bool = False
    """Whether a plain copy lies beside each article."""

    def address(self, path: str) -> str:
        """Return the address of a file under ``site_src``, from the root where none is known.

        >>> Site(url="https://a.example/b/").address("articles/k3v9.md")
        'https://a.example/b/articles/k3v9/'
        >>> Site().address("regions/index.md"), Site(url="https://a.example").address("feed.xml")
        ('regions/', 'https://a.example/feed.xml')
        """
        root = f"{self.url.rstrip('/')}/" if self.url else ""
        if not path.endswith(".md"):
            return root + path
        stem = path.removesuffix(".md")
        page = stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"
        return root + page
