'use strict';

/** The page asks for slates, sends what is clicked as events, and asks again with their watermark. */
const $ = id => document.getElementById(id);
const KEEP = 'reco.key';
const PAGE = 10;

let slate = {items: [], cursor: ''};
let places = new Map();

async function call(path, options = {}) {
  const response = await fetch(path, {
    ...options,
    headers: {
      'Authorization': 'Bearer ' + $('key').value,
      ...(options.body ? {'Content-Type': 'application/json'} : {}),
    },
  });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(`${body.status} ${body.title}: ${body.detail}`);
  }
  return body;
}

function question(more) {
  const asked = new URLSearchParams({user_id: $('user').value, surface: $('surface').value, count: PAGE});
  for (const [name, value] of Object.entries(more)) {
    if (value) {
      asked.set(name, value);
    }
  }
  return '/api/v1/recommendations?' + asked;
}

async function showSlate(watermark = '') {
  const started = performance.now();
  slate = await call(question({min_watermark: watermark}));
  const took = Math.round(performance.now() - started);
  draw($('slate'), slate.items, 0, places.size > 0);
  places = new Map(slate.items.map((item, at) => [item.item_id, at]));
  $('more').hidden = !slate.cursor;
  drawDecided();
  const degraded = slate.degraded.map(part => `${part.stage}: ${part.cause}`).join(', ');
  say(`${slate.items.length} items in ${took} ms` + (degraded ? `, served without ${degraded}` : ''));
}

async function showMore() {
  const from = places.size;
  const page = await call(question({cursor: slate.cursor}));
  slate.cursor = page.cursor;
  draw($('slate'), page.items, from, false);
  page.items.forEach((item, at) => places.set(item.item_id, from + at));
  $('more').hidden = !page.cursor;
}

async function send(item, event) {
  const accepted = await call('/api/v1/events', {
    method: 'POST',
    body: JSON.stringify({
      user_id: $('user').value,
      item_id: item.item_id,
      event,
      surface: $('surface').value,
      attribution: item.attribution,
    }),
  });
  const line = document.createElement('li');
  line.textContent = `${event} ${item.title || item.item_id}`;
  line.title = 'watermark ' + accepted.watermark;
  $('told').prepend(line);
  await showSlate(accepted.watermark);
}

function draw(list, items, from, compare) {
  const rows = items.map((item, at) => row(item, from + at, compare));
  if (from === 0) {
    list.replaceChildren(...rows);
  } else {
    list.append(...rows);
  }
}

function row(item, place, compare) {
  const line = $('item').content.cloneNode(true).firstElementChild;
  line.querySelector('.title').textContent = item.title || item.item_id;
  line.querySelector('.reason').textContent = item.reason;
  line.querySelector('.sources').textContent = item.sources.join(' · ');
  line.querySelector('.score').textContent = item.score.toFixed(3);
  if (compare) {
    mark(line.querySelector('.change'), places.get(item.item_id), place);
  }
  for (const button of line.querySelectorAll('button')) {
    button.setAttribute('aria-label', `${button.textContent} ${item.title || item.item_id}`);
    button.addEventListener('click', () => attempt(() => send(item, button.dataset.event)));
  }
  return line;
}

function mark(into, before, now) {
  if (before === undefined) {
    into.textContent = 'new';
    into.classList.add('new');
  } else if (before !== now) {
    into.textContent = (before > now ? '↑' : '↓') + Math.abs(before - now);
    into.classList.add(before > now ? 'up' : 'down');
  }
}

function drawDecided() {
  const facts = {request: slate.request_id, watermark: slate.watermark, ...slate.versions};
  $('decided').replaceChildren(...Object.entries(facts).filter(([, value]) => value).flatMap(([name, value]) => {
    const term = document.createElement('dt');
    const fact = document.createElement('dd');
    term.textContent = name;
    fact.textContent = value;
    return [term, fact];
  }));
}

function say(text, bad = false) {
  $('status').textContent = text;
  $('status').classList.toggle('bad', bad);
}

async function attempt(action) {
  try {
    await action();
  } catch (failure) {
    say(failure.message, true);
  }
}

function keep(key) {
  try {
    sessionStorage.setItem(KEEP, key);
  } catch {
    // Without storage the key is typed again next time.
  }
}

function kept() {
  try {
    return sessionStorage.getItem(KEEP) || '';
  } catch {
    return '';
  }
}

$('ask').addEventListener('submit', event => {
  event.preventDefault();
  keep($('key').value);
  places = new Map();
  $('told').replaceChildren();
  attempt(() => showSlate());
});
$('more').addEventListener('click', () => attempt(showMore));

attempt(async () => {
  const start = await (await fetch('/home.json')).json();
  $('users').replaceChildren(...start.users.map(user => new Option(user)));
  $('surface').replaceChildren(...start.surfaces.map(surface => new Option(surface)));
  $('surface').value = start.surfaces.includes('home') ? 'home' : start.surfaces[0];
  $('user').value = new URLSearchParams(location.search).get('user') || start.users[0] || '';
  $('key').value = start.key || kept();
  if ($('user').value && $('key').value) {
    await showSlate();
  } else {
    say('Name a user and give an API key.');
  }
});
