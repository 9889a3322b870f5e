// The page holds what came so far, the oldest first; this turns it round and adds what comes on top, where it is seen. The browser itself connects again where a connection ends, and
// sends the cursor of the last message, so that nothing is missed or shown twice.
function cell(label, ...parts) {
  const td = document.createElement("td");
  td.dataset.label = label;
  td.append(...parts);
  return td;
}

function text(name, value, { className = "", lang = "" } = {}) {
  const element = document.createElement(name);
  element.textContent = value;
  if (className) element.className = className;
  if (lang) element.lang = lang;
  return element;
}

function about(event) {
  if (!event.address) return text("span", event.title, { lang: event.lang });
  const link = text("a", event.title || event.subject, { lang: event.lang });
  link.href = event.address;
  return link;
}

function row(event, body) {
  const tr = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.append(text("span", event.name, { className: "name" }), document.createElement("br"), text("span", event.type, { className: "subtle sink", lang: "en" }));
  tr.append(
    head,
    cell(body.dataset.about, about(event), document.createElement("br"), text("span", event.subject, { className: "subtle sink" })),
    cell(body.dataset.when, text("span", event.time, { className: "name" })),
  );
  return tr;
}

function follow(table) {
  const body = table.tBodies[0];
  const live = document.querySelector(".live");
  const say = (words) => {
    live.hidden = false;
    if (live.textContent !== words) live.textContent = words;
  };
  body.setAttribute("aria-live", "polite");
  body.append(...[...body.rows].reverse());
  const source = new EventSource(table.dataset.events);
  say(live.dataset.live);
  source.addEventListener("events", (message) => {
    say(live.dataset.live);
    for (const event of JSON.parse(message.data)) {
      body.prepend(row(event, body));
      document.querySelector("p.empty")?.remove();
    }
  });
  source.addEventListener("trouble", () => say(live.dataset.trouble));
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) say(live.dataset.broken);
  });
}

document.querySelectorAll("table[data-events]").forEach(follow);
