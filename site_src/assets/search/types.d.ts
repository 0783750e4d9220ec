// The engine's answers and what the page's scripts share. Read by `tsc --noEmit` alone (see
// tsconfig.json); no browser loads it.

/** A half-open range of UTF-16 units. */
type BanmianRange = [start: number, end: number];

type BanmianKind = "region" | "agency" | "topic" | "tag" | "year" | "state";

interface BanmianQuery {
  q: string;
  region: string[];
  agency: string[];
  topic: string[];
  tag: string[];
  year: string[];
  /** "complete" (完整), "doubtful" (待核), "notice" (启事公告, found only if it is asked for). */
  state?: string[];
  sort: "best" | "date";
  start: number;
  count: number;
  /** Whether agencies are counted too; a large site has to fetch them. */
  agencies?: boolean;
  /** Whether nothing need be offered where nothing is found. */
  brief?: boolean;
  /** How many agencies are named, the most frequent; 40 without it. */
  most?: number;
}

interface BanmianHit {
  id: string;
  /** Relative to the site's root: "articles/ID/", for a notice "pages/PAGE/". */
  url: string;
  title: string;
  untitled: boolean;
  /** Whether it should be held against its page first. */
  doubtful: boolean;
  /** Whether it is a notice. */
  notice: boolean;
  titleMarks: BanmianRange[];
  /** In words, as the site has it; empty for none. */
  date: string;
  year: number | null;
  region: { code: string; name: string } | null;
  snippet: {
    /** Fragment of the paragraph; empty where the hit is in the headline alone. */
    anchor: string;
    text: string;
    marks: BanmianRange[];
    cutBefore: boolean;
    cutAfter: boolean;
  };
}

interface BanmianFacet {
  value: string;
  name: string;
  count: number;
  parent: string | null;
  chosen: boolean;
}

interface BanmianAnswer {
  total: number;
  hits: BanmianHit[];
  /** Agencies are null where they were not asked for, and would have to be fetched. */
  facets: Record<Exclude<BanmianKind, "agency">, BanmianFacet[]> & { agency: BanmianFacet[] | null };
  /** The phrases that were searched for, as they are compared. */
  terms: string[];
  help: { part: string | null; total: number; withoutFacets: number; notices: number } | null;
  empty: boolean;
}

interface BanmianSuggestion {
  kind: "region" | "agency" | "topic" | "document";
  name: string;
  url: string;
  count: number;
}

interface BanmianEngine {
  articles: number;
  search(query: BanmianQuery): Promise<BanmianAnswer>;
  suggest(text: string, most: number): Promise<BanmianSuggestion[]>;
}

/**
 * What went wrong: a part that could not be read; a copy on disk, or a page in a frame with an origin
 * of its own, that holds too much to be searched there; a browser of before 2023; what the site's own
 * rules (CSP) forbid; or anything else.
 */
interface BanmianFault {
  kind: "load" | "disk" | "framed" | "old" | "blocked" | "query";
  message: string;
}

/** What a Worker on engine.js answers. */
interface BanmianReply {
  id: number;
  value?: any;
  error?: BanmianFault;
}

interface BanmianClient {
  open(): Promise<{ articles: number }>;
  search(query: BanmianQuery): Promise<BanmianAnswer>;
  suggest(text: string, most: number): Promise<BanmianSuggestion[]>;
  /** Forget everything that was loaded, so that the next question loads it anew. */
  again(): void;
}

interface Banmian {
  /** The site's root, absolute, ending in a slash. */
  root: string;
  /** Load scripts of assets/search/, each once, in this order. */
  load(...names: string[]): Promise<void>;
  /** Those that were loaded, by name. */
  loaded: Record<string, Promise<void>>;
  /** The address of a script of ours, by its path, as something that may name a script. */
  trusted(path: string): string;
  /** What a reader is told where the site's own rules forbid the search. */
  BLOCKED: string;
  /** Go to search/ with this query string, which may be too long for a server. */
  go(query: string): void;
  /** The address of search/ with this query string ("" or "?q=…"). */
  address(query: string): string;
  client?: BanmianClient;
  /** Append text, the ranges in <mark>. */
  marked?(element: Element, text: string, marks: BanmianRange[]): void;
  /** The address of a hit, with the words that the article is to mark. */
  hitAddress?(hit: BanmianHit, terms: string[]): string;
  /** "2024年6月13日，湖南省". */
  hitFacts?(hit: BanmianHit): string;
  /** 待核, for a doubtful one. */
  hitState?(hit: BanmianHit): HTMLElement[];
  /** One question at a time, the newest next: what is overtaken is never asked or never told. */
  newest?<Q, A>(ask: (question: Q) => Promise<A>): (question: Q) => Promise<A>;
  /** A sentence for a reader. */
  fault?(fault: unknown): string;
  /** Whether what went wrong will go wrong again. */
  lasting?(fault: unknown): boolean;
  /** Make an element. */
  make?<K extends keyof HTMLElementTagNameMap>(
    name: K,
    attributes?: Record<string, string>,
    ...children: (Node | string)[]
  ): HTMLElementTagNameMap[K];
  /** Have the header's box answer. */
  box?(root: HTMLElement): void;
}

interface Window {
  Banmian: Banmian;
  /** Not in every browser, and not among the DOM's types. */
  trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(path: string): string }): {
      /** A TrustedScriptURL, which is used as the string that it stands for. */
      createScriptURL(path: string): string;
    };
  };
}

declare var Banmian: Banmian;

// ---- within the engine; BanmianSearch itself has the types that its scripts give it

/** A part of the index: its head, and its sections by name. */
interface BanmianPart {
  head: any;
  sections: Record<string, Uint8Array>;
}

type BanmianWords = [anchor: string, text: string];

type BanmianShown = [
  id: string, title: string, flags: number, date: string, year: number | null, region: number,
  head: BanmianWords[], body: BanmianWords[],
];

/** The articles that hold a gram or a phrase. */
interface BanmianList {
  /** Rising. */
  articles: Uint32Array;
  /**
   * For each how often (above two bits), whether the words around tear all hits apart (2), whether
   * one is in the headline (1).
   */
  codes: Uint8Array | Uint32Array;
}

/** For each of some articles the rising places of a gram: those of the third end at `ends[2]`. */
interface BanmianPlaced {
  ends: Uint32Array;
  places: Int32Array;
}

/** The articles that hold all phrases, rising, and what their order rests on. */
interface BanmianFound {
  articles: Uint32Array;
  times: Uint16Array;
  heads: Uint8Array;
  torn: Uint8Array;
}

type BanmianRows = InstanceType<typeof BanmianSearch.numbers.Rows>;
type BanmianForms = InstanceType<typeof BanmianSearch.folding.Forms>;
type BanmianParts = InstanceType<typeof BanmianSearch.parts.Parts>;
type BanmianGrams = InstanceType<typeof BanmianSearch.grams.Grams>;
type BanmianFinder = InstanceType<typeof BanmianSearch.finding.Finder>;

/** In a Worker; the DOM's types have none. */
declare function importScripts(...addresses: string[]): void;
