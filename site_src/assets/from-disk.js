// For a site opened from disk (file:). On a server it does nothing.
//
// 1. A link to a folder shows the folder there and not the page in it: such links are led to the
//    index.html inside.
// 2. A browser starts no worker there, and Material searches in one: this one runs in a frame.
//    Material's search knows such a stand-in by the name IFrameWorker.
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

  class IFrameWorker extends EventTarget {
    constructor(address) {
      super();
      var frame = this.frame = document.createElement("iframe");
      var loaded = new Promise(function (done) { frame.onload = done; });
      this.postMessage = function (data) {
        loaded.then(function () {
          frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: data }));
        });
      };
      frame.hidden = true;
      frame.worker = this;
      frame.srcdoc = "<script>(" + inFrame + ")()<\/script><script src='" + encodeURI(address) + "'><\/script>";
      document.documentElement.appendChild(frame);
    }

    terminate() {
      this.frame.remove();
    }
  }

  // What a worker has and a frame has not.
  function inFrame() {
    var worker = window.frameElement.worker;
    window.postMessage = function (data) {
      worker.dispatchEvent(new MessageEvent("message", { data: data }));
    };
    window.importScripts = function () {
      return Array.prototype.reduce.call(arguments, function (before, address) {
        return before.then(function () {
          return new Promise(function (done, fail) {
            var script = document.createElement("script");
            script.onload = done;
            script.onerror = fail;
            script.src = address;
            document.head.appendChild(script);
          });
        });
      }, Promise.resolve());
    };
  }

  window.IFrameWorker = window.Worker = IFrameWorker;
})();
