// What articles are filed under, and how many of those found are filed under what.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.facets = (() => {
  const { Rows } = BanmianSearch.numbers;

  // Whether an article can be taken as it is, or should be held against its page first.
  // A notice is neither, and found only if it is asked for.
  const STATES = [["complete", "完整"], ["doubtful", "待核"], ["notice", "启事公告"]];
  const NOTICE = 2;

  /** What articles are filed under. */
  class Columns {
    /** @param {number} articles */
    constructor(articles) {
      this.regions = new Uint16Array(articles);
      this.years = new Uint16Array(articles);
      this.lengths = new Uint8Array(articles);
      this.states = new Uint8Array(articles);
      this.topics = new Rows([], "o");
      this.tags = new Rows([], "w");
      /** @type {BanmianRows | undefined} */
      this.agencies = undefined;
      this.done = false;
    }

    /** @param {Record<string, Uint8Array>[]} chunks */
    take(chunks) {
      let start = 0;
      for (const sections of chunks) {
        sections.r0.forEach((low, at) => {
          this.regions[start + at] = low | sections.r1[at] << 8;
          this.years[start + at] = sections.y0[at] | sections.y1[at] << 8;
        });
        this.lengths.set(sections.l, start);
        this.states.set(sections.s, start);
        start += sections.r0.length;
      }
      this.topics = new Rows(chunks, "o");
      this.tags = new Rows(chunks, "w");
      this.done = true;
    }
  }

  /** @param {string[]} values @param {string[]} table @returns {Set<number>} */
  function numbersOf(values, table) {
    return new Set(values.map((value) => table.indexOf(value)));
  }

  /** The places of the greatest numbers above 0. @param {Uint32Array} counts @param {number} most */
  function mostOf(counts, most) {
    /** @type {number[]} */
    const held = [];
    counts.forEach((count, at) => count && held.push(at));
    return held.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, most);
  }

  /** @template {{count: number}} T @param {T[]} values @returns {T[]} */
  function byCount(values) {
    return values.sort((a, b) => b.count - a.count);
  }

  /** Puts the values that hold what fits no other at the end. @template {{value: string}} T
   * @param {T[]} values @param {string} rest @returns {T[]} */
  function last(values, rest) {
    const place = (/** @type {T} */ one) => [rest, "unknown"].indexOf(one.value);
    return values.sort((a, b) => place(a) - place(b));
  }

  class Facets {
    /** @param {BanmianParts} parts */
    constructor(parts) {
      this.parts = parts;
      this.head = parts.head;
      /** @type {Columns | undefined} */
      this.columns = undefined;
    }

    /** What articles are filed under; agencies only if asked for. @param {boolean} withAgencies */
    async loadedColumns(withAgencies) {
      const columns = (this.columns ??= new Columns(this.parts.articles));
      await Promise.all([
        columns.done || this.parts.chunks("c").then((chunks) => columns.take(chunks)),
        !withAgencies || columns.agencies || this.parts.chunks("b").then((chunks) => {
          columns.agencies = new Rows(chunks, "k");
        }),
      ]);
      return columns;
    }

    /**
     * The rows of `found` within all facets, and for each facet the counts within all others. Who
     * chooses no state wants no notices.
     * @param {BanmianFound} found @param {Columns} columns @param {Record<string, string[]>} chosen
     * @param {number} most agencies to name
     */
    async counted(found, columns, chosen, most) {
      const { regions, topics, tags, years } = this.head;
      const codes = regions.map((/** @type {any[]} */ row) => row[0]);
      const agencyNumbers = await this.agencyNumbers(chosen.agency);
      const wanted = [
        numbersOf(chosen.region, ["unknown", ...codes]),
        numbersOf(chosen.topic, ["unknown", ...topics.map((/** @type {any[]} */ row) => row[0])]),
        new Set(chosen.agency.map((slug) => agencyNumbers.get(slug) ?? -1)),
        numbersOf(chosen.year, [this.head.undated, ...years.map(String)]),
        numbersOf(chosen.state, STATES.map(([state]) => state)),
        numbersOf(chosen.tag, tags.map((/** @type {any[]} */ row) => row[0])),
      ];
      const above = [0, ...regions.map((/** @type {any[]} */ row) => row[2] + 1)];
      const counts = [regions.length + 1, topics.length + 1, this.head.agencies, years.length + 1, 3,
        tags.length].map((size) => new Uint32Array(size));
      /** @type {number[]} */
      const rows = [];
      const held = /** @type {number[][]} */ ([[], [], [], [], [], []]);
      found.articles.forEach((article, row) => {
        held[0].length = 0;
        let region = columns.regions[article];
        do held[0].push(region); while (region && (region = above[region]));
        held[1] = columns.topics.of(article, held[1]);
        if (!held[1].length) held[1].push(-1);
        for (let at = 0; at < held[1].length; at++) held[1][at]++;
        columns.agencies?.of(article, held[2]);
        held[3][0] = columns.years[article];
        held[4][0] = columns.states[article];
        held[5] = columns.tags.of(article, held[5]);
        let outside = -1, misses = 0;
        for (let facet = 0; facet < 6 && misses < 2; facet++) {
          const values = wanted[facet];
          const free = !values.size && (facet !== 4 || held[4][0] !== NOTICE);
          if (free || held[facet].some((value) => values.has(value))) continue;
          outside = facet;
          misses++;
        }
        if (misses > 1) return;
        if (!misses) rows.push(row);
        for (let facet = 0; facet < 6; facet++) {
          if (misses && facet !== outside) continue;
          for (const value of held[facet]) counts[facet][value]++;
        }
      });
      /** @param {Uint32Array} count @param {number} number @param {any[]} row @param {Set<number>} set */
      const value = (count, number, row, set) => ({
        value: String(row[0]), name: String(row[1]), count: count[number],
        parent: row[2] >= 0 ? String(codes[row[2]]) : null, chosen: set.has(number),
      });
      /** @param {number} facet @param {any[][]} table */
      const values = (facet, table) => table
        .map((row, number) => value(counts[facet], number, row, wanted[facet]))
        .filter((one) => one.count || one.chosen);
      const agencies = [...new Set([...mostOf(counts[2], most), ...wanted[2]])]
        .filter((number) => number >= 0);
      const labels = await this.agencyLabels(agencies);
      const facets = {
        region: last(byCount(values(0, [["unknown", "地区不详", -1], ...regions])), ""),
        topic: last(byCount(values(1, [["unknown", "未分主题"], ...topics])), this.head.other),
        tag: byCount(values(5, tags)),
        agency: columns.agencies ? byCount(agencies.map((number, at) =>
          value(counts[2], number, labels[at], wanted[2]))) : null,
        year: last(values(3, [[this.head.undated, "日期不详"],
          ...years.map((/** @type {number} */ year) => [year, `${year}年`])]), this.head.undated),
        state: values(4, STATES),
      };
      for (const [name, list] of Object.entries(facets)) {
        // What nobody has heard of is still chosen, and can be taken away.
        for (const one of chosen[name]) {
          if (list && !list.some((known) => known.value === one)) {
            list.push({ value: one, name: one, count: 0, parent: null, chosen: true });
          }
        }
      }
      return { rows, facets };
    }

    /** @param {string[]} slugs @returns {Promise<Map<string, number>>} */
    async agencyNumbers(slugs) {
      const numbers = new Map();
      const size = this.head.alone ? this.head.agencies : this.head.labelChunk;
      for (let start = 0; start < this.head.agencies && numbers.size < slugs.length; start += size) {
        const labels = await this.labels(start / size);
        labels.forEach(([slug], at) => {
          if (slugs.includes(slug)) numbers.set(slug, start + at);
        });
      }
      return numbers;
    }

    /** @param {number[]} numbers @returns {Promise<[string, string][]>} */
    agencyLabels(numbers) {
      const size = this.head.alone ? Infinity : this.head.labelChunk;
      return Promise.all(numbers.map(async (number) => {
        const chunk = Math.floor(number / size);
        return (await this.labels(chunk))[number - (chunk ? chunk * size : 0)];
      }));
    }

    /** @param {number} chunk @returns {Promise<[string, string][]>} */
    async labels(chunk) {
      if (this.head.alone) return this.head.labels;
      return (await this.parts.part(`k/${chunk.toString(16)}`)).head.labels;
    }
  }

  return { Facets, NOTICE };
})();
