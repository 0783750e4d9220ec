// What lists of articles, of their places and of hits come to when they are put together.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.lists = (() => {
  const { timesIn } = BanmianSearch.folding;
  const { BODY } = BanmianSearch.grams;

  /** The numbers that both rising lists hold. @param {Uint32Array} one @param {Uint32Array} other */
  function common(one, other) {
    const both = new Uint32Array(Math.min(one.length, other.length));
    let count = 0;
    for (let i = 0, j = 0; i < one.length && j < other.length;) {
      if (one[i] === other[j]) {
        both[count++] = one[i++];
        j++;
      } else if (one[i] < other[j]) i++;
      else j++;
    }
    return both.slice(0, count);
  }

  /**
   * The places that both have, article by article.
   * @param {BanmianPlaced} one @param {BanmianPlaced} other @returns {BanmianPlaced}
   */
  function commonPlaces(one, other) {
    const places = new Int32Array(Math.min(one.places.length, other.places.length));
    const ends = new Uint32Array(one.ends.length);
    let count = 0, i = 0, j = 0;
    ends.forEach((_, article) => {
      const [last, otherLast] = [one.ends[article], other.ends[article]];
      while (i < last && j < otherLast) {
        const step = one.places[i] - other.places[j];
        if (step === 0) places[count++] = one.places[i];
        if (step <= 0) i++;
        if (step >= 0) j++;
      }
      [i, j, ends[article]] = [last, otherLast, count];
    });
    return { ends, places: places.subarray(0, count) };
  }

  /**
   * Without the articles that have no place.
   * @param {Uint32Array} articles @param {BanmianPlaced} placed
   * @returns {[Uint32Array, BanmianPlaced]}
   */
  function withPlaces(articles, { ends, places }) {
    const has = (/** @type {unknown} */ _, /** @type {number} */ at) => ends[at] > (ends[at - 1] ?? 0);
    return [articles.filter(has), { ends: ends.filter(has), places }];
  }

  /**
   * What lists say of articles that all of them hold. @param {Uint32Array} articles rising
   * @param {BanmianList[]} lists @returns {BanmianFound}
   */
  function summedUp(articles, lists) {
    const size = articles.length;
    const times = new Uint16Array(size), heads = new Uint8Array(size), torn = new Uint8Array(size);
    for (const list of lists) {
      let at = 0;
      articles.forEach((article, row) => {
        while (list.articles[at] < article) at++;
        const code = list.codes[at];
        times[row] = Math.min(times[row] + (code >> 2), 65535);
        torn[row] |= code >> 1 & 1;
        heads[row] += code & 1;
      });
    }
    return { articles, times, heads, torn };
  }

  /**
   * Marks the articles where words tear a gram apart.
   * @param {BanmianFound} found @param {BanmianList} list
   */
  function tear(found, list) {
    let at = 0;
    found.articles.forEach((article, row) => {
      while (list.articles[at] < article) at++;
      if (list.articles[at] === article) found.torn[row] |= list.codes[at] >> 1 & 1;
    });
  }

  /** Gathers what is found, article by article. */
  class Finds {
    constructor() {
      /** @type {number[]} */
      this.articles = [];
      /** @type {number[]} */
      this.times = [];
      /** @type {number[]} */
      this.heads = [];
    }

    /** @param {number} article @param {number} times @param {number} heads */
    put(article, times, heads) {
      this.articles.push(article);
      this.times.push(Math.min(times, 65535));
      this.heads.push(heads);
    }

    /**
     * Takes an article in if it holds all phrases.
     * @param {number} article @param {string} form @param {string[]} phrases
     */
    look(article, form, phrases) {
      if (!phrases.every((phrase) => form.includes(phrase))) return;
      // The headline ends for all indexes where it ends for lists of grams.
      const body = Math.min(form.indexOf("\n\n"), BODY);
      const times = phrases.reduce((sum, phrase) => sum + timesIn(form, phrase), 0);
      const heads = phrases.filter((phrase) => form.indexOf(phrase) < body).length;
      this.put(article, times, heads);
    }

    /** @returns {BanmianFound} */
    all() {
      return {
        articles: Uint32Array.from(this.articles),
        times: Uint16Array.from(this.times), heads: Uint8Array.from(this.heads),
        torn: new Uint8Array(this.articles.length),
      };
    }
  }

  /** @param {number} articles @returns {BanmianFound} */
  function everything(articles) {
    return {
      articles: Uint32Array.from({ length: articles }, (_, at) => at),
      times: new Uint16Array(articles), heads: new Uint8Array(articles),
      torn: new Uint8Array(articles),
    };
  }

  return { Finds, common, commonPlaces, everything, summedUp, tear, withPlaces };
})();
