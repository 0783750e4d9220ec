// What of a page's frame only scripts can use, in Material's own markup, before its script looks for
// it: the switches of drawer, search and colours, the drawer, the search box, the title that the
// header shows further down. Each page would carry it, a third of a short article; what a page has
// already stays as it is. Without scripts the header's sign leads to the search, and the tabs stand
// on a phone, too.
(function () {
  "use strict";
  var root = new URL("..", document.currentScript.src).href, body = document.body;

  function make(name, values) {
    var element = document.createElement(name), key;
    for (key in values) element.setAttribute(key, values[key]);
    for (var n = 2; n < arguments.length; n += 1) element.append(arguments[n]);
    return element;
  }
  function icon(name) { return make("span", { class: "bm-icon bm-icon--" + name }); }
  function find(selector) { return document.querySelector(selector); }

  if (!find("link[rel=manifest]")) {
    document.head.append(make("link", { rel: "manifest", href: root + "assets/manifest.webmanifest" }));
  }
  // A headline may be called as what Material's script looks for, and has that for its id: so each
  // is told by its tag too, and stands before all headlines, where the first of an id is found.
  var config = find("script#__config") || make("div", { id: "__config", hidden: "" }, JSON.stringify(
    { base: root, features: ["navigation.tabs"], translations: {} }));
  if (find("#__config") !== config) body.prepend(config);
  if (!find("input#__drawer")) {
    body.prepend.apply(body, ["drawer", "search"].map(function (name) {
      return make("input", {
        class: "md-toggle", "data-md-toggle": name, type: "checkbox", id: "__" + name,
        autocomplete: "off",
      });
    }).concat(make("label", { class: "md-overlay", for: "__drawer" })));
  }
  if (!find(".md-dialog")) {
    body.append(make("div", { class: "md-dialog", "data-md-component": "dialog" },
      make("div", { class: "md-dialog__inner md-typeset" })));
  }

  [
    ["header", ".md-header"], ["header-title", ".md-header__title"], ["tabs", ".bm-tabs"],
    ["container", ".md-container"], ["main", ".md-main"], ["content", ".md-content"],
  ].forEach(function (part) {
    var element = find(part[1]);
    if (element) element.dataset.mdComponent = part[0];
  });
  var header = find(".md-header__inner"), link = find(".bm-box__open");
  var heading = find(".md-header__title"), name = heading ? heading.textContent.trim() : "";
  if (heading && !heading.firstElementChild) {
    var end = " - " + name, whole = document.title;
    heading.replaceChildren(make("div", { class: "md-header__ellipsis" },
      make("div", { class: "md-header__topic" }, make("span", { class: "md-ellipsis" }, name)),
      make("div", { class: "md-header__topic", "data-md-component": "header-topic" },
        make("span", { class: "md-ellipsis" },
          whole.endsWith(end) ? whole.slice(0, -end.length) : ""))));
  }

  // As mkdocs.yml has them; other colours stand in the page.
  if (header && !find("[data-md-component=palette]")) {
    var palette = make("form", { class: "md-header__option", "data-md-component": "palette" });
    [["light", "default", "切换到深色"], ["dark", "slate", "切换到浅色"]].forEach(function (way, n) {
      palette.append(
        make("input", {
          class: "md-option", "data-md-color-media": "(prefers-color-scheme: " + way[0] + ")",
          "data-md-color-scheme": way[1], "data-md-color-primary": "custom",
          "aria-label": way[2], type: "radio", name: "__palette", id: "__palette_" + n,
        }),
        make("label", {
          class: "md-header__button md-icon", title: way[2], for: "__palette_" + (1 - n), hidden: "",
        }, icon(way[1])));
    });
    heading.after(palette);
  }

  // The box in place of the link, which on a phone opens it. assets/search/box.js makes it a
  // combobox, and adds the list and the button that empties it.
  if (link && !find(".bm-box")) {
    link.after(make("div", { class: "md-search bm-box" },
      make("label", { class: "md-search__overlay", for: "__search" }),
      make("div", { class: "md-search__inner", role: "search", "aria-label": "全站" },
        make("form", {
          class: "md-search__form", action: link.getAttribute("href"), method: "get",
          "data-search-form": "",
        },
        make("input", {
          class: "md-search__input", type: "text", name: "q", "aria-label": "检索全文",
          placeholder: "检索全文", inputmode: "search", enterkeyhint: "search", autocomplete: "off",
          required: "",
        }),
        make("label", { class: "md-search__icon md-icon", for: "__search" },
          icon("find"), icon("back"))))));
  }

  var tabs = find(".bm-tabs"), main = find(".md-main__inner");
  if (tabs && main && !find(".md-sidebar--primary")) {
    var list = make("ul", { class: "md-nav__list", "data-md-scrollfix": "" });
    tabs.querySelectorAll("li").forEach(function (item) {
      var copy = item.firstElementChild.cloneNode(true);
      copy.className = "md-nav__link";
      if (item.className) copy.classList.add("md-nav__link--active");
      list.append(make("li", {}, copy));
    });
    main.prepend(make("div", {
      class: "md-sidebar md-sidebar--primary", "data-md-component": "sidebar",
      "data-md-type": "navigation", hidden: "",
    }, make("div", { class: "md-sidebar__scrollwrap" }, make("div", { class: "md-sidebar__inner" },
      make("nav", {
        class: "md-nav md-nav--primary md-nav--lifted", "aria-label": "导航栏", "data-md-level": "0",
      }, make("label", { class: "md-nav__title", for: "__drawer" }, name), list)))));
  }
})();
