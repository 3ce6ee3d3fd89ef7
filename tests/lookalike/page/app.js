/* The look-alike's page: a plain script, as the site's own would be one. */
"use strict";

const PAGE = 10;
const RECONNECT_MS = [50, 100, 200, 400];

const part = (id) => document.getElementById(id);
const json = (text) => JSON.parse(text);

let me = null;
let socket = null;
let attempts = 0;
let open = null;
let chats = [];
let nextOffset = 0;
let shown = [];
const users = new Map();

/** What tests wait for. */
function tell(name, value) {
  document.body.dataset[name] = String(value);
}

let busy = 0;
async function work(task) {
  tell("busy", ++busy);
  try {
    await task();
  } catch (error) {
    // What was asked by somebody who has signed out meanwhile.
    part("problem").textContent = String(error);
  } finally {
    tell("busy", --busy);
  }
}

async function get(path) {
  const response = await fetch(path, { headers: signed(path) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return await response.json();
}

function getByXhr(path) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", path);
    for (const [name, value] of Object.entries(signed(path))) {
      request.setRequestHeader(name, value);
    }
    request.onload = () => resolve(json(request.responseText));
    request.onerror = () => reject(new Error(path));
    request.send();
  });
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...signed(path) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return await response.json();
}

/** The site's own code computes headers like these. */
function signed(path) {
  return { "app-token": "33d57ade", sign: `${path.length}:${me?.id ?? 0}` };
}

async function start() {
  const path = document.body.dataset.identity;
  const response = await fetch(path, { headers: signed(path) });
  const answer = response.ok ? await response.json() : null;
  const user = answer?.user ?? answer;
  if (!user?.id) return tell("state", "signed-out");
  await enter(user);
}

async function enter(user) {
  me = user;
  part("me").textContent = user.name;
  connect();
  await loadChats();
  tell("state", "ready");
}

async function signIn(email) {
  await post("/api2/v2/users/login", { email, password: `of ${email}` });
  if (part("reload").checked) return location.reload();
  await start();
}

async function signOut() {
  const path = "/api2/v2/users/logout";
  await fetch(path, { method: "POST", headers: signed(path) });
  if (part("reload").checked) return location.reload();
  me = null;
  open = null;
  chats = [];
  shown = [];
  nextOffset = 0;
  const last = socket;
  socket = null;
  last?.close();
  part("me").textContent = "";
  part("chats").replaceChildren();
  part("messages").replaceChildren();
  tell("live", "closed");
  tell("state", "signed-out");
}

async function loadChats() {
  const page = await get(
    `/api2/v2/chats?limit=${PAGE}&offset=${nextOffset}&order=recent`,
  );
  chats = [...chats, ...page.list];
  nextOffset = page.nextOffset;
  const unknown = page.list.map(({ withUser }) => withUser.id)
    .filter((id) => !users.has(id));
  if (unknown.length > 0) {
    const query = unknown.map((id) => `m[]=${id}`).join("&");
    const found = await get(`/api2/v2/users/list?${query}`);
    for (const user of Object.values(found)) users.set(user.id, user);
  }
  for (const { withUser } of page.list) addChat(withUser.id);
  tell("chats", chats.length);
  part("more").hidden = !page.hasMore;
}

function addChat(id) {
  const button = document.createElement("button");
  button.dataset.chat = id;
  button.textContent = users.get(id)?.name ?? String(id);
  button.onclick = () => work(() => openChat(id));
  part("chats").append(button);
}

async function openChat(id) {
  const page = await get(
    `/api2/v2/chats/${id}/messages?limit=${PAGE}&offset=0&order=desc`,
  );
  open = id;
  shown = page.list.toReversed();
  tell("open", id);
  show(page.hasMore);
}

async function loadOlder() {
  const before = shown[0]?.id;
  const page = await getByXhr(
    `/api2/v2/chats/${open}/messages?limit=${PAGE}&offset=0&id=${before}&order=desc`,
  );
  shown = [...page.list.toReversed(), ...shown];
  show(page.hasMore);
}

async function loadSubscribers() {
  const page = await getByXhr(
    "/api2/v2/subscriptions/subscribers?limit=50&offset=0&type=active",
  );
  tell("subscribers", page.list.length);
}

function show(hasMore) {
  part("older").hidden = !hasMore;
  part("messages").replaceChildren(
    ...shown.slice(-60).map((message) => {
      const line = document.createElement("li");
      line.dataset.message = message.id;
      line.textContent = message.text.replace(/<[^>]*>/g, " ");
      return line;
    }),
  );
  tell("shown", shown.length);
}

async function send(text) {
  const message = await post(`/api2/v2/chats/${open}/messages`, {
    text: `<p>${text}</p>`,
    lockedText: false,
    mediaFiles: [],
    price: 0,
  });
  add(message);
}

function add(message) {
  if (shown.some(({ id }) => id === message.id)) return;
  shown.push(message);
  show(!part("older").hidden);
}

let frames = 0;
let live = 0;

function connect() {
  const { host } = location;
  const opened = new WebSocket(`ws://${host}/ws3/1`);
  const user = me;
  socket = opened;
  opened.onopen = () => {
    attempts = 0;
    opened.send(JSON.stringify({ act: "connect", token: user.wsAuthToken }));
  };
  opened.onmessage = ({ data }) => take(opened, json(data));
  opened.onclose = () => {
    if (socket !== opened) return;
    tell("live", "closed");
    const wait = RECONNECT_MS[attempts++] ?? RECONNECT_MS.at(-1);
    setTimeout(() => {
      if (socket === opened) connect();
    }, wait);
  };
}

function take(from, frame) {
  tell("frames", ++frames);
  if (frame.connected) {
    tell("live", "open");
    from.send(JSON.stringify({ act: "get_onlines", ids: [] }));
  }
  const message = frame.api2_chat_message;
  if (message === undefined) return;
  tell("messages", ++live);
  const chat = message.fromUser.id === me?.id
    ? message.toUser?.id
    : message.fromUser.id;
  if (chat === open) add(message);
}

part("more").onclick = () => work(loadChats);
part("older").onclick = () => work(loadOlder);
part("subscribers").onclick = () => work(loadSubscribers);
part("out").onclick = () => work(signOut);
for (const button of document.querySelectorAll("[data-email]")) {
  button.onclick = () => work(() => signIn(button.dataset.email));
}
part("writer").onsubmit = (event) => {
  event.preventDefault();
  const field = part("text");
  const text = field.value;
  field.value = "";
  work(() => send(text));
};

work(start);
