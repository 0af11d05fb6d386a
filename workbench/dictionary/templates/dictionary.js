"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const field = document.getElementById("search");
  const nothing = document.getElementById("nothing");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const links = new Map([...document.querySelectorAll(".side li[data-for]")].map((item) => [item.dataset.for, item]));
  const entries = [...document.querySelectorAll("article[data-name]")].map((article) => ({
    article,
    name: fold(article.dataset.name),
    text: fold(article.querySelector("header, h3").textContent + " " + (article.querySelector(".rules, .values, pre")?.textContent ?? "")),
    rows: [...article.querySelectorAll("tr[data-name]")].map((row) => [row, fold(row.textContent)]),
  }));

  // Every word must be found; a table whose own name matches shows all of its columns, else only those that match.
  const search = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.includes(word));
    let found = 0;
    for (const { article, name, text, rows } of entries) {
      const whole = has(name);
      let hits = 0;
      for (const [row, content] of rows) {
        const hit = whole || has(name + " " + content);
        row.hidden = !hit;
        hits += hit;
      }
      const elsewhere = has(text);
      if (!hits && elsewhere) for (const [row] of rows) row.hidden = false;
      const shown = whole || hits > 0 || elsewhere;
      article.hidden = !shown;
      const item = links.get(article.id);
      if (item) item.hidden = !shown;
      found += shown;
    }
    document.documentElement.classList.toggle("searching", words.length > 0);
    for (const area of document.querySelectorAll(".area")) {
      area.hidden = words.length > 0 && !area.querySelector("article:not([hidden])");
    }
    nothing.hidden = words.length === 0;
    nothing.textContent = found ? `${found} found for “${field.value.trim()}”` : `Nothing found for “${field.value.trim()}”`;
  };
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { field.value = ""; search(); field.blur(); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input:not([type=radio]):not([type=checkbox]), textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); field.focus(); }
  });
  // A link to what the search has hidden ends the search, or it would lead nowhere.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.closest("[hidden]")) { field.value = ""; search(); target.scrollIntoView(); }
  });

  // The place in the contents follows the reader.
  const here = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      links.get(target.id)?.firstElementChild.classList.toggle("here", isIntersecting);
    }
  }, { rootMargin: "-20% 0px -80% 0px" });
  for (const { article } of entries) here.observe(article);
  if (matchMedia("(max-width: 960px)").matches) document.querySelector(".side").open = false;
});
