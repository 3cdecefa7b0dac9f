// Keeps the page alive: sends forms without leaving it, and takes over what the server has drawn anew.
// The server draws the whole page each time; here only what differs is exchanged, so that focus, open menus and
// half-typed words stay. Without this script every form and link still works, by loading the page again.
"use strict";

const drawn = new WeakMap(); // a region → its HTML as the server drew it, before anybody opened or typed anything
const $ = (id) => document.getElementById(id);

function remember(root) {
  const found = [...root.querySelectorAll("[data-live='leaf'], [data-live='list'] > li")];
  for (const region of root.matches?.("li, [data-live]") ? [root, ...found] : found) drawn.set(region, region.innerHTML);
}

function take(fresh) {
  document.title = fresh.title;
  for (const region of fresh.querySelectorAll("[data-live]")) {
    const old = $(region.id);
    if (!old || !region.isConnected) continue; // it came along with the region around it
    if (region.dataset.live === "list") takeList(old, region);
    else if (region.dataset.live === "keyed" ? old.dataset.key !== region.dataset.key : differs(old, region)) swap(old, region);
  }
  markNew();
  opened();
}

const differs = (old, fresh) => drawn.get(old) !== fresh.innerHTML;

function swap(old, fresh) {
  const path = focusPath(old);
  old.querySelector("dialog[open]")?.close(); // gives the focus back
  const mine = document.adoptNode(fresh);
  remember(mine);
  old.replaceWith(mine);
  for (const list of mine.querySelectorAll(".lines")) toEnd(list);
  if (path !== null) focusable(mine)[path]?.focus({ preventScroll: true });
}

const focusable = (root) => [...root.querySelectorAll("a, button, input, select, textarea, summary")];
function focusPath(root) {
  return root.contains(document.activeElement) ? focusable(root).indexOf(document.activeElement) : null;
}

function takeList(list, fresh) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80, follows = isMine(list);
  const last = list.lastElementChild;
  const ids = new Set([...fresh.children].map((line) => line.id));
  for (const line of [...list.children]) if (!ids.has(line.id)) line.remove();
  let before = null;
  for (const line of [...fresh.children]) {
    const old = $(line.id);
    if (old && old.parentElement === list) {
      if (differs(old, line)) swap(old, line);
    } else {
      const mine = document.adoptNode(line);
      mine.classList.add("arrived");
      remember(mine);
      before ? before.after(mine) : list.prepend(mine);
      announce(mine.dataset.said);
    }
    before = $(line.id);
  }
  if (atEnd || (follows && last !== list.lastElementChild)) toEnd(list);
}

function toEnd(list) {
  const last = list.lastElementChild; // one that is longer than the screen is read from its top
  if (last) list.scrollTop = Math.min(list.scrollHeight, last.offsetTop - list.offsetTop - 8);
  left.set(list, list.scrollTop);
}

// What I asked for comes into view, also below something long that I was reading, unless I have scrolled since.
const left = new WeakMap(); // a list → where it stood when I did something, or was last brought to its end
let did = -Infinity;
const isMine = (list) => performance.now() - did < 20_000 && left.get(list) === list.scrollTop;

function doing() {
  did = performance.now();
  for (const list of document.querySelectorAll(".lines")) left.set(list, list.scrollTop);
}

function announce(said) {
  if (said) $("announce").textContent = said;
}

// ── Going somewhere, doing something ──

let line = Promise.resolve(); // one after the other: no page is taken over that is older than the one that stands there
let waiting = false;

function ask(url, options) {
  line = line.then(() => fetched(url, options)).catch(() => announce("The desk does not answer."));
  return line;
}

function askAgain() {
  if (waiting) return; // what waits already will see this as well
  waiting = true;
  line = line.then(() => {
    waiting = false;
    return fetched(location.href);
  }).catch(() => {}); // the next news comes soon
}

async function fetched(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) return announce(await response.text());
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  moveTo(response.url, options);
  take(fresh);
}

function moveTo(url, options) {
  if (url !== location.href && (options?.method === "POST" || options?.push)) history.pushState(null, "", url);
}

document.addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  event.preventDefault();
  doing();
  const body = new URLSearchParams(new FormData(form, button));
  const open = new URLSearchParams(location.search).get("open");
  if (open && !body.has("open")) body.set("open", open);
  button?.closest("details")?.removeAttribute("open");
  const says = form.matches(".composer"); // who types fast goes on while the last words are on their way
  const buttons = says ? [] : [...form.querySelectorAll("button")];
  buttons.forEach((one) => one.setAttribute("aria-disabled", "true"));
  const action = button?.hasAttribute("formaction") ? button.formAction : form.action;
  try {
    if (says) form.elements.words.value = "";
    await ask(action, { method: "POST", body });
  } finally {
    buttons.forEach((one) => one.removeAttribute("aria-disabled"));
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled='true']")) event.preventDefault();
  const link = event.target.closest("a[href^='/desk/']");
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    ask(link.href, { push: true }).then(() => document.activeElement === document.body && $("main").querySelector("h1")?.focus());
  }
  for (const menu of document.querySelectorAll("details[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else document.querySelector(".panel .close")?.click();
});

addEventListener("popstate", askAgain);

document.addEventListener("toggle", (event) => event.target.open && event.target.scrollIntoView({ block: "nearest" }), true);

// ── Dialogs, unread rooms, news ──

function opened() {
  const dialog = document.querySelector("#dialog dialog");
  if (!dialog || dialog.dataset.shown) return;
  dialog.dataset.shown = "yes";
  dialog.close();
  dialog.showModal();
  (dialog.querySelector("[aria-invalid]") ?? dialog.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog.querySelector("[formaction]").click();
  });
}

function markNew() {
  const read = JSON.parse(sessionStorage.getItem("read") ?? "{}");
  for (const room of document.querySelectorAll("[data-room]")) {
    const { room: id, latest } = room.dataset;
    if (room.getAttribute("aria-current") || !(id in read)) read[id] = Number(latest);
    room.querySelector(".new").hidden = Number(latest) <= read[id];
  }
  sessionStorage.setItem("read", JSON.stringify(read));
}

remember(document.body);
for (const list of document.querySelectorAll(".lines")) toEnd(list);
markNew();
opened();
new EventSource("/desk/news").onmessage = askAgain;
