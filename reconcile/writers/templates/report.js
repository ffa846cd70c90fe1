(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const controls = document.querySelector(".controls"), chips = all(".chip"), questions = all(".question");
  const search = controls.querySelector("input"), told = controls.querySelector("output"), opener = controls.querySelector(".open-all");
  const words = questions.map((question) => question.textContent.toLowerCase());
  const show = () => {
    const wanted = chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.finding);
    const typed = search.value.toLowerCase().split(/\s+/);
    questions.forEach((question, n) => {
      question.hidden = (wanted.length > 0 && !wanted.includes(question.dataset.finding)) || !typed.every((word) => words[n].includes(word));
    });
    const seen = questions.filter((question) => !question.hidden).length;
    told.value = seen < questions.length ? `${seen} of ${questions.length} shown` : "";
  };
  const open = (state) => all("details").forEach((details) => { details.open = state; });
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    target?.closest("details")?.setAttribute("open", "");
    target?.querySelector("details")?.setAttribute("open", "");
    target?.scrollIntoView();
  };
  controls.hidden = false;
  chips.forEach((chip) => chip.addEventListener("click", () => { chip.ariaPressed = String(chip.ariaPressed !== "true"); show(); }));
  search.addEventListener("input", show);
  opener.addEventListener("click", () => {
    const state = opener.ariaPressed !== "true";
    opener.ariaPressed = String(state);
    opener.textContent = state ? "Close all" : "Open all";
    open(state);
  });
  addEventListener("beforeprint", () => open(true));
  addEventListener("hashchange", reveal);
  reveal();
})();
