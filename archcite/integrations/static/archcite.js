// Cards beside citations: they stay inside the window, and Escape puts them away. Without this they still show.
(function () {
  "use strict";

  var shown = null; // the citation whose card was placed last, and the line of it that the card belongs to
  var line = 0;

  function place() {
    var card = shown && shown.querySelector(".archcite-card");
    if (!card) { return; }
    // A citation may run over several lines; the card begins under the one that is pointed at.
    var lines = shown.getClientRects();
    var box = lines[Math.min(line, lines.length - 1)];
    var root = document.documentElement;
    card.style.position = "fixed";
    card.style.left = card.style.top = "0";
    card.style.maxHeight = "none";
    var own = card.getBoundingClientRect(); // not at the corner where something above it is transformed
    var under = root.clientHeight - box.bottom - 8;
    var over = box.top - 8;
    var isUnder = own.height <= under || under >= over;
    var height = Math.min(own.height, isUnder ? under : over);
    var left = Math.max(8, Math.min(box.left, root.clientWidth - own.width - 8));
    card.style.maxHeight = height + "px";
    card.style.left = left - own.left + "px";
    card.style.top = (isUnder ? box.bottom - 1 : box.top - height + 1) - own.top + "px";
  }

  function lineAt(cited, y) {
    var lines = cited.getClientRects();
    for (var at = 0; at < lines.length; at += 1) {
      if (y >= lines[at].top - 1 && y <= lines[at].bottom + 1) { return at; }
    }
    return 0;
  }

  function bind() {
    document.querySelectorAll(".archcite-cited").forEach(function (cited) {
      cited.addEventListener("mouseenter", function (event) {
        shown = cited;
        line = lineAt(cited, event.clientY);
        place();
      });
      cited.addEventListener("focusin", function (event) {
        if (event.target.closest(".archcite-card")) { return; }
        shown = cited;
        line = lineAt(cited, event.target.getClientRects()[0].bottom - 2);
        place();
      });
      ["mouseleave", "focusout"].forEach(function (name) {
        cited.addEventListener(name, function () { cited.classList.remove("archcite-dismissed"); });
      });
    });
  }

  // Material for MkDocs may put the next page into this one, and tells of every page that is there.
  if (window.document$ && window.document$.subscribe) { window.document$.subscribe(bind); } else { bind(); }

  window.addEventListener("scroll", function (event) {
    if (!(event.target.closest && event.target.closest(".archcite-card"))) { place(); }
  }, true);
  window.addEventListener("resize", place);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll(".archcite-cited:hover, .archcite-cited:focus-within").forEach(function (cited) {
      cited.classList.add("archcite-dismissed");
    });
  });
})();
