// The page's script, a convenience only: search in the movements, the day of the map, figures under the pointer.
// It reads the JSON beside it, writes text nodes only, and asks no other machine for anything.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const moves = data.movements, rows = moves.day.length;
  const modes = ["road", "rail", "air", "sea"];
  const count = (n) => (n < 0 ? "−" : "") + String(Math.abs(n)).replace(/\B(?=(\d{3})+$)/g, ",");
  const counted = (n, one, many) => `${count(n)} ${n === 1 ? one : many}`;
  const dateOf = (day) => new Date((data.start + day) * 86400000);
  const iso = (day) => dateOf(day).toISOString().slice(0, 10);
  const words = (day, weekday) => dateOf(day).toLocaleDateString("en-GB",
    { day: "numeric", month: "long", year: "numeric", timeZone: "UTC", ...(weekday ? { weekday: "long" } : {}) });
  const site = (s) => data.sites[s][0];
  const ends = (r) => {
    const link = data.links[moves.link[r]];
    return moves.back[r] ? [link[1], link[0]] : [link[0], link[1]];
  };
  const modeOf = (r) => data.links[moves.link[r]][2];
  const fleet = (r) => (moves.fleet[r] < 0 ? "by itself" : data.fleets[moves.fleet[r]]);
  const what = (r) => (moves.item[r] < 0 ? "people" : data.items[moves.item[r]]);
  const permission = (r) => (moves.permission[r] < 0 ? "" : data.permissions[moves.permission[r]]);
  const order = Array.from({ length: rows }, (_, r) => r).sort((a, b) => moves.day[a] - moves.day[b] || a - b);

  // ---- movements ----
  const PAGE = 100;
  let found = order, place = 0;
  const cell = (tag, text, kind) => {
    const node = document.createElement(tag);
    if (kind) node.className = kind;
    if (tag === "th") node.scope = "row";
    const inner = document.createElement("bdi");
    inner.textContent = text;
    node.append(inner);
    return node;
  };
  const by = (r) => {
    let text = `${modes[modeOf(r)]}, ${fleet(r)}`;
    if (moves.fleet[r] >= 0) text += ` ${moves.vehicle[r]}`;
    return moves.trip[r] > 1 ? `${text}, trip ${moves.trip[r]}` : text;
  };
  const showRow = (r) => {
    const row = document.createElement("tr"), [from, to] = ends(r);
    row.append(cell("th", words(moves.day[r])),
      cell("td", moves.takes[r] === 0 ? "same day" : words(moves.day[r] + moves.takes[r]), "text"));
    const way = cell("td", site(from), "text"), far = document.createElement("bdi");
    far.textContent = site(to);
    way.append(" → ", far);
    row.append(way, cell("td", by(r), "text"), cell("td", data.units[moves.unit[r]], "text"),
      cell("td", what(r), "text"), cell("td", count(moves.quantity[r])), cell("td", permission(r), "text id"));
    return row;
  };
  const show = () => {
    const part = found.slice(place, place + PAGE);
    document.querySelector("#movements table").tBodies[0].replaceChildren(...part.map(showRow));
    let people = 0, items = 0;
    for (const r of found) if (moves.item[r] < 0) people += moves.quantity[r]; else items += moves.quantity[r];
    $("find-count").textContent = found.length === 0 ? "Nothing matches."
      : `${counted(found.length, "row", "rows")}: ${counted(people, "person moves", "people move")}, ` +
        `${counted(items, "item", "items")}; legs are counted one by one.`;
    $("find-pages").hidden = found.length <= PAGE;
    $("find-place").textContent = `${count(place + 1)} – ${count(place + part.length)} of ${count(found.length)}`;
    $("find-back").disabled = place === 0;
    $("find-on").disabled = place + PAGE >= found.length;
  };
  let texts = null;
  const textOf = (r) => {
    texts ??= new Array(rows);
    if (texts[r] === undefined) {
      const [from, to] = ends(r);
      texts[r] = [site(from), site(to), by(r), data.units[moves.unit[r]], what(r), permission(r)].join("\n").toLowerCase();
    }
    return texts[r];
  };
  const find = () => {
    const wanted = $("find-text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const day = $("find-day").value, kind = $("find-what").value, mode = $("find-mode").value;
    const number = day ? Math.round(Date.parse(day) / 86400000) - data.start : null;
    found = order.filter((r) =>
      (number === null || moves.day[r] === number) &&
      (!kind || (kind === "people") === (moves.item[r] < 0)) &&
      (!mode || modeOf(r) === Number(mode)) &&
      wanted.every((w) => textOf(r).includes(w)));
    place = 0;
    show();
  };
  if ($("find")) {
    $("find").hidden = false;
    $("find").addEventListener("submit", (event) => event.preventDefault());
    $("find").addEventListener("reset", () => setTimeout(find, 0));
    let timer = 0;
    $("find-text").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 150); });
    for (const id of ["find-day", "find-what", "find-mode"]) $(id).addEventListener("change", find);
    $("find-back").addEventListener("click", () => { place = Math.max(0, place - PAGE); show(); });
    $("find-on").addEventListener("click", () => { place += PAGE; show(); });
    find();
  }
  const goToDay = (day) => {
    if (!$("find")) return;
    $("find-day").value = iso(day);
    find();
    $("movements").scrollIntoView();
    $("find-day").focus({ preventScroll: true });
  };

  // ---- map ----
  const flowsOf = new Map(); // day → link → [[missions, people, items] forwards, backwards]
  const seen = new Set();
  for (let r = 0; r < rows; r++) {
    const day = moves.day[r], link = moves.link[r], back = moves.back[r];
    const self = moves.fleet[r] < 0, people = moves.item[r] < 0;
    if (!flowsOf.has(day)) flowsOf.set(day, new Map());
    const links = flowsOf.get(day);
    if (!links.has(link)) links.set(link, [[0, 0, 0], [0, 0, 0]]);
    const flow = links.get(link)[back];
    const mission = `${moves.fleet[r]} ${moves.vehicle[r]} ${day} ${moves.trip[r]}`;
    if (self) flow[0] += people ? 0 : moves.quantity[r];
    else if (!seen.has(mission)) { seen.add(mission); flow[0]++; }
    flow[people ? 1 : 2] += moves.quantity[r];
  }
  const levelAt = (s, day) => {
    const row = data.sites[s];
    let at = 1;
    while (at + 3 < row.length && row[at + 3] <= day) at += 3;
    return [row[at + 1], row[at + 2]];
  };
  const nodes = [...document.querySelectorAll("[data-site]")];
  const lines = [...document.querySelectorAll("[data-link]")];
  let largest = 1;
  for (const node of nodes) {
    if (node.classList.contains("abroad")) continue;
    const row = data.sites[Number(node.dataset.site)];
    for (let i = 2; i < row.length; i += 3) largest = Math.max(largest, row[i]);
  }
  for (const line of lines) {
    line.dataset.width = line.querySelector(".line").getAttribute("stroke-width");
    line.dataset.arrows = [...line.querySelectorAll(".arrow")].map((a) => Number(!a.classList.contains("off"))).join("");
    line.dataset.idle = Number(line.classList.contains("idle"));
  }
  const drawSites = (day) => {
    for (const node of nodes) {
      const [people] = levelAt(Number(node.dataset.site), day);
      const circle = node.querySelector(".people"), label = node.querySelector(".strength");
      if (circle) circle.setAttribute("r", people > 0 ? Math.min(30, Math.max(4, 30 * Math.sqrt(people / largest))) : 0);
      if (label) label.textContent = people > 0 ? count(people) : label.dataset.idle;
    }
    data.sites.forEach((_, s) => {
      const [people, items] = levelAt(s, day);
      if ($("p" + s)) { $("p" + s).textContent = count(people); $("i" + s).textContent = count(items); }
    });
  };
  const drawLinks = (day) => {
    const flows = flowsOf.get(day) ?? new Map();
    let most = 1;
    for (const flow of flows.values()) most = Math.max(most, flow[0][0] + flow[1][0]);
    for (const line of lines) {
      const flow = flows.get(Number(line.dataset.link)), still = day < 0;
      const total = flow ? flow[0][0] + flow[1][0] : 0;
      line.classList.toggle("idle", still ? line.dataset.idle === "1" : total === 0);
      line.querySelector(".line").setAttribute("stroke-width",
        still ? line.dataset.width : total ? 1.2 + 5 * Math.sqrt(total / most) : 1);
      for (const arrow of line.querySelectorAll(".arrow")) {
        const way = Number(arrow.dataset.way);
        arrow.classList.toggle("off", still ? line.dataset.arrows[way] === "0" : !flow || flow[way][0] === 0);
      }
    }
  };
  const sayDay = (day) => {
    const said = [], flows = flowsOf.get(day) ?? new Map();
    for (const [link, pair] of flows)
      pair.forEach(([missions, people, items], back) => {
        if (missions + people + items === 0) return;
        const [a, b, mode] = data.links[link], from = back ? b : a, to = back ? a : b;
        const parts = [];
        if (people) parts.push(counted(people, "person", "people"));
        if (items) parts.push(counted(items, "item", "items"));
        parts.push(counted(missions, "mission", "missions"));
        said.push([people * 1000 + items, `${site(from)} to ${site(to)} by ${modes[mode]}: ${parts.join(", ")}`]);
      });
    said.sort((x, y) => y[0] - x[0]);
    const more = said.length > 6 ? `; and on ${counted(said.length - 6, "more way", "more ways")}` : "";
    return said.length === 0 ? "It is proposed that nothing departs on this day."
      : `Proposed to depart: ${said.slice(0, 6).map((x) => x[1]).join("; ")}${more}.`;
  };
  if ($("map-day")) {
    const slider = $("map-day"), first = $("map-words").textContent;
    const draw = () => {
      const day = Number(slider.value);
      $("map-date").textContent = day < 0 ? "At the start" : words(day, true);
      slider.setAttribute("aria-valuetext", $("map-date").textContent);
      drawSites(day);
      drawLinks(day);
      $("map-words").textContent = day < 0 ? first : sayDay(day);
    };
    const days = [...flowsOf.keys()].sort((a, b) => a - b);
    const stepTo = (day) => { if (day !== undefined) { slider.value = day; draw(); } };
    slider.addEventListener("input", draw);
    $("map-back").addEventListener("click", () => stepTo(days.filter((d) => d < Number(slider.value)).pop() ?? -1));
    $("map-on").addEventListener("click", () => stepTo(days.find((d) => d > Number(slider.value)) ?? data.days - 1));
    let timer = 0;
    const stop = () => { clearInterval(timer); timer = 0; $("map-play").textContent = "Play"; $("map-play").setAttribute("aria-pressed", "false"); };
    $("map-play").addEventListener("click", () => {
      if (timer) return stop();
      if (Number(slider.value) >= data.days - 1) slider.value = -1;
      $("map-play").textContent = "Stop";
      $("map-play").setAttribute("aria-pressed", "true");
      timer = setInterval(() => {
        stepTo(Number(slider.value) + 1);
        if (Number(slider.value) >= data.days - 1) stop();
      }, Math.max(60, Math.min(400, 30000 / data.days)));
    });
    $("map-controls").hidden = false;
    const frame = document.querySelector("svg.map").parentNode;
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
    draw();
  }

  // ---- figures under the pointer, from the table beside the picture ----
  const table = document.querySelector("#levels-table table");
  const byDay = new Map();
  if (table) for (const row of table.tBodies[0].rows) byDay.set(Number(row.dataset.day), row);
  for (const picture of document.querySelectorAll("svg.levels")) {
    const box = picture.viewBox.baseVal, left = Number(picture.dataset.left), right = Number(picture.dataset.right);
    const readout = document.createElement("div"), line = document.createElementNS(picture.namespaceURI, "line");
    readout.className = "readout";
    readout.hidden = true;
    line.setAttribute("class", "cursor");
    line.setAttribute("y1", picture.dataset.top);
    line.setAttribute("y2", picture.dataset.bottom);
    line.setAttribute("visibility", "hidden");
    picture.append(line);
    picture.parentNode.append(readout);
    const dayAt = (event) => {
      const frame = picture.getBoundingClientRect(), x = (event.clientX - frame.left) * box.width / frame.width;
      const day = Math.floor((x - left) / (right - left) * data.days);
      return x >= left && x <= right && byDay.has(day) ? day : null;
    };
    picture.addEventListener("pointermove", (event) => {
      const day = dayAt(event);
      readout.hidden = day === null;
      line.setAttribute("visibility", day === null ? "hidden" : "visible");
      if (day === null) return;
      const x = left + (day + .5) * (right - left) / data.days, cells = byDay.get(day).cells;
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
      const heading = document.createElement("strong");
      heading.textContent = words(day, true);
      readout.replaceChildren(heading);
      for (let i = 1; i < cells.length; i++) {
        if (cells[i].textContent === "–" || (i > 5 && cells[i].textContent === "0")) continue;
        const entry = document.createElement("div");
        entry.textContent = `${table.tHead.rows[0].cells[i].textContent}: ${cells[i].textContent}`;
        readout.append(entry);
      }
      const shown = picture.getBoundingClientRect().width, at = x * shown / box.width;
      readout.style.left = `${at > shown / 2 ? at - readout.offsetWidth - 12 : at + 12}px`;
    });
    picture.addEventListener("pointerleave", () => { readout.hidden = true; line.setAttribute("visibility", "hidden"); });
    picture.addEventListener("click", (event) => { const day = dayAt(event); if (day !== null) goToDay(day); });
  }
})();
