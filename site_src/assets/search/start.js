// @ts-check
// On every page: the keys that lead to the search box, and the rest of the search as soon as
// somebody wants to search, so that readers who do not load nothing but this.
(function () {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../../", script.src).href;
  const fromDisk = location.protocol === "file:";
  // Servers refuse long addresses (nginx at 8 KB, and a Chinese character takes nine bytes of it):
  // what follows # is never sent to them.
  const LONGEST = 2000;

  /** @type {Record<string, Promise<void>>} */
  const loaded = {};
  /** @param {string} name @returns {Promise<void>} */
  function loadOne(name) {
    return loaded[name] ||= new Promise((done, fail) => {
      const element = document.createElement("script");
      try {
        element.src = Banmian.trusted(`assets/search/${name}`);
      } catch {
        return fail({ kind: "blocked", message: name });
      }
      element.onload = () => done();
      element.onerror = () => {
        delete loaded[name];
        element.remove();
        fail({ kind: "load", message: name });
      };
      document.head.append(element);
    });
  }

  /** @type {{createScriptURL(path: string): string} | undefined} */
  let policy;
  window.Banmian = {
    root,
    loaded,
    BLOCKED: "网站的安全设置不让检索程序运行，请告诉网站的管理者。",
    // Where plain words may not name a script (Trusted Types), a policy may that knows but ours.
    trusted(path) {
      try {
        policy ||= window.trustedTypes?.createPolicy("banmian-search", {
          createScriptURL: path => root + path,
        });
      } catch {}  // its name is not allowed: scripts may be named all the same, or the browser says
      return policy ? policy.createScriptURL(path) : root + path;
    },
    async load(...names) {
      for (const name of names) await loadOne(name);
    },
    address(query) {
      const place = `${root}search/${fromDisk ? "index.html" : ""}`;
      return query.length > LONGEST ? `${place}#${query}` : place + query;
    },
    go(query) {
      location.assign(Banmian.address(query));
    },
  };

  const box = /** @type {HTMLElement | null} */ (document.querySelector(".bm-box"));
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  const field = /** @type {HTMLInputElement | null} */ (
    document.querySelector(".bm-find__input, .bm-box input[name=q]")
  );

  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.isComposing || event.altKey || !field) return;
    const command = event.ctrlKey || event.metaKey;
    if (command ? event.key !== "k" || event.shiftKey : !/^[/sf]$/.test(event.key)) return;
    const at = event.target instanceof Element ? event.target : null;
    if (!command && at?.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    if (box?.contains(field) && toggle && !toggle.checked) toggle.click();
    field.focus();
    field.select();
  });

  // All forms that lead to search/: a long query goes behind the #.
  document.addEventListener("submit", event => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-search-form]")) return;
    const q = String(new FormData(form).get("q") ?? "");
    const query = `?${new URLSearchParams({ q })}`;
    if (query.length > LONGEST) {
      event.preventDefault();
      Banmian.go(query);
    }
  });

  if (box) {
    const wake = () => {
      box.removeEventListener("focusin", wake);
      Banmian.load("client.js", "box.js").then(
        () => Banmian.box?.(box),
        () => box.addEventListener("focusin", wake),  // the form itself works without
      );
    };
    box.addEventListener("focusin", wake);
    // On a phone the box is behind a button; without this script that is a link to search/.
    document.querySelector(".bm-box__open")?.addEventListener("click", event => {
      event.preventDefault();
      if (toggle && !toggle.checked) toggle.click();
      field?.focus();
    });
    if (box.contains(document.activeElement)) wake();
  }
  if (document.querySelector(".bm-find")) {
    Banmian.load("client.js", "page.js").catch(fault => {
      for (const part of document.querySelectorAll(".bm-find__live, .bm-find__bar")) {
        part.removeAttribute("hidden");
      }
      const said = document.querySelector(".bm-find__said");
      if (said) {
        said.textContent = fault.kind === "blocked" ? Banmian.BLOCKED
          : "检索程序没有读到，请刷新本页再试。";
      }
    });
  }
  if (/[?&]h=/.test(location.search) && document.querySelector(".bm--article")) {
    Banmian.load("marks.js").catch(() => {});
  }
})();
