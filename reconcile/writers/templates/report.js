(() => {
  "use strict";
  const AT_ONCE = 300, MANY = 1500;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const controls = document.querySelector(".controls"), table = document.querySelector("table.questions"), chips = all(".chip");
  const search = controls.querySelector("input"), told = controls.querySelector("output"), opener = controls.querySelector(".open-all");
  const further = document.querySelector(".further"), heads = all("th[data-sort]"), folds = all("details[data-holds], details.document");
  let questions = all(".question"), limit = AT_ONCE, words = null;

  // What a fold holds is put in place when it is first opened.
  const unfold = (fold) => {
    const held = fold.querySelector(":scope > script");
    if (!held) return;
    const made = document.createElement("template");
    made.innerHTML = held.textContent;
    held.replaceWith(made.content);
  };
  const homes = new Map();
  folds.forEach((fold) => {
    fold.addEventListener("toggle", () => { if (fold.open) unfold(fold); });
    (fold.dataset.holds || "").split(" ").forEach((id) => { if (id) homes.set(id, fold); });
  });

  // Filter, search, sort.
  const plain = (text) => text.replace(/<[^>]*>/g, " ").toLowerCase();
  const read = () => new Map(questions.map((question) => [question, plain(question.textContent)]));
  const show = () => {
    const wanted = chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.finding);
    const typed = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (typed.length && !words) words = read();
    const fits = (question) => (!wanted.length || wanted.includes(question.dataset.finding)) && typed.every((word) => words.get(question).includes(word));
    let seen = 0;
    questions.forEach((question) => {
      const fit = fits(question);
      seen += fit;
      question.hidden = !fit || seen > limit;
    });
    told.value = seen < questions.length ? `${seen} of ${questions.length} shown` : "";
    if (further) further.hidden = seen <= limit;
  };
  const again = () => { limit = AT_ONCE; show(); };
  const more = () => { limit += AT_ONCE; show(); };
  chips.forEach((chip) => chip.addEventListener("click", () => { chip.ariaPressed = String(chip.ariaPressed !== "true"); again(); }));
  search.addEventListener("input", again);
  search.addEventListener("keydown", (event) => { if (event.key === "Escape") { search.value = ""; again(); } });
  further?.querySelector("button").addEventListener("click", more);
  if (further && "IntersectionObserver" in window) new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) more(); }).observe(further);
  const sort = (head) => {
    const key = head.dataset.sort, down = head.ariaSort === "ascending" ? -1 : 1, numeric = key !== "title";
    heads.forEach((one) => one.removeAttribute("aria-sort"));
    head.ariaSort = down > 0 ? "ascending" : "descending";
    const value = (question) => (numeric ? Number(question.dataset[key]) : question.dataset[key]);
    const compare = numeric ? (a, b) => value(a) - value(b) : (a, b) => value(a).localeCompare(value(b));
    questions.sort((a, b) => down * compare(a, b) || a.dataset.order - b.dataset.order);
    table.append(...questions);
    again();
  };
  heads.forEach((head) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  });

  // Links lead to what is not yet in place, too.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    const home = homes.get(id);
    if (home) { unfold(home); home.open = true; }
    const target = document.getElementById(id);
    if (!target) return;
    const question = target.closest(".question");
    if (question) question.hidden = false;
    const fold = target.matches("details") ? target : target.querySelector(":scope > tr > td > details");
    if (fold) { unfold(fold); fold.open = true; }
    all(".here").forEach((one) => one.classList.remove("here"));
    (target.matches(".place") ? target.closest(".text").querySelector(`#${CSS.escape(id)} ~ mark`) : target).classList.add("here");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.matches(".place") ? "center" : "start" });
  };
  const open = (state) => {
    questions.forEach((question) => {
      const fold = question.querySelector("details");
      if (state && question.hidden) return;
      if (state) unfold(fold);
      fold.open = state;
    });
  };
  opener.addEventListener("click", () => {
    const state = opener.ariaPressed !== "true";
    opener.ariaPressed = String(state);
    opener.textContent = state ? "Close all" : "Open all";
    open(state);
  });
  addEventListener("beforeprint", () => { if (homes.size <= MANY) open(true); });
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) reveal();
  });
  controls.hidden = false;
  show();
  reveal();
})();
