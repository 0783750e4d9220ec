// @ts-check
// The header's box: answers while the reader types, as a combobox with a list (ARIA 1.2). The focus
// stays in the box; the arrows move through the list; Enter follows, or opens search/.
(function () {
  "use strict";
  const { client, make, marked, hitAddress, hitFacts, hitState, newest, fault, lasting } =
    /** @type {Required<Banmian>} */ (Banmian);
  const KINDS = { region: "地区", agency: "机构", topic: "主题", document: "文件" };
  const PAUSE = 60, SUGGESTED = 4, HITS = 5;

  Banmian.box = root => {
    const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    const said = make("p", { class: "bm-box__said", role: "status" });
    const list = make("div", {
      id: "bm-box-list", class: "md-search__scrollwrap bm-box__list", role: "listbox",
      "aria-label": "建议和文章",
    });
    form.after(make("div", { class: "md-search__output" }, said, list));
    form.append(make("div", { class: "md-search__options" },
      make("button", {
        type: "reset", class: "md-search__icon md-icon", "aria-label": "清空", tabindex: "-1",
      }, make("span", { class: "bm-icon bm-icon--clear" }))));
    for (const name of ["autocapitalize", "autocorrect"]) field.setAttribute(name, "off");
    field.spellcheck = false;
    const toggle = /** @type {HTMLInputElement} */ (document.getElementById("__search"));
    const ask = newest((/** @type {string} */ q) => Promise.all([
      client.suggest(q, SUGGESTED),
      client.search({
        q, region: [], agency: [], topic: [], tag: [], year: [], sort: "best", start: 0, count: HITS,
        brief: true,
      }),
    ]));
    let shown = "", timer = 0, at = -1;
    /** @type {HTMLAnchorElement[]} */
    let options = [];

    /** @param {number} to */
    function move(to) {
      options[at]?.removeAttribute("aria-selected");
      at = to;
      const option = options[at];
      if (option) {
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        field.setAttribute("aria-activedescendant", option.id);
      } else {
        field.removeAttribute("aria-activedescendant");
      }
    }

    /** @param {boolean} yes */
    function open(yes) {
      if (toggle.checked !== yes) toggle.click();
      field.setAttribute("aria-expanded", String(yes && options.length > 0));
      if (!yes) move(-1);
    }

    function clear(sentence = "") {
      list.replaceChildren();
      options = [];
      shown = "";
      move(-1);
      say(sentence);
      field.setAttribute("aria-expanded", "false");
    }

    /** @param {...(Node | string)} words */
    function say(...words) {
      said.replaceChildren(...words);
    }

    /** @param {string} name @param {HTMLAnchorElement[]} links */
    function group(name, links) {
      if (!links.length) return;
      const id = `bm-box-${list.childElementCount}`;
      list.append(make("div", { role: "group", "aria-labelledby": id },
        make("div", { id, class: "bm-box__group", role: "presentation" }, name), ...links));
      options.push(...links);
    }

    /** @param {string} href @param {...(Node | string)} content */
    const option = (href, ...content) =>
      make("a", { role: "option", href, tabindex: "-1", class: "bm-box__option" }, ...content);

    /** @param {string} q @param {BanmianSuggestion[]} suggestions @param {BanmianAnswer} answer */
    function show(q, suggestions, answer) {
      clear();
      shown = q;
      const end = location.protocol === "file:" ? "index.html" : "";
      group("直接前往", suggestions.map(one => option(Banmian.root + one.url + end,
        make("span", { class: "bm-box__kind" }, KINDS[one.kind]),
        make("bdi", {}, one.name),
        make("span", { class: "bm-box__count" }, `${one.count} 篇`))));
      group("文章", answer.hits.map(hit => {
        const title = make("bdi", { class: "bm-box__title" });
        marked(title, hit.title, hit.titleMarks);
        const text = make("span", { class: "bm-box__text" });
        marked(text, hit.snippet.text, hit.snippet.marks);
        return option(hitAddress(hit, answer.terms), title,
          make("span", { class: "bm-box__facts" }, ...hitState(hit), hitFacts(hit)), text);
      }));
      if (answer.total > answer.hits.length) {
        group("全部结果", [option(Banmian.address(`?${new URLSearchParams({ q })}`),
          `查看全部 ${answer.total} 篇`)]);
      }
      options.forEach((one, n) => { one.id = `bm-box-option-${n}`; });
      say(answer.empty ? "请输入要找的字词。"
        : answer.total ? `找到 ${answer.total} 篇` : "没有找到，按回车看看怎样换个说法。");
      if (root.contains(document.activeElement)) open(true);
    }

    async function answer() {
      const q = field.value;
      if (q === shown) return;
      if (!q.trim()) {
        shown = q;
        clear(HINT);
        return;
      }
      shown = q;
      list.setAttribute("aria-busy", "true");
      try {
        const [suggestions, found] = await ask(q);
        if (field.value === q) show(q, suggestions, found);
      } catch (error) {
        if (field.value !== q) return;
        clear();
        const retry = make("button", { type: "button", class: "bm-box__retry" }, "重试");
        retry.addEventListener("click", () => {
          client.again();
          field.focus();
          answer();
        });
        say(fault(error), ...lasting(error) ? [] : [" ", retry]);
      }
      list.removeAttribute("aria-busy");
    }
    const HINT = "输入要找的字词，回车检索全文。";

    field.addEventListener("input", event => {
      clearTimeout(timer);
      // An input method's letters are no query yet.
      if (/** @type {InputEvent} */ (event).isComposing) return;
      timer = window.setTimeout(answer, PAUSE);
    });
    field.addEventListener("compositionend", () => { timer = window.setTimeout(answer, PAUSE); });
    form.addEventListener("reset", () => {
      clear(HINT);
      field.focus();
    });

    field.addEventListener("keydown", event => {
      if (event.isComposing) return;
      const last = options.length - 1;
      switch (event.key) {
        case "ArrowDown":
        case "ArrowUp":
          if (last < 0) return;
          open(true);
          if (event.key === "ArrowDown") move(at < last ? at + 1 : -1);
          else move(at < 0 ? last : at - 1);
          break;
        case "Enter":
          if (at < 0) return;  // the form goes to search/
          options[at]?.click();
          break;
        case "Escape":
          open(false);
          field.blur();
          break;
        default:
          return;
      }
      event.preventDefault();
    });

    root.addEventListener("focusin", event => {
      if (event.target === field) open(true);
    });
    // Out of the box by Tab or by a click elsewhere: it closes, and hides nothing.
    root.addEventListener("focusout", event => {
      const to = /** @type {Node | null} */ (event.relatedTarget);
      if (to && !root.contains(to)) open(false);
    });
    document.addEventListener("pointerdown", event => {
      if (toggle.checked && !root.contains(/** @type {Node} */ (event.target))) open(false);
    });
    // The overlay and the arrow back are labels of the toggle.
    toggle.addEventListener("change", () => {
      if (!toggle.checked) {
        move(-1);
        field.setAttribute("aria-expanded", "false");
        if (root.contains(document.activeElement)) field.blur();
      }
    });
    // A press must not take the focus from the box before the click has landed.
    list.addEventListener("mousedown", event => event.preventDefault());
    list.addEventListener("click", () => open(false));

    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    clear(HINT);
    open(true);
    client.open().catch(() => {});  // while the reader types the first word
    if (field.value) answer();
  };
})();
