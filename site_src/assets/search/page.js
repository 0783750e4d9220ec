// @ts-check
// The page search/. Its whole state stands in the URL; every way to another state but the box and
// the check boxes is a link with that URL, so that it can be opened in a new tab, too.
(function () {
  "use strict";
  const { client, make, marked, hitAddress, hitFacts, hitState, newest, fault, lasting } =
    /** @type {Required<Banmian>} */ (Banmian);

  /** @typedef {{q: string, sort: "best" | "date", page: number} & Record<BanmianKind, string[]>} State */

  /** @type {Record<BanmianKind, string>} */
  const KINDS = { region: "地区", agency: "机构", topic: "主题", tag: "词语", year: "年份", state: "状态" };
  const NAMES = /** @type {BanmianKind[]} */ (Object.keys(KINDS));
  const NONE = { region: [], agency: [], topic: [], tag: [], year: [], state: [] };
  const PLACES = { region: "地区", agency: "机构", topic: "主题", document: "文件" };
  const BROWSED = /** @type {BanmianKind[]} */ (["topic", "region", "year"]);
  const ARTICLES = ["complete", "doubtful"];
  const COUNT = 10, SHOWN = 8, MORE = 32, SUGGESTED = 4, PAUSE = 120;
  const MOST_CHOSEN = 50;

  /** @template {Element} [T=HTMLElement] @param {string} selector @returns {T} */
  const one = selector => /** @type {T} */ (document.querySelector(selector));
  const form = /** @type {HTMLFormElement} */ (one(".bm-find__form"));
  const field = /** @type {HTMLInputElement} */ (one(".bm-find__input"));
  const results = one(".bm-find__results"), facets = one(".bm-find__facets");
  const said = one(".bm-find__said"), help = one(".bm-find__help"), ways = one(".bm-find__ways");
  const chips = one(".bm-find__chips"), bar = one(".bm-find__bar"), sorts = one(".bm-find__sort");
  const list = one(".bm-find__list"), pager = one(".bm-find__pager"), hint = one(".bm-find__hint");
  const years = one(".bm-find__years");
  const fold = /** @type {HTMLDetailsElement} */ (one(".bm-find__fold"));
  const site = document.title;

  // ---- the state and its address

  /** @returns {State} */
  function read() {
    const query = location.hash.startsWith("#?") ? location.hash.slice(1) : location.search;
    const given = new URLSearchParams(query);
    const page = Number(given.get("page"));
    const state = /** @type {State} */ ({
      q: given.get("q") ?? "",
      sort: given.get("sort") === "date" ? "date" : "best",
      page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    });
    for (const kind of NAMES) {
      state[kind] = [...new Set(given.getAll(kind).filter(Boolean))].slice(0, MOST_CHOSEN);
    }
    return state;
  }

  /** @param {State} state */
  function query(state) {
    const given = new URLSearchParams();
    if (state.q) given.set("q", state.q);
    for (const kind of NAMES) for (const value of state[kind]) given.append(kind, value);
    if (state.sort === "date") given.set("sort", "date");
    if (state.page > 1) given.set("page", String(state.page));
    const text = String(given);
    return text && `?${text}`;
  }

  /** @param {Partial<State>} change @returns {State} */
  const changed = change => ({ ...state, page: 1, ...change });
  /** @param {State} to */
  const address = to => Banmian.address(query(to));
  /** @param {State} of */
  const chosen = of => NAMES.some(kind => of[kind].length);

  let state = read();
  /** Whether the reader is typing, so that the next letter replaces this entry of the history. */
  let draft = false;
  /** Whether agencies are counted, too. */
  let byAgency = false;
  /** Counts what was asked for: an answer to less than the last is not shown. */
  let turn = 0;

  /** @param {State} to @param {boolean} [typing] */
  function go(to, typing = false) {
    state = to;
    if (typing && draft) history.replaceState({}, "", address(to));
    else {
      keepPlace();
      history.pushState({}, "", address(to));
    }
    draft = typing;
  }

  // ---- asking

  const ask = newest((/** @type {State} */ asked) => Promise.all([
    client.search({
      ...asked, start: (asked.page - 1) * COUNT, count: COUNT, agencies: byAgency,
    }),
    asked.q.trim() ? client.suggest(asked.q, SUGGESTED) : [],
  ]));

  /** Show what the state asks for. @param {"results" | null} [focus] @param {number} [y] */
  async function show(focus = null, y) {
    const mine = ++turn, asked = state;
    stale();
    try {
      if (!asked.q && !chosen(asked)) {
        blank();
        await client.open();
        const all = await client.search({ ...asked, state: ARTICLES, start: 0, count: 0 });
        if (mine !== turn) return;
        browse(all);
      } else {
        const [answer, suggestions] = await ask(asked);
        if (mine !== turn) return;
        const last = Math.max(1, Math.ceil(answer.total / COUNT));
        if (asked.page > last) {  // an old link to a list that has become shorter
          state = { ...asked, page: last };
          history.replaceState(history.state, "", address(state));
          show(focus, y);
          return;
        }
        told(asked, answer, suggestions);
      }
      if (mine !== turn) return;
      document.documentElement.setAttribute("data-search-ready", "");
    } catch (error) {
      if (mine !== turn) return;
      failed(error);
    }
    results.removeAttribute("aria-busy");
    if (focus) {
      said.focus({ preventScroll: true });
      said.scrollIntoView({ block: "start" });
    } else if (y !== undefined) {
      scrollTo(0, y);
    }
  }

  /** What is shown is of an earlier question: it stays readable until the answer is there. */
  function stale() {
    results.setAttribute("aria-busy", "true");
    for (const name of ["data-result", "data-result-count"]) {
      for (const element of results.querySelectorAll(`[${name}]`)) element.removeAttribute(name);
    }
  }

  function title() {
    const words = state.q.trim().slice(0, 40);
    document.title = words ? `${words} - ${site}` : site;
  }

  function blank() {
    title();
    for (const part of [said, help, ways, chips, sorts, facets, list, pager]) part.replaceChildren();
    bar.hidden = fold.hidden = years.hidden = true;
    hint.hidden = false;
  }

  /** For who has asked nothing yet: what there is most of. @param {BanmianAnswer} all */
  function browse(all) {
    const found = make("div", { class: "bm-find__browse" });
    for (const kind of BROWSED) {
      const most = (all.facets[kind] ?? []).filter(facet => facet.parent === null).slice(0, SHOWN);
      if (most.length < 2) continue;
      found.append(make("h2", {}, `按${KINDS[kind]}看`), make("p", {}, ...most.map(facet => make("a", {
        href: address(changed({ [kind]: [facet.value] })), "data-go": "",
      }, make("bdi", {}, facet.name), make("small", {}, `${facet.count} 篇`)))));
    }
    hint.querySelector(".bm-find__browse")?.remove();
    hint.append(found); // below: nothing that is being read is pushed down
  }

  /** @param {unknown} error */
  function failed(error) {
    blank();
    hint.hidden = true;
    bar.hidden = false;
    said.textContent = fault(error);
    if (lasting(error)) return;
    const retry = make("button", { type: "button", class: "bm-find__retry" }, "重试");
    retry.addEventListener("click", () => {
      client.again();
      said.textContent = "正在重新读取…";
      help.replaceChildren();
      said.focus();
      show();
    });
    help.append(retry);
  }

  // ---- the answer

  /** @param {State} asked @param {BanmianAnswer} answer @param {BanmianSuggestion[]} suggestions */
  function told(asked, answer, suggestions) {
    title();
    hint.hidden = true;
    bar.hidden = false;
    help.replaceChildren();
    if (answer.empty) {
      said.textContent = "请输入要检索的文字或数字。";
    } else if (answer.total) {
      const pages = Math.ceil(answer.total / COUNT);
      said.replaceChildren("找到 ", make("strong", { "data-result-count": "" }, String(answer.total)),
        " 篇", asked.page > 1 ? `，第 ${asked.page} 页，共 ${pages} 页` : "");
    } else {
      said.replaceChildren(chosen(asked) ? "在所选范围里没有找到" : "没有找到", ...quoted(asked.q), "，共 ",
        make("span", { "data-result-count": "" }, "0"), " 篇");
      offer(asked, answer.help);
    }
    const end = location.protocol === "file:" ? "index.html" : "";
    ways.replaceChildren(...suggestions.length ? ["直接前往："] : [], ...suggestions.map(way =>
      make("a", { href: Banmian.root + way.url + end }, make("bdi", {}, way.name),
        make("small", {}, `${PLACES[way.kind]}，${way.count} 篇`))));
    sorts.replaceChildren(...answer.total > 1 ? [sortLink("best", "最相关"), sortLink("date", "最新")] : []);
    chips.replaceChildren(...chipLinks(asked, answer));
    list.replaceChildren(...answer.hits.map(hit => entry(hit, answer.terms)));
    list.setAttribute("start", String((asked.page - 1) * COUNT + 1));
    pages(asked, Math.ceil(answer.total / COUNT));
    timeline(asked, answer.facets.year);
    panel(answer);
  }

  /** @param {string} q */
  function quoted(q) {
    const words = q.trim();
    const short = [...words].slice(0, 60).join("");
    return words ? ["“", make("bdi", {}, short), short.length < words.length ? "…”" : "”"] : [];
  }

  /** Ways out where nothing was found. @param {State} asked @param {BanmianAnswer["help"]} given */
  function offer(asked, given) {
    if (given?.withoutFacets && chosen(asked)) {
      const without = changed(NONE);
      help.append(make("p", {}, make("a", { href: address(without), "data-go": "" },
        `不加筛选，有 ${given.withoutFacets} 篇`)));
    }
    if (given?.notices) {
      const also = changed({ ...NONE, state: ["notice"] });
      help.append(make("p", {}, make("a", { href: address(also), "data-go": "" },
        `启事公告里有 ${given.notices} 条`)));
    }
    if (given?.part) {
      // Nothing was found without the facets either: this was counted without them, too.
      const without = changed({ ...NONE, q: given.part });
      const part = make("a", { href: address(without), "data-go": "" });
      part.append(make("bdi", {}, given.part));
      const within = asked.q.includes(given.part);
      help.append(make("p", {}, within ? "其中的“" : "要找的是不是“", part,
        `”${within ? "" : "？"}有 ${given.total} 篇`));
    }
    if (!help.childElementCount) {
      help.append(make("p", {}, "可以换个说法、少打几个字，或者从地区、机构、主题、文件、日期的目录里找。"));
    }
  }

  /** @param {"best" | "date"} sort @param {string} name */
  function sortLink(sort, name) {
    const link = make("a", { href: address(changed({ sort })), "data-go": "" }, name);
    if (state.sort === sort) link.setAttribute("aria-current", "true");
    return link;
  }

  /** @param {State} asked @param {BanmianAnswer} answer */
  function chipLinks(asked, answer) {
    const links = NAMES.flatMap(kind => asked[kind].map(value => {
      const name = answer.facets[kind]?.find(facet => facet.value === value)?.name ?? value;
      const rest = changed({ [kind]: asked[kind].filter(other => other !== value) });
      return make("a", { href: address(rest), "data-go": "", "aria-label": `去掉筛选：${name}` },
        make("bdi", {}, name), make("span", { "aria-hidden": "true" }, "×"));
    }));
    if (links.length > 1) {
      const none = changed(NONE);
      links.push(make("a", { href: address(none), "data-go": "", class: "bm-find__all" }, "全部去掉"));
    }
    return links;
  }

  /** @param {BanmianHit} hit @param {string[]} terms */
  function entry(hit, terms) {
    const link = make("a", { href: hitAddress(hit, terms) });
    marked(link, hit.title, hit.titleMarks);
    const text = make("p", { class: "bm-find__text" }, hit.snippet.cutBefore ? "…" : "");
    marked(text, hit.snippet.text, hit.snippet.marks);
    if (hit.snippet.cutAfter) text.append("…");
    return make("li", { "data-result": new URL(hit.url, Banmian.root).href },
      make("h2", hit.untitled ? { class: "bm-find__untitled" } : {}, link),
      make("p", { class: "bm-find__facts" }, ...hitState(hit), hitFacts(hit)), text);
  }

  /** @param {State} asked @param {number} last */
  function pages(asked, last) {
    pager.replaceChildren();
    pager.hidden = last < 2;
    if (last < 2) return;
    const here = asked.page;
    /** @param {number} page @param {string} name */
    const link = (page, name) => make("a", {
      href: address({ ...asked, page }), "data-go": "results",
      ...name === String(page) ? { "aria-label": `第 ${page} 页` } : {},
    }, name);
    if (here > 1) pager.append(link(here - 1, "上一页"));
    // As generator/publish/lists/pagination.py: halfway numbers, so that thousands of pages are few steps.
    const numbers = new Set([1, last, here - 1, here, here + 1, (1 + here) >> 1, (here + last) >> 1]);
    let before = 0;
    for (const page of [...numbers].filter(n => n >= 1 && n <= last).sort((a, b) => a - b)) {
      if (page > before + 1) pager.append(make("span", { "aria-hidden": "true" }, "…"));
      pager.append(page === here
        ? make("span", { "aria-current": "page", "aria-label": `第 ${page} 页` }, String(page))
        : link(page, String(page)));
      before = page;
    }
    if (here < last) pager.append(link(here + 1, "下一页"));
  }

  // ---- years

  /** What was found as bars, a year each: a tap narrows, another widens again.
   * @param {State} asked @param {BanmianFacet[]} all */
  function timeline(asked, all) {
    const known = all.filter(one => /^[0-9]{4}$/u.test(one.value) && one.count > 0).sort((a, b) => +a.value - +b.value);
    years.hidden = known.length < 2;
    const most = Math.max(...known.map(one => one.count));
    const focused = document.activeElement?.getAttribute("data-year");
    years.replaceChildren(make("ul", { class: "bm-bars bm-bars--time" }, ...known.map(one => {
      const own = asked.year.includes(one.value);
      const link = make("a", {
        href: address(changed({ year: own ? [] : [one.value] })), "data-go": "", "data-year": one.value,
        "aria-label": `${own ? "去掉" : "只看"}${one.name}，${one.count} 篇`,
        ...own ? { "aria-current": "true" } : {},
      }, make("span", {}, one.value), upright(100 * one.count / most),
        make("b", {}, String(one.count)));
      return make("li", {}, link);
    })));
    if (focused) one(`[data-year="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  /** As generator/publish/lists/bars.py draws it. @param {number} share of 100 */
  function upright(share) {
    const SVG = "http://www.w3.org/2000/svg";
    const drawn = document.createElementNS(SVG, "svg"), rect = document.createElementNS(SVG, "rect");
    const told = { viewBox: "0 0 1 100", preserveAspectRatio: "none", "aria-hidden": "true" };
    for (const [name, value] of Object.entries(told)) drawn.setAttribute(name, value);
    rect.setAttribute("y", String(100 - share));
    rect.setAttribute("width", "1");
    rect.setAttribute("height", String(share));
    drawn.append(rect);
    return drawn;
  }

  // ---- facets

  /** How many values of each kind are shown. @type {Partial<Record<BanmianKind, number>>} */
  const opened = {};

  /** @param {BanmianAnswer} answer */
  function panel(answer) {
    const focused = document.activeElement?.getAttribute("data-key");
    const groups = NAMES.map(kind => facetGroup(kind, answer)).filter(group => group !== null);
    facets.replaceChildren(...groups);
    fold.hidden = !groups.length;
    const number = NAMES.reduce((sum, kind) => sum + state[kind].length, 0);
    one(".bm-find__fold > summary").textContent = number ? `筛选（已选 ${number} 项）` : "筛选";
    if (focused) {
      const kind = focused.replace(/[+=].*/u, "");
      const again = one(`[data-key="${CSS.escape(focused)}"]`)
        ?? one(`[data-kind="${CSS.escape(kind)}"] input`);
      again?.focus({ preventScroll: true });
    }
  }

  /** @param {BanmianKind} kind @param {BanmianAnswer} answer */
  function facetGroup(kind, answer) {
    const all = answer.facets[kind];
    if (!all) {
      // A large site's agencies weigh more than all the rest: they come when somebody wants them.
      const more = make("button", { type: "button", class: "bm-find__more", "data-key": `${kind}+` },
        "显示机构");
      more.addEventListener("click", () => {
        byAgency = true;
        show();
      });
      return make("fieldset", { "data-kind": kind }, make("legend", {}, KINDS[kind]), more);
    }
    if (!all.length) return null;
    const values = new Map(all.map(facet => [facet.value, facet]));
    /** @type {Map<string | null, BanmianFacet[]>} */
    const below = new Map();
    for (const facet of all) {
      const parent = facet.parent !== null && values.has(facet.parent) ? facet.parent : null;
      const beside = below.get(parent);
      if (beside) beside.push(facet);
      else below.set(parent, [facet]);
    }
    /** Whether a value or one under it is chosen. @param {BanmianFacet} facet @returns {boolean} */
    const holds = facet => state[kind].includes(facet.value)
      || (below.get(facet.value) ?? []).some(holds);

    /** @param {string | null} parent @returns {HTMLUListElement} */
    function rows(parent) {
      const found = below.get(parent) ?? [];
      const most = parent === null ? opened[kind] ?? SHOWN : Infinity;
      const shown = found.filter((facet, n) => n < most || holds(facet));
      const element = make("ul", {}, ...shown.map(facet => {
        const row = make("li", {}, check(facet));
        if (below.has(facet.value) && holds(facet)) row.append(rows(facet.value));
        return row;
      }));
      if (shown.length < found.length) {
        const more = make("button", { type: "button", class: "bm-find__more", "data-key": `${kind}+` },
          `更多${KINDS[kind]}（还有 ${found.length - shown.length} 个）`);
        more.addEventListener("click", () => {
          opened[kind] = most + MORE;
          panel(answer);
          const next = shown.length;  // the first of those that have come
          const inputs = /** @type {NodeListOf<HTMLElement>} */ (
            facets.querySelectorAll(`[data-kind="${kind}"] > ul > li > label > input`));
          inputs[next]?.focus();
        });
        element.append(make("li", {}, more));
      }
      return element;
    }

    /** @param {BanmianFacet} facet */
    function check(facet) {
      const input = make("input", { type: "checkbox", "data-key": `${kind}=${facet.value}` });
      input.checked = state[kind].includes(facet.value);
      input.indeterminate = !input.checked && holds(facet);
      input.addEventListener("change", () => {
        const related = kin(facet);
        const rest = state[kind].filter(value => !related.has(value));
        // A city narrows its province, and unmarking it widens to the province again.
        const parent = !input.checked && facet.parent !== null && values.has(facet.parent)
          && !(below.get(facet.parent) ?? []).some(other => other !== facet && holds(other))
          ? [facet.parent] : [];
        go(changed({ [kind]: input.checked ? [...rest, facet.value] : [...rest, ...parent] }));
        show();
      });
      return make("label", {}, input, make("bdi", {}, facet.name),
        make("span", { class: "bm-find__count" }, String(facet.count)));
    }

    /** The values above and below one, and itself. @param {BanmianFacet} facet */
    function kin(facet) {
      const found = new Set([facet.value]);
      for (let up = facet.parent; up !== null && values.has(up); up = values.get(up)?.parent ?? null) {
        found.add(up);
      }
      const down = (/** @type {BanmianFacet} */ of) => {
        for (const under of below.get(of.value) ?? []) {
          found.add(under.value);
          down(under);
        }
      };
      down(facet);
      return found;
    }

    return make("fieldset", { "data-kind": kind }, make("legend", {}, KINDS[kind]), rows(null));
  }

  // ---- the reader's doings

  let timer = 0;
  const typed = () => {
    clearTimeout(timer);
    if (field.value === state.q) return;
    go(changed({ q: field.value }), true);
    show();
  };
  field.addEventListener("input", event => {
    clearTimeout(timer);
    // An input method's letters are no query yet.
    if (!(/** @type {InputEvent} */ (event).isComposing)) timer = window.setTimeout(typed, PAUSE);
  });
  field.addEventListener("compositionend", () => { timer = window.setTimeout(typed, PAUSE); });

  form.addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(timer);
    if (field.value !== state.q) go(changed({ q: field.value }));
    draft = false;
    show();
  });

  document.addEventListener("click", event => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey
      || event.altKey || !(event.target instanceof Element)) return;
    const link = /** @type {HTMLAnchorElement | null} */ (event.target.closest("a[data-go]"));
    if (!link) return;
    event.preventDefault();
    clearTimeout(timer);
    keepPlace();
    history.pushState({}, "", link.href);
    draft = false;
    state = read();
    field.value = state.q;
    show("results");
  });

  // Back and forward, and back from an article: to where the reader was.
  history.scrollRestoration = "manual";
  function keepPlace() {
    history.replaceState({ ...history.state, y: scrollY }, "");
  }
  addEventListener("pagehide", keepPlace);
  addEventListener("scrollend", keepPlace);
  addEventListener("popstate", () => {
    clearTimeout(timer);
    draft = false;
    state = read();
    field.value = state.q;
    show(null, history.state?.y ?? 0);
  });

  one(".bm-find__skip").addEventListener("click", () => {
    said.focus({ preventScroll: true });
    said.scrollIntoView({ block: "center" });
  });

  // Facets stand beside the results where there is room, and fold where there is not.
  const wide = matchMedia("(min-width: 60em)");
  const unfold = () => { fold.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();

  // What was typed before this script was there is not lost.
  if (field.value && field.value !== state.q && !location.search) state = changed({ q: field.value });
  field.value = state.q;
  one(".bm-find__live").hidden = false;
  if (!state.q && !chosen(state)) field.focus();
  show(null, history.state?.y);
})();
