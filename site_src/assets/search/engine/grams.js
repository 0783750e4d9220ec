// The grams of the index: which articles hold one, how often, and where.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.grams = (() => {
  const { Numbers, planes, summed } = BanmianSearch.numbers;
  const { LoadError } = BanmianSearch.parts;

  const BODY = 256; // positions below are the headline's
  const MOST_COUNTED = 63;
  const MULTIPLIER = 0x9e3779b1;
  const ROWS = "abd"; // of a part that grams share, the rarest first

  /** @param {string} gram one or two units */
  function hashOf(gram) {
    const key = gram.charCodeAt(0) << 16 | (gram.length > 1 ? gram.charCodeAt(1) : 0);
    return Math.imul(key, MULTIPLIER) >>> 0;
  }

  /** @param {number} hash @param {number} bits */
  const partOf = (hash, bits) => (bits ? hash >>> (32 - bits) : 0).toString(16);

  /**
   * The grams with parts of their own: hash → articles in each part of places.
   * @param {Uint8Array} [bytes]
   */
  function ownGrams(bytes) {
    /** @type {Map<number, number[]>} */
    const own = new Map();
    const numbers = new Numbers(bytes ?? new Uint8Array());
    let hash = 0;
    while (!numbers.done) {
      hash += numbers.next();
      const count = numbers.next(), parts = numbers.next();
      own.set(hash, parts > 1 ? Array.from({ length: parts }, () => numbers.next())
        : parts ? [count] : []);
    }
    return own;
  }

  class Grams {
    /** @param {BanmianParts} parts */
    constructor(parts) {
      this.parts = parts;
      this.head = parts.head;
      this.own = ownGrams(parts.index.sections.own);
    }

    /** A part that tells of a hash. @param {string} name @param {number} hash */
    part(name, hash) {
      return this.parts.part(name, this.parts.versionOf(hash));
    }

    /** @param {string} gram @returns {Promise<BanmianList>} */
    async list(gram) {
      const hash = hashOf(gram);
      if (this.own.has(hash)) {
        const { sections } = await this.part(`g/${hash.toString(16).padStart(8, "0")}`, hash);
        return { articles: summed(planes(sections, "a")), codes: sections.c };
      }
      const found = await this.shared("g", this.head.listBits, hash, ROWS, this.head.rare);
      if (!found) return { articles: new Uint32Array(), codes: new Uint8Array() };
      const { sections, row, start, coded, count } = found;
      return {
        articles: summed(planes(sections, row, start, count)),
        codes: sections.c.subarray(coded, coded + count),
      };
    }

    /**
     * Where a rare gram stands in the part that it shares.
     * @param {string} folder @param {number} bits @param {number} hash
     * @param {string} rows their names @param {number[]} limits counts from which it is the next
     */
    async shared(folder, bits, hash, rows, limits) {
      const { sections, head } = await this.part(`${folder}/${partOf(hash, bits)}`, hash);
      if (!head.directory) {
        /** @type {Map<number, {row: string, start: number, coded: number, count: number}>} */
        const directory = new Map();
        const counts = new Numbers(sections.n);
        let at = bits ? (hash >>> (32 - bits)) * 2 ** (32 - bits) : 0;
        const ends = [0, 0, 0];
        for (const step of planes(sections, "h")) {
          const count = counts.next();
          const kind = limits.filter((least) => count >= least).length;
          directory.set(at += step, { row: rows[kind], start: ends[kind], coded: ends[kind], count });
          ends[kind] += count;
        }
        // Codes stand in one row: those of the rarest grams first.
        const before = { [rows[1]]: ends[0], [rows[2]]: ends[0] + ends[1] };
        for (const gram of directory.values()) gram.coded += before[gram.row] ?? 0;
        head.directory = directory;
      }
      const found = head.directory.get(hash);
      return found && { sections, ...found };
    }

    /** Whether the index holds the places of a gram. @param {string} gram @param {BanmianList} list */
    hasPlaces(gram, list) {
      return this.own.has(hashOf(gram)) || list.articles.length > this.head.fewest;
    }

    /** Bytes that a gram's places cost, roughly. @param {string} gram @param {BanmianList} list */
    priceOfPlaces(gram, list) {
      let times = 0;
      if (!this.own.has(hashOf(gram))) return 8_500;
      for (const code of list.codes) times += code >> 2;
      return 1.4 * times;
    }

    /**
     * Where a phrase would begin in some articles by the places of one of its grams.
     * @param {string} gram @param {BanmianList} list
     * @param {Uint32Array} wanted rising, of its articles
     * @param {number} before units of the phrase before the gram
     * @returns {Promise<BanmianPlaced>}
     */
    async places(gram, list, wanted, before) {
      const hash = hashOf(gram), own = this.own.get(hash);
      const ends = new Uint32Array(wanted.length);
      /** @type {number[]} */
      const found = [];
      let which = 0; // of `wanted`
      /** @param {Uint32Array} numbers @param {number} from @param {number} to of the list */
      const read = (numbers, from, to) => {
        let at = 0;
        for (let posting = from; posting < to && which < wanted.length; posting++) {
          const code = list.codes[posting];
          let times = code >> 2;
          if (times === MOST_COUNTED) times = numbers[at++];
          if (list.articles[posting] !== wanted[which]) {
            at += times;
            continue;
          }
          let place = (code & 1 ? 0 : BODY) - before;
          for (let time = 0; time < times; time++, place++) found.push(place += numbers[at++]);
          ends[which++] = found.length;
        }
      };
      if (!own) {
        const shared = await this.shared("p", this.head.placeBits, hash, "p", []);
        if (!shared) throw new LoadError("renewed");
        const { sections, start, count } = shared;
        read(planes(sections, "p", start, count), 0, list.articles.length);
        return { ends, places: Int32Array.from(found) };
      }
      const name = hash.toString(16).padStart(8, "0");
      let from = 0;
      const chunks = own.map((count, number) => {
        const start = from;
        from += count;
        // A stretch without any wanted article is not asked for.
        const [first, last] = [list.articles[start], list.articles[from - 1]];
        const needed = wanted.some((article) => article >= first && article <= last);
        const part = needed ? this.part(`p/${name}-${number}`, hash) : undefined;
        return { start, end: from, part };
      });
      for (const { start, end, part } of chunks) {
        if (part) read(planes((await part).sections, "p"), start, end);
      }
      return { ends, places: Int32Array.from(found) };
    }
  }

  return { BODY, Grams };
})();
