// Loaded in the head, before anything is drawn.

// Material for MkDocs writes these lines into every page: what its script keeps in the browser
// (the chosen colours), and how they are put on before the page is drawn. They are its own but for
// the site's root, which is the folder above this file. No "use strict", as Material's script takes
// these for global names.
var __md_scope = new URL("..", document.currentScript.src);
var __md_hash = function (text) {
  return Array.from(text).reduce(function (sum, c) { return (sum << 5) - sum + c.charCodeAt(0); }, 0);
};
var __md_get = function (key, store, scope) {
  try {
    return JSON.parse((store || localStorage).getItem((scope || __md_scope).pathname + "." + key));
  } catch (_) { return null; } // a browser that keeps nothing
};
var __md_set = function (key, value, store, scope) {
  try {
    (store || localStorage).setItem((scope || __md_scope).pathname + "." + key, JSON.stringify(value));
  } catch (_) {}
};
// As soon as there is a body, and so before anything is drawn. The system's colours (media) are told
// by the switch in the header.
(function () {
  var palette = __md_get("__palette"), colours = palette && palette.color;
  if (!colours) return;
  function put() {
    if (!document.body) return false;
    if (colours.media === "(prefers-color-scheme)") {
      var light = matchMedia("(prefers-color-scheme: light)").matches;
      var input = document.querySelector(
        "[data-md-color-media='(prefers-color-scheme: " + (light ? "light" : "dark") + ")']");
      if (!input) return false;
      ["media", "scheme", "primary", "accent"].forEach(function (name) {
        colours[name] = input.getAttribute("data-md-color-" + name);
      });
    }
    Object.keys(colours).forEach(function (name) {
      document.body.setAttribute("data-md-color-" + name, colours[name]);
    });
    return true;
  }
  var watch = new MutationObserver(function () { if (put()) watch.disconnect(); });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", function () { watch.disconnect(); });
})();

// For a site opened from disk (file:). On a server it does nothing. A link to a folder shows the
// folder there and not the page in it: such links are led to the index.html inside.
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  function pageOf(address) {
    var url = new URL(address, location.href);
    if (url.protocol !== "file:" || /\.[^\/]+$/.test(url.pathname)) return address;
    url.pathname = url.pathname.replace(/\/?$/, "/index.html");
    return url.href;
  }

  function repairLink(event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && !/^(#|javascript:)/.test(link.getAttribute("href"))) link.href = pageOf(link.href);
  }

  // Before the browser follows the link, however it was asked to and whenever it was added.
  ["pointerdown", "focusin", "click"].forEach(function (name) {
    document.addEventListener(name, repairLink, true);
  });
  document.addEventListener("submit", function (event) {
    event.target.action = pageOf(event.target.action);
  }, true);
})();
// Where a script of the site did not come, the page is as without it (banmian.css).
addEventListener("error", function (event) {
  if (event.target.tagName === "SCRIPT") document.documentElement.classList.add("bm-unscripted");
}, true);
