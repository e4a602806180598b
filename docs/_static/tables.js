// A table that is wider than the page can be scrolled with the keys too.
(() => {
  const update = () => {
    for (const wrapper of document.querySelectorAll(".table-wrapper")) {
      if (wrapper.scrollWidth > wrapper.clientWidth) wrapper.tabIndex = 0;
      else wrapper.removeAttribute("tabindex");
    }
  };
  update();
  addEventListener("resize", update);
})();
