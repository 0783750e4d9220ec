// What is offered: where nothing was found, and while a reader types.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.help = (() => {
  const { NOTICE } = BanmianSearch.facets;

  const MOST_NEAR = 12; // characters of a phrase that may have a slip in it
  const MOST_READ = 6; // articles that are looked at for what stands at a slip
  const MOST_HELP = 400; // characters of a query that nothing holds, looked through for what is

  /** How many of those found are no notices. @param {BanmianFound} found @param {Uint8Array} states */
  function articlesIn(found, states) {
    return found.articles.filter((article) => states[article] !== NOTICE).length;
  }

  /** Whether a letter or digit of Latin stands on both sides: half a word is none.
   * @param {string[]} chars @param {number} at */
  function tears(chars, at) {
    return /^[a-z0-9]{2}$/iu.test((chars[at - 1] ?? "") + (chars[at] ?? ""));
  }

  class Helper {
    /**
     * @param {BanmianParts} parts
     * @param {BanmianForms} forms
     * @param {BanmianFinder} finder
     */
    constructor(parts, forms, finder) {
      this.parts = parts;
      this.head = parts.head;
      this.forms = forms;
      this.finder = finder;
    }

    /**
     * What to offer where nothing is found.
     * @param {string} query @param {BanmianFound} found without facets @param {boolean} narrowed
     * @param {Uint8Array} states
     * @returns {Promise<BanmianAnswer["help"]>}
     */
    async help(query, found, narrowed, states) {
      const articles = articlesIn(found, states);
      const notices = found.articles.length - articles;
      if ((narrowed && articles) || notices) {
        return { part: null, total: 0, withoutFacets: narrowed ? articles : 0, notices };
      }
      const near = await this.nearest(this.forms.fold(query.trim()), states);
      if (near) return { ...near, withoutFacets: 0, notices: 0 };
      let best = "", total = 0;
      const words = query.slice(0, MOST_HELP).match(/[^\s"＂]+/gu) ?? [];
      for (const word of words.slice(0, 8)) {
        const { part, count } = await this.longestFound(word, states);
        if (part.length > best.length) [best, total] = [part, count];
      }
      return { part: best || null, total, withoutFacets: 0, notices: 0 };
    }

    /** The phrase most often met that differs from this one in one character; nothing where none does.
     * @param {string} phrase @param {Uint8Array} states */
    async nearest(phrase, states) {
      if (phrase.length < 3 || phrase.length > MOST_NEAR) return null;
      /** @type {Map<string, number>} */
      const counts = new Map();
      for (let at = 0; at < phrase.length; at++) {
        const head = phrase.slice(0, at), tail = phrase.slice(at + 1);
        const sides = [head, tail].filter(Boolean);
        if (sides.every((side) => side.length < 2)) continue;
        const found = await this.finder.found(sides);
        for (const article of found.articles.slice(0, MOST_READ)) {
          if (states[article] === NOTICE) continue;
          const text = this.finder.formOf(await this.parts.shown(article));
          const long = head.length >= tail.length ? head : tail;
          for (let place = text.indexOf(long); place >= 0; place = text.indexOf(long, place + 1)) {
            const start = long === head ? place : place - head.length - 1;
            const other = text.slice(Math.max(start, 0), start + phrase.length);
            const fits = start >= 0 && other.length === phrase.length
              && other.startsWith(head) && other.endsWith(tail) && /^[\p{L}\p{N}]+$/u.test(other);
            if (fits) counts.set(other, (counts.get(other) ?? 0) + 1);
          }
        }
      }
      const [part] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
      if (!part) return null;
      const total = articlesIn(await this.finder.found([part]), states);
      return total ? { part, total } : null;
    }

    /** The longest stretch of a phrase that some article holds.
     * @param {string} word @param {Uint8Array} states */
    async longestFound(word, states) {
      // Whole characters, whose forms may be of several units: what is offered is what was counted.
      const chars = [...word].filter((char) => this.forms.of(char));
      let best = "", most = 1, count = 0;
      // What holds a stretch without hits has none either: so both ends only ever go forward.
      for (let start = 0, end = 2, tries = 0; end <= chars.length && tries < 60; tries++) {
        const part = chars.slice(start, end).join("");
        const found = await this.finder.found([this.forms.fold(part)]);
        const articles = articlesIn(found, states);
        if (articles) {
          const whole = !tears(chars, start) && !tears(chars, end);
          if (whole && end - start > most) [best, most, count] = [part, end - start, articles];
          end++;
        } else {
          start++;
          end = Math.max(end, start + most + 1);
        }
      }
      return { part: best, count };
    }

    /** @param {string} text @param {number} [most] @returns {Promise<BanmianSuggestion[]>} */
    async suggest(text, most = 6) {
      const wanted = this.forms.fold(text);
      if (!wanted) return [];
      const { head } = this.head.alone ? this.parts.index : await this.parts.part("names");
      head.folded ??= head.suggested.map((/** @type {any[]} */ row) => this.forms.fold(row[1]));
      /** @type {[number, number][]} */
      const found = [];
      head.folded.forEach((/** @type {string} */ name, /** @type {number} */ number) => {
        const at = name.indexOf(wanted);
        if (at >= 0) found.push([at && 1, number]);
      });
      const rows = head.suggested;
      found.sort((a, b) => a[0] - b[0] || rows[b[1]][3] - rows[a[1]][3]);
      return found.slice(0, most).map(([, number]) => {
        const [kind, name, url, count] = rows[number];
        return { kind, name, url, count };
      });
    }
  }

  return { Helper };
})();
