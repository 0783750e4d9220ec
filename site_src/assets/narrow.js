// A list over several pages, narrowed as one: by a name that is typed, or by what is doubtful. The
// other pages are fetched when they are first asked for; from disk that cannot be, and so a list of
// several pages has no box there. Without scripts the pages are turned one by one.
(function () {
  "use strict";
  var bar = document.querySelector(".bm-sort[data-narrow]");
  var list = document.querySelector(":is(.bm-entries, .bm-index, .bm-log) > ul");
  if (!bar || !list) return;
  var pager = document.querySelector(".bm-pager"), where = document.querySelector(".bm-where");
  var own = Array.from(list.children), whole = pager ? null : Promise.resolve(own);
  if (pager && location.protocol === "file:") return;

  // The address of every page of the list: they differ by the number at their end.
  function pages() {
    var known = {}, last = 1;
    known[parseInt(pager.querySelector("[aria-current]").textContent, 10)] = location.href.split("#")[0];
    pager.querySelectorAll("a").forEach(function (link) {
      var number = parseInt(link.textContent, 10);
      if (number) known[number] = link.href;
    });
    Object.keys(known).forEach(function (number) { last = Math.max(last, number); });
    return Array.from({ length: last }, function (_, n) {
      return known[n + 1] || known[last].replace(new RegExp("-" + last + "(?=/|\\.|$)"), "-" + (n + 1));
    });
  }

  function itemsOf(address) {
    if (address === location.href.split("#")[0]) return Promise.resolve(own);
    return new Promise(function (done, failed) {
      var request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = "document";
      request.onerror = failed;
      request.onload = function () {
        var found = request.response && request.response.querySelector(
          ":is(.bm-entries, .bm-index, .bm-log) > ul");
        if (request.status !== 200 || !found) return failed();
        found.querySelectorAll("a[href]").forEach(function (link) {
          link.href = new URL(link.getAttribute("href"), address).href;
        });
        done(Array.from(found.children, function (item) { return document.adoptNode(item); }));
      };
      request.send();
    });
  }

  var said = document.createElement("span");
  said.setAttribute("role", "status");
  var asked = 0;
  // Shows the items that a test lets pass; without one, the page's own.
  function show(test) {
    var turn = asked += 1;
    if (!test) {
      list.replaceChildren.apply(list, own);
      turned(false);
      said.textContent = "";
      return;
    }
    if (!whole) {
      said.textContent = "正在取其余各页…";
      whole = Promise.all(pages().map(itemsOf)).then(function (each) { return each.flat(); });
      whole.catch(function () { whole = null; });
    }
    whole.then(function (items) {
      if (turn !== asked) return;
      var found = items.filter(test);
      list.replaceChildren.apply(list, found);
      turned(true);
      said.textContent = found.length ? "找到 " + found.length + " 个" : "没有找到";
    }, function () {
      said.textContent = "没有取到其余各页，请再试一次";
    });
  }
  function turned(away) {
    [pager, where].forEach(function (part) { if (part) part.hidden = away; });
  }

  bar.setAttribute("role", "group");
  if (!bar.dataset.narrow) {
    bar.setAttribute("aria-label", "筛选");
    var box = document.createElement("input");
    box.type = "search";
    box.placeholder = "筛选全部 " + pages().length + " 页";
    box.setAttribute("aria-label", "按名称筛选，各页一起");
    box.addEventListener("input", function () {
      var wanted = box.value.replace(/\s/g, "");
      show(wanted && function (item) { return item.textContent.replace(/\s/g, "").includes(wanted); });
    });
    bar.append(box, said);
    return;
  }

  // Each kind with how many items have it: 标题=12.
  bar.setAttribute("aria-label", "按疑点筛选");
  var buttons = ["全部"].concat(bar.dataset.narrow.split(" ")).map(function (part, n) {
    var button = document.createElement("button"), kind = part.split("=")[0];
    button.type = "button";
    button.textContent = part.replace("=", " ");
    button.setAttribute("aria-pressed", n === 0);
    button.addEventListener("click", function () {
      buttons.forEach(function (other) { other.setAttribute("aria-pressed", other === button); });
      show(n && function (item) {
        return item.querySelector("[data-kinds]").dataset.kinds.split(" ").includes(kind);
      });
    });
    bar.append(button);
    return button;
  });
  bar.append(said);
})();
