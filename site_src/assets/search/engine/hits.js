// What is shown of an article that was found, and in which order.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.hits = (() => {
  const { placesOf } = BanmianSearch.folding;

  const SNIPPET = 110; // units of a hit's words
  const LEAD = 28; // of them before the first mark

  /**
   * Puts rows in order: words before what only looks like them (民政 in 人民政府), hits in the
   * headline first, then the densest, then the newest.
   * @param {number[]} rows @param {BanmianFound} found @param {{lengths: Uint8Array}} columns
   * @param {string} sort
   */
  function order(rows, found, columns, sort) {
    if (sort === "date") return; // articles are numbered from the newest
    const density = new Float64Array(found.articles.length);
    for (const row of rows) {
      density[row] = found.times[row] / 2 ** (columns.lengths[found.articles[row]] / 4);
    }
    rows.sort((a, b) => found.torn[a] - found.torn[b] || found.heads[b] - found.heads[a]
      || density[b] - density[a] || a - b);
  }

  /** Whether a place lies within a character of two units. @param {string} text @param {number} at */
  function isTail(text, at) {
    const unit = text.charCodeAt(at);
    return unit >= 0xdc00 && unit < 0xe000 && at > 0;
  }

  class Hits {
    /**
     * @param {BanmianParts} parts
     * @param {BanmianForms} forms
     */
    constructor(parts, forms) {
      this.parts = parts;
      this.head = parts.head;
      this.forms = forms;
    }

    /**
     * What is shown of an article.
     * @param {number} article @param {string[]} phrases @returns {Promise<BanmianHit>}
     */
    async hit(article, phrases) {
      const [id, title, flags, date, year, region, head, body] = await this.parts.shown(article);
      const named = region < 0 ? null : this.head.regions[region];
      return {
        id, url: flags & 4 ? `${id}/` : `articles/${id}/`, title, untitled: Boolean(flags & 1),
        doubtful: Boolean(flags & 2), notice: Boolean(flags & 4), date, year,
        titleMarks: flags & 1 ? [] : this.marks(title, phrases),
        region: named && { code: named[0], name: named[1] },
        snippet: this.snippet([...head.filter(([, text]) => text !== title), ...body], body, phrases),
      };
    }

    /** @param {BanmianWords[]} parts @param {BanmianWords[]} body @param {string[]} phrases */
    snippet(parts, body, phrases) {
      let best = body.find(([anchor]) => anchor) ?? body[0] ?? ["", ""], most = 0;
      for (const part of parts) {
        const form = this.forms.fold(part[1]);
        const held = phrases.filter((phrase) => form.includes(phrase)).length;
        if (held > most) [best, most] = [part, held];
      }
      // What stands in the headline alone is seen at the top: no paragraph is pointed at for it.
      const [anchor, text] = most ? best : ["", best[1]];
      const marks = this.marks(text, phrases);
      const [first, last] = marks[0] ?? [0, 0];
      let start = Math.max(0, first - LEAD);
      let end = Math.max(start + SNIPPET, last);
      if (start < LEAD / 2) start = 0;
      // Nothing that is shown begins with a comma.
      else while (/\p{Po}/u.test(text[start])) start++;
      if (text.length - end < LEAD / 2) end = text.length;
      if (isTail(text, start)) start--;
      if (isTail(text, end)) end++;
      return {
        anchor, text: text.slice(start, end), cutBefore: start > 0, cutAfter: end < text.length,
        marks: marks.filter(([from, to]) => from >= start && to <= end)
          .map(([from, to]) => /** @type {[number, number]} */ ([from - start, to - start])),
      };
    }

    /**
     * Where phrases stand in a text, those that touch as one.
     * @param {string} text @param {string[]} phrases @returns {[number, number][]}
     */
    marks(text, phrases) {
      const { form, origins } = this.forms.traced(text);
      /** @type {[number, number][]} */
      const found = [];
      for (const phrase of phrases) {
        for (const at of placesOf(form, phrase)) {
          const last = origins[at + phrase.length - 1];
          const size = (text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1;
          found.push([origins[at], last + size]);
        }
      }
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      /** @type {[number, number][]} */
      const joined = [];
      for (const [start, end] of found) {
        const before = joined.at(-1);
        if (before && start <= before[1]) before[1] = Math.max(before[1], end);
        else joined.push([start, end]);
      }
      return joined;
    }
  }

  return { Hits, order };
})();
