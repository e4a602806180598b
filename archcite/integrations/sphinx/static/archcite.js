// Cards beside citations: they stay inside the window, and Escape puts them away. Without this they still show.
(function () {
  "use strict";

  function place(cited) {
    var card = cited.querySelector(".archcite-card");
    if (!card) { return; }
    card.style.left = "0";
    var over = card.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
    if (over > 0) { card.style.left = -over + "px"; }
    var under = 8 - card.getBoundingClientRect().left;
    if (under > 0) { card.style.left = parseFloat(card.style.left) + under + "px"; }
  }

  document.querySelectorAll(".archcite-cited").forEach(function (cited) {
    ["mouseenter", "focusin"].forEach(function (name) {
      cited.addEventListener(name, function () { place(cited); });
    });
    ["mouseleave", "focusout"].forEach(function (name) {
      cited.addEventListener(name, function () { cited.classList.remove("archcite-dismissed"); });
    });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll(".archcite-cited:hover, .archcite-cited:focus-within").forEach(function (cited) {
      cited.classList.add("archcite-dismissed");
    });
  });
})();
