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
