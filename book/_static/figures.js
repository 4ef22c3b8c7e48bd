/* Moving figures.  Every state was computed when the book was built; this looks states up in tables.
   A table's entry is found by the positions of the controls on which it depends. */
(() => {
  const start = (figure) => {
    const data = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    const all = (selector) => [...figure.querySelectorAll(selector)];
    const controls = all("[data-control]");
    const sentence = figure.querySelector(".mf-sentence");
    const done = all(".mf-done");
    const table = figure.querySelector(".mf-table");
    let timer;

    const look = ([axes, entries, different], state) => {
      const entry = entries[axes.reduce((place, axis) => place * data.sizes[axis] + state[axis], 0)];
      return different ? different[entry] : entry;
    };

    const apply = (nodes, state) => nodes.forEach((node) => {
      for (const [key, table] of data.bindings[node.dataset.m]) {
        const value = look(data.tables[table], state);
        if (key) node.setAttribute(key, value);
        else node.textContent = value;
      }
    });

    const moving = all("[data-m]");
    const drawn = moving.filter((node) => !sentence.contains(node));
    const said = moving.filter((node) => sentence.contains(node));

    const update = () => {
      const state = controls.map((control) => Number(control.value));
      controls.forEach((control, k) => {
        if (control.type === "range") control.setAttribute("aria-valuetext", data.said[k][state[k]]);
      });
      apply(drawn, state);
      data.goals.forEach((goal, k) => {
        if (look(goal, state) && !done[k].textContent) done[k].textContent = "✓ reached";
      });
      clearTimeout(timer);  // one announcement a change, not one for each step of a drag
      timer = setTimeout(() => apply(said, state), 150);
    };

    const predict = (event) => {
      const chosen = event.target.closest("[data-predict]");
      if (!chosen) return;
      all("[data-predict]").forEach((button) => button.setAttribute("aria-pressed", button === chosen));
      figure.querySelector(".mf-verdict").textContent = chosen.dataset.predict === "1"
        ? "That is what happens; the figure now shows it."
        : "Something else happens; the figure now shows it.";
      figure.querySelector(".mf-because").open = true;
      controls.forEach((control, k) => { control.value = data.reveal[k]; });
      update();
    };

    figure.addEventListener("input", update);
    figure.addEventListener("click", predict);
    table.open = false;
    const print = matchMedia("print");
    print.addEventListener("change", () => { table.open = print.matches; });
    figure.classList.add("mf-live");
  };

  const begin = () => document.querySelectorAll("section.mf").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
