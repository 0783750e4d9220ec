// A button that copies the reference. Without scripts, and where copying is not allowed, the text
// can be selected.
document.querySelectorAll(".bm-cite__text").forEach(function (box) {
  var button = document.createElement("button");
  button.type = "button";
  button.className = "bm-cite__copy";
  button.textContent = "复制";
  var said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "bm-cite__said";
  function tell(copied) { said.textContent = copied ? "已复制" : "请按 Ctrl+C（Mac 为 ⌘C）复制"; }
  function select() {
    var range = document.createRange(), selection = getSelection();
    range.selectNodeContents(box);
    selection.removeAllRanges();
    selection.addRange(range);
  }
  button.addEventListener("click", function () {
    said.textContent = "";
    if (navigator.clipboard) {
      navigator.clipboard.writeText(box.textContent.trim()).then(
        function () { tell(true); },
        function () { select(); tell(false); }
      );
    } else {  // a page from disk or over plain http
      select();
      tell(document.execCommand("copy"));
    }
  });
  box.after(button, said);
});

// From each paragraph to its place on the page as printed, as the panel of facts leads to that of
// the headline.
(function () {
  var way = document.querySelector('.bm-facts a[href*="/pages/"]');
  if (!way) return;
  function stem(link) { return link.href.split("-").slice(0, -1).join("-") + "-"; }
  var start = stem(way);
  document.querySelectorAll("article p > a[id^=p][href], .bm-turn a").forEach(function (anchor) {
    if (anchor.closest(".bm-turn")) {  // what follows stands on another page
      start = stem(anchor);
      return;
    }
    var link = document.createElement("a");
    link.href = start + anchor.id;
    link.className = "bm-seen";
    link.textContent = "原版";
    anchor.parentNode.append(" ", link);
  });
})();
