// The page works without this file. With it, a change in the notes arrives by itself, a form changes only the page's
// main part, the typed line is previewed, and there are keys.
"use strict";
(() => {
  const root = document.documentElement, one = (what, from = document) => from.querySelector(what);
  const all = (what) => [...document.querySelectorAll(what)];
  const typing = (e) => e && e.matches && e.matches("input, textarea, select");
  let asked = 0;

  // What the user did in the main part, which a new main part gets again.
  const state = () => ({
    id: document.activeElement && document.activeElement.id,
    open: all("main details[open][id]").map((e) => e.id),
    typed: all("main input[id], main textarea[id], main select[id]").filter((e) => e.value !== (e.defaultValue ?? e.value)).map((e) => [e.id, e.value]),
    left: one(".map")?.scrollLeft,
  });
  const restore = (was) => {
    was.open.forEach((id) => { const e = document.getElementById(id); if (e) e.open = true; });
    was.typed.forEach(([id, value]) => { const e = document.getElementById(id); if (e) e.value = value; });
    if (one(".map")) one(".map").scrollLeft = was.left;
    const e = was.id && document.getElementById(was.id);
    if (e && e.closest("main")) e.focus({ preventScroll: true });
  };
  const put = (html, kept) => {
    const page = new DOMParser().parseFromString(html, "text/html"), next = one("main", page);
    if (!next) return false;
    const message = kept && one("main > .message");
    if (message && !one(".message", next)) next.prepend(message);
    one("main").replaceWith(document.adoptNode(next));
    document.title = page.title;
    root.dataset.generation = page.documentElement.dataset.generation;
    if (kept) restore(kept);
    return true;
  };

  const send = async (form, button) => {
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    const item = form.closest("[data-item]"), next = item && item.nextElementSibling;
    const answer = await fetch(form.action, { method: "POST", body });
    if (!put(await answer.text())) return location.assign("/");
    if (form.dataset.act === "write" && answer.ok && answer.redirected) clear();
    if (answer.redirected) history.replaceState(null, "", plain(answer.url));
    const to = (next && next.id && document.getElementById(next.id)) || one("main");
    to.focus({ preventScroll: true });
    one(".message")?.scrollIntoView({ block: "nearest" });
    one("#said").textContent = one(".message > p")?.textContent || "";
  };
  const plain = (address) => { const url = new URL(address); ["wrote", "undone"].forEach((key) => url.searchParams.delete(key)); return url; };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".line")) {
      const write = one("#preview [data-act=write]");
      event.preventDefault();
      if (write && line.value.trim() === one("[name=line]", write).value) send(write);
      else preview();
    } else if (form.matches("[data-preview]") && form.closest("#preview")) {
      event.preventDefault();
      const ask = new URLSearchParams(new FormData(form));
      if (event.submitter) ask.append(event.submitter.name, event.submitter.value);
      preview(ask);
    } else if (form.method === "post") {
      event.preventDefault();
      send(form, event.submitter);
    }
  });

  const line = document.getElementById("line"), shown = document.getElementById("preview");
  const clear = () => { line.value = ""; shown.replaceChildren(); };
  const preview = async (ask) => {
    const number = ++asked;
    if (!line.value.trim()) return shown.replaceChildren();
    const query = ask || new URLSearchParams({ line: line.value, back: location.pathname + location.search });
    query.set("part", "1");
    const answer = await fetch("/log?" + query);
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    if (number === asked && answer.ok) shown.replaceChildren(...made.childNodes);
  };
  let waiting;
  if (line) {
    line.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(preview, 120); });
    line.addEventListener("keydown", (event) => { if (event.key === "Escape") { clear(); line.blur(); } });
    if (line.value && !["/log", "/add"].includes(location.pathname)) preview();
  }
  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-offer]"), begun = event.target.closest("[data-line]");
    all(".menu[open]").forEach((menu) => { menu.open = menu.contains(event.target); });
    const copy = event.target.closest("[data-copy]");
    if (copy) { one("#draft").select(); document.execCommand("copy"); copy.focus(); copy.textContent = one("#said").textContent = copy.dataset.copy; }
    if (offer) { line.value = offer.dataset.offer + " "; line.focus(); preview(); }
    if (begun && line) { event.preventDefault(); begin(begun.dataset.line); }
  });
  const begin = (text) => {
    line.value = text; line.focus(); line.setSelectionRange(text.length, text.length);
    line.scrollIntoView({ block: "center" }); preview();
  };

  const refresh = async () => {
    const answer = await fetch(location.href);
    if (answer.ok) put(await answer.text(), state());
  };
  const watch = async () => {
    try {
      const answer = document.hidden || one("dialog[open]") ? {} : await fetch("/changes?since=" + root.dataset.generation);
      if (answer.ok && (await answer.json()).generation > +root.dataset.generation && !typing(document.activeElement?.closest("main") && document.activeElement)) await refresh();
    } catch { /* the server is away: the page stays as it is */ }
    setTimeout(watch, 500);
  };
  watch();

  const move = (by) => {
    const items = all("[data-item]"), at = items.indexOf(document.activeElement?.closest("[data-item]"));
    const to = items[Math.max(0, Math.min(items.length - 1, at < 0 ? 0 : at + by))];
    if (to) { to.focus(); to.scrollIntoView({ block: "nearest" }); }
  };
  const act = (what) => {
    const item = document.activeElement?.closest("[data-item]") || one("[data-item]"), e = item && one(`[data-act=${what}]`, item);
    if (!e) return;
    if (e.matches("details")) { e.open = !e.open; one(e.open ? "button" : "summary", e).focus(); } else e.requestSubmit();
  };
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || one("dialog[open]")) return;
    const key = event.key, go = before === "g" && one(`nav [data-key="${CSS.escape(key)}"]`);
    before = key;
    if (go) { before = ""; go.click(); } else if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (key === "x") act("done");
    else if (key === "s") act("snooze");
    else if (key === "l" && line) begin(line.value || one("[data-line]", document.activeElement?.closest("[data-item]") || one("main > .acts") || line)?.dataset.line || "");
    else if (key === "Escape" && one(".menu[open]")) { const menu = one(".menu[open]"); menu.open = false; one("summary", menu).focus(); }
    else if (key === "u") one("[data-act=undo]")?.requestSubmit();
    else if (key === "/") { const field = one("[data-search]"); if (field) field.focus(); else location.assign("/search"); }
    else if (key === "?") one("#keys").showModal();
    else if (key === "Enter" && event.target.matches("[data-item]")) { one("a", event.target)?.click(); return; }
    else return;
    event.preventDefault();
  });
  const map = one(".map");
  if (map) map.scrollLeft = (map.scrollWidth - map.clientWidth) / 2;
  if (/[?&](wrote|undone)=/.test(location.search)) history.replaceState(null, "", plain(location.href));
})();
