// The picture of a page: an area that is pointed at, tapped or focused is lit, named below the
// picture, and marked in the article beside it; and the other way round. Zoom by pinch, wheel with
// Ctrl, keys and buttons; to move about is to scroll. Without this script an area is a link to its
// article, and the picture can be looked at in its own size.
(function () {
  "use strict";
  var view = document.querySelector(".bm-view");
  if (!view || !view.closest) return;
  var sheet = view.closest(".bm-sheet"), plate = view.querySelector(".bm-plate");
  var image = plate.querySelector("img"), natural = image.getAttribute("width");
  var MOST = 6, HEADER = 60;
  var zoom = 1, lit = {}, kind = "mouse", dragged = false;

  // ---- Zoom ------------------------------------------------------------------------------------

  function least() {
    return Math.min(1, view.clientHeight / (plate.offsetHeight / zoom));
  }

  // Brings the picture to a size, with the point (x, y) of the window where it was.
  function scale(to, x, y) {
    var frame = view.getBoundingClientRect(), before = plate.getBoundingClientRect();
    if (x === undefined) { x = frame.left + frame.width / 2; y = frame.top + frame.height / 2; }
    var across = (x - before.left) / before.width, down = (y - before.top) / before.height;
    zoom = Math.max(least(), Math.min(MOST, to));
    view.classList.toggle("bm-view--near", zoom > 1);
    plate.style.width = zoom * 100 + "%";
    var after = plate.getBoundingClientRect();
    view.scrollLeft += after.left + across * after.width - x;
    view.scrollTop += after.top + down * after.height - y;
    // More pixels only for who looks closely, and only once.
    if (zoom > 1 && plate.offsetWidth * Math.min(devicePixelRatio, 2) > natural * 1.2) sharpen();
  }

  function sharpen() {
    var address = image.dataset.double;
    if (!address) return;
    delete image.dataset.double;
    var fine = new Image();
    fine.onload = function () { image.src = fine.src; };
    fine.src = address;
  }

  var tools = document.createElement("div");
  tools.className = "bm-tools";
  [["放大", "+", 1.5], ["缩小", "−", 1 / 1.5], ["整幅", "↔", 0]].forEach(function (tool) {
    var button = document.createElement("button");
    button.type = "button";
    button.title = tool[0];
    button.setAttribute("aria-label", tool[0]);
    button.textContent = tool[1];
    button.addEventListener("click", function () { scale(tool[2] ? zoom * tool[2] : 1); });
    tools.append(button);
  });
  view.before(tools);

  view.addEventListener("wheel", function (event) {
    if (!event.ctrlKey && !event.metaKey) return; // a pinch on a touchpad comes with Ctrl
    event.preventDefault();
    scale(zoom * Math.exp(-event.deltaY / 200), event.clientX, event.clientY);
  }, { passive: false });

  var STEP = 80;
  var KEYS = { "+": 1.25, "=": 1.25, "-": 0.8, "_": 0.8, "0": 0 };
  var WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  view.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var way = WAYS[event.key];
    if (event.key in KEYS) scale(KEYS[event.key] ? zoom * KEYS[event.key] : 1);
    else if (way) {
      var left = view.scrollLeft, top = view.scrollTop;
      view.scrollBy(way[0] * STEP, way[1] * STEP);
      // At its edge, the key moves the page as anywhere else.
      if (left === view.scrollLeft && top === view.scrollTop) return;
    } else return;
    event.preventDefault();
  });

  var apart = 0;
  function distance(event) {
    var a = event.touches[0], b = event.touches[1];
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  }
  view.addEventListener("touchstart", function (event) {
    apart = event.touches.length === 2 ? distance(event) : 0;
  }, { passive: true });
  view.addEventListener("touchmove", function (event) {
    if (event.touches.length !== 2 || !apart) return;
    event.preventDefault();
    var now = distance(event), a = event.touches[0], b = event.touches[1];
    scale(zoom * now / apart, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
    apart = now;
  }, { passive: false });

  // A mouse takes hold of the picture.
  var held = null;
  view.addEventListener("pointerdown", function (event) {
    kind = event.pointerType;
    dragged = false;
    if (kind === "mouse" && event.button === 0) {
      held = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop };
    }
  });
  addEventListener("pointermove", function (event) {
    if (!held) return;
    var x = event.clientX - held.x, y = event.clientY - held.y;
    if (Math.abs(x) + Math.abs(y) > 5) dragged = true;
    view.scrollLeft = held.left - x;
    view.scrollTop = held.top - y;
  });
  addEventListener("pointerup", function () { held = null; });
  view.addEventListener("dragstart", function (event) { event.preventDefault(); });

  // ---- What is lit -----------------------------------------------------------------------------

  // A page without areas has no line that names them.
  var bar = sheet.querySelector(".bm-lit") || document.createElement("p");

  function areaOf(piece) { return piece && piece.closest(".bm-area"); }

  // The mark at the block's beginning in the text as it came, and the link beside it.
  function markOf(piece, what) {
    return piece && sheet.querySelector('.bm-printed [data-e="' + piece.dataset.e + '"] ' + what);
  }

  function same(piece, on) {
    if (!piece) return;
    sheet.querySelectorAll('[data-e="' + piece.dataset.e + '"]').forEach(function (other) {
      other.classList.toggle("bm-same", on);
    });
  }

  // Lights an article and, in it, a block; either may be null.
  function light(area, piece) {
    if (lit.area === area && lit.piece === piece) return;
    if (lit.area) lit.area.classList.remove("bm-on");
    same(lit.piece, false);
    lit = { area: area, piece: piece };
    if (area) area.classList.add("bm-on");
    same(piece, true);
    name();
  }

  function name() {
    var piece = lit.piece, mark = markOf(piece, "button"), area = lit.area;
    var card = mark && document.getElementById(mark.getAttribute("popovertarget"));
    bar.textContent = "";
    if (!area && !card) return;
    var tag = mark && mark.textContent.replace(/？$/, "");
    var words = document.createElement("span");
    words.textContent = area ? area.getAttribute("aria-label")
      : [tag, card.querySelector("p").lastChild.data, card.querySelector("ul").textContent].join(" ");
    bar.append(words);
    if (area && tag) {
      var part = document.createElement("small");
      part.textContent = tag.split("·")[1] || tag;
      bar.append(" ", part);
    }
    if (area && area.hasAttribute("href")) {
      var link = document.createElement("a");
      link.href = target(area, lit.piece);
      link.textContent = "阅读文章";
      bar.append(" ", link);
    }
    if (area) doubtsOf(area);
    if (card && card.showPopover) {
      var why = document.createElement("button");
      why.type = "button";
      why.textContent = "依据";
      why.addEventListener("click", function () {
        document.dispatchEvent(new CustomEvent("bm-show", { detail: piece.dataset.e }));
      });
      bar.append(" ", why);
    }
  }

  // What is doubtful in an article, and the way to report it: as the list of articles has them.
  function doubtsOf(area) {
    var told = sheet.querySelectorAll(".bm-made li")[area.dataset.n - 1];
    var doubts = told ? told.querySelectorAll('a[href^="#d"]') : [];
    if (!doubts.length) return;
    var first = doubts[0].cloneNode(), report = told.querySelector('a[href$="-fix"]').cloneNode(true);
    first.textContent = "存疑 " + doubts.length + " 处";
    first.title = doubts[0].textContent;
    bar.append(" ", first, " ", report);
  }

  // The paragraph in the article, where the card knows it.
  function target(area, piece) {
    var link = markOf(piece, 'a[href*="#"]');
    return link ? link.getAttribute("href") : area.getAttribute("href");
  }

  // Brings what is lit in the picture to where it is seen; near enough to be read, if asked to.
  function reveal(near) {
    var found = lit.piece && lit.piece.closest("svg") ? lit.piece : lit.area;
    if (!found) return;
    var whole = (lit.area || found).getBoundingClientRect();
    if (near) {
      var wide = view.clientWidth / whole.width, high = view.clientHeight / whole.height;
      scale(zoom * Math.min(wide, high, 3 / zoom) * 0.95);
    }
    var box = found.getBoundingClientRect(), frame = view.getBoundingClientRect();
    if (box.left < frame.left || box.right > frame.right) {
      view.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
    }
    if (box.top < frame.top || box.bottom > frame.bottom) {
      var room = Math.max(20, (frame.height - box.height) / 2);
      view.scrollTop += box.top - frame.top - room;
    }
  }

  // Brings the block into its pane beside the picture, where the panes stand side by side.
  function bring(piece) {
    var pane = sheet.querySelector('.bm-pane[aria-label="成文"]');
    if (!pane || !piece || pane.scrollHeight <= pane.clientHeight) return;
    var other = pane.querySelector('[data-e="' + piece.dataset.e + '"]');
    if (!other) return;
    var box = other.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    var top = Math.max(frame.top, HEADER), bottom = Math.min(frame.bottom, innerHeight);
    if (box.top < top || box.bottom > bottom) pane.scrollTop += box.top - top - (bottom - top) / 4;
  }

  var waiting;
  plate.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse" || held) return;
    var piece = event.target.closest("[data-e]"), area = areaOf(event.target);
    if (!piece && !area) return;
    clearTimeout(waiting);
    waiting = setTimeout(function () { light(area, piece); bring(piece); }, 60);
  });

  plate.addEventListener("focusin", function (event) {
    var area = areaOf(event.target);
    if (!area || !area.matches(":focus-visible")) return;
    light(area, null);
    reveal(false);
    bring(area.querySelector("[data-e]"));
  });

  // A click opens the article at what was pointed at. A finger first lights it.
  plate.addEventListener("click", function (event) {
    var area = areaOf(event.target), piece = event.target.closest("[data-e]");
    // What ends a drag is no click; a click by key, with no detail, always is one.
    if (dragged && event.detail) { event.preventDefault(); return; }
    if (event.detail && kind !== "mouse" && (lit.area !== area || lit.piece !== piece)) {
      event.preventDefault();
      light(area, piece);
      return;
    }
    if (area && piece && event.detail && area.hasAttribute("href") && !event.ctrlKey
        && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      location.href = new URL(target(area, piece), location.href);
    }
  });

  // What is shown in the text is lit in the picture.
  document.addEventListener("bm-shown", function (event) {
    var piece = plate.querySelector('[data-e="' + event.detail + '"]');
    if (!piece) return;
    light(areaOf(piece), piece);
    reveal(false);
  });

  // An address may name an article, or a block of one: then that is what is shown.
  function follow() {
    var found = document.getElementById(location.hash.slice(1)); // ids are ASCII
    if (!found) return;
    var piece = found.closest("[data-e]"), area = areaOf(found);
    if (!area) piece = piece && plate.querySelector('[data-e="' + piece.dataset.e + '"]');
    if (!area && !piece) return;
    light(area || areaOf(piece), piece);
    var dubious = plate.querySelector('[data-d="' + found.id.slice(1) + '"]');
    plate.querySelectorAll(".bm-named").forEach(function (other) { other.classList.remove("bm-named"); });
    if (dubious) dubious.classList.add("bm-named");
    reveal(true);
    bring(lit.piece || area.querySelector("[data-e]"));
    view.closest(".bm-pane").scrollIntoView();
    return true;
  }
  addEventListener("hashchange", follow);
  // Until all is loaded, the browser goes on bringing what the address names into view.
  if (follow() && document.readyState !== "complete") {
    addEventListener("load", function () { view.closest(".bm-pane").scrollIntoView(); });
  }
})();
