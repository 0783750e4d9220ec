// The engine: joins what the other scripts know, and answers.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.answers = (() => {
  const { Forms, phrasesOf, variants } = BanmianSearch.folding;
  const { Parts } = BanmianSearch.parts;
  const { Grams } = BanmianSearch.grams;
  const { Finds } = BanmianSearch.lists;
  const { Finder } = BanmianSearch.finding;
  const { Facets } = BanmianSearch.facets;
  const { Hits, order } = BanmianSearch.hits;
  const { Helper } = BanmianSearch.help;

  const MOST_AGENCIES = 40; // named in a facet

  class Engine {
    /**
     * @param {string} root address of the site, with a slash at its end
     * @param {BanmianPart} index
     */
    constructor(root, index) {
      this.parts = new Parts(root, index);
      this.articles = this.parts.articles;
      this.forms = new Forms(variants(index.sections.v));
      this.grams = new Grams(this.parts);
      this.finder = new Finder(this.parts, this.grams, this.forms);
      this.facets = new Facets(this.parts);
      this.hits = new Hits(this.parts, this.forms);
      this.helper = new Helper(this.parts, this.forms, this.finder);
    }

    /** Reads what every answer needs, while the first question is being typed. */
    ahead() {
      const needed = this.parts.head.alone ? [this.finder.allForms()]
        : [this.facets.loadedColumns(false), this.parts.part("names")];
      for (const one of needed) one.catch(() => {}); // who asks will be told
    }

    /** @param {BanmianQuery} query @returns {Promise<BanmianAnswer>} */
    async search(query) {
      const phrases = phrasesOf(query.q ?? "", this.forms);
      const chosen = {
        region: query.region ?? [], topic: query.topic ?? [], tag: query.tag ?? [],
        agency: query.agency ?? [], year: query.year ?? [], state: query.state ?? [],
      };
      const narrowed = Object.values(chosen).some((values) => values.length > 0);
      const empty = !phrases.length && !narrowed;
      const withAgencies = this.parts.head.alone || query.agencies || chosen.agency.length > 0;
      const [found, columns] = await Promise.all([
        empty ? new Finds().all() : this.finder.found(phrases),
        this.facets.loadedColumns(withAgencies),
      ]);
      const { rows, facets } = await this.facets.counted(
        found, columns, chosen, query.most ?? MOST_AGENCIES);
      order(rows, found, columns, query.sort ?? "best");
      const start = query.start ?? 0;
      const shown = await Promise.all(rows.slice(start, start + (query.count ?? 10))
        .map((row) => this.hits.hit(found.articles[row], phrases)));
      return {
        total: rows.length, hits: shown, facets, empty, terms: phrases,
        help: rows.length || empty || query.brief ? null
          : await this.helper.help(query.q ?? "", found, narrowed, columns.states),
      };
    }

    /** @param {string} text @param {number} [most] @returns {Promise<BanmianSuggestion[]>} */
    suggest(text, most) {
      return this.helper.suggest(text, most);
    }
  }

  return { Engine };
})();
