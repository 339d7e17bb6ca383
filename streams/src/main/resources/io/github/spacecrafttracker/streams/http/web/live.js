// Updates the page when the feed reports a change. The server renders everything: after a change
// the page is fetched again, and sections that differ are replaced. So there is only one rendering,
// and no text becomes HTML here.

import { drawChart } from './chart.js';
import { updateAges, updateForm, updateTimes } from './times.js';

const REFRESH_INTERVAL = 60_000; // Ages grow, and data may be confirmed without a change.
const SECOND_REFRESH_DELAY = 2_000; // The lists come from other topics than the changes and can arrive later.
const FETCH_TIMEOUT = 20_000;
const NOT_READY_DELAY = 5_000;
const MAX_RECONNECT_DELAY = 60_000;

const body = document.body;
const connection = document.getElementById('connection');
const announcement = document.getElementById('announcement');
const sections = () => [...document.querySelectorAll('[data-live]')];
const changeItems = () => [...document.querySelectorAll('.changes > li')];

// The HTML of each section as the server sent it. The section on the page differs from it once
// times are updated.
const received = new Map(sections().map(section => [section.id, html(section)]));

// Returns the HTML of a section without the times in it, because the script updates them.
function html(section) {
  const copy = section.cloneNode(true);
  copy.querySelectorAll('[data-age-of], time').forEach(time => time.replaceChildren());
  return copy.innerHTML;
}

// ---- Refreshing

let isRefreshing = false;
let isRefreshRequested = false;

async function refresh() {
  if (isRefreshing) {
    isRefreshRequested = true;
    return;
  }
  isRefreshing = true;
  try {
    // Without a timeout, a request that is never answered would prevent all later refreshes.
    const reply = await fetch(location.href, { cache: 'no-cache', signal: AbortSignal.timeout(FETCH_TIMEOUT) });
    if (reply.status === 503) {
      // The server has just started. The data on this page is older but complete.
      setTimeout(refresh, NOT_READY_DELAY);
    } else if (reply.headers.get('Content-Type')?.startsWith('text/html')) {
      update(new DOMParser().parseFromString(await reply.text(), 'text/html'));
    }
  } catch {
    // The state of the connection is shown.
  }
  isRefreshing = false;
  if (isRefreshRequested) {
    isRefreshRequested = false;
    setTimeout(refresh, 1_000);
  }
}

function update(page) {
  const knownIds = new Set(changeItems().map(item => item.id));
  const newSections = [...page.querySelectorAll('[data-live]')];
  if (sections().map(section => section.id).join() !== newSections.map(section => section.id).join()) {
    // The server has become ready, or it sent another kind of page.
    replaceChildren(document.getElementById('main'), page.getElementById('main'));
    updateForm();
    newSections.forEach(section => received.set(section.id, html(section)));
  }
  for (const section of newSections) {
    if (received.get(section.id) !== html(section)) {
      received.set(section.id, html(section));
      replaceChildren(document.getElementById(section.id), section);
    }
  }
  announce(changeItems().filter(item => knownIds.size > 0 && !knownIds.has(item.id)));
  updateTimes();
  drawChart();
}

// Keeps the scroll position, open details, and the focus on the same element if it still exists.
function replaceChildren(section, replacement) {
  const selector = section.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
  const open = [...section.querySelectorAll('details[open]')].map(details => details.id);
  const [x, y] = [scrollX, scrollY];
  section.replaceChildren(...[...replacement.childNodes].map(node => document.adoptNode(node)));
  open.forEach(id => document.getElementById(id)?.setAttribute('open', ''));
  if (selector) {
    (section.querySelector(selector) ?? document.getElementById('main')).focus({ preventScroll: true });
  }
  scrollTo({ left: x, top: y, behavior: 'instant' });
  markFailedPictures(section);
}

// Returns a selector of an element by its id, or by its link or tag in the closest element that has
// an id.
function selectorOf(element) {
  if (element.id) {
    return `#${CSS.escape(element.id)}`;
  }
  const href = element.getAttribute('href');
  const own = href === null ? element.localName : `[href="${CSS.escape(href)}"]`;
  return `:is(#${CSS.escape(element.closest('[id]').id)}, :scope) ${own}`;
}

// Highlights new changes, and lets screen readers read them out.
function announce(items) {
  items.forEach(item => item.classList.add('new'));
  if (items.length > 0) {
    announcement.textContent = items.map(item => item.querySelector('.sentence').textContent).join('. ');
  }
}

// ---- Pictures that cannot be loaded

function markFailedPictures(section) {
  for (const picture of section.querySelectorAll('.frame img')) {
    const markFailed = () => picture.parentElement.classList.add('failed');
    picture.addEventListener('error', markFailed);
    if (picture.complete && picture.naturalWidth === 0) {
      markFailed();
    }
  }
}

// ---- The feed

let source;
let reconnectTimer;
let refreshTimer = null;
let cursor = '';
let failures = 0;
let disconnectedSince = null;

function onChange(event) {
  cursor = event.lastEventId;
  if (refreshTimer === null) {
    // A random delay, so that not all clients send a request at the same moment.
    refreshTimer = setTimeout(() => {
      refreshTimer = null;
      refresh();
      setTimeout(refresh, SECOND_REFRESH_DELAY);
    }, 100 + Math.random() * 400);
  }
}

function connect() {
  const separator = body.dataset.feed.includes('?') ? '&' : '?';
  source = new EventSource(body.dataset.feed + (cursor ? `${separator}since=${encodeURIComponent(cursor)}` : ''));
  for (const type of body.dataset.types.split(' ')) {
    source.addEventListener(type, onChange);
  }
  source.addEventListener('open', () => {
    failures = 0;
    const wasDisconnected = disconnectedSince !== null;
    disconnectedSince = null;
    showConnection();
    if (wasDisconnected) {
      refresh();
    }
  });
  source.addEventListener('error', () => {
    disconnectedSince ??= new Date();
    showConnection();
    if (source.readyState === EventSource.CLOSED) {
      // The server rejected the request, so the browser does not reconnect by itself.
      failures++;
      if (failures > 1) {
        cursor = ''; // The cursor may be the reason. It is not needed, because the whole page is fetched anyway.
      }
      reconnectTimer = setTimeout(
        connect,
        Math.min(MAX_RECONNECT_DELAY, 1_000 * 2 ** failures) * (0.5 + Math.random() / 2),
      );
    }
  });
}

// A browser has few connections to one server and keeps pages in memory after the user leaves them.
// A page that is not visible therefore holds no connection.
function disconnect() {
  clearTimeout(reconnectTimer);
  source?.close();
  source = undefined;
  disconnectedSince = null;
}

function resume() {
  if (!source && !document.hidden) {
    connect();
    showConnection();
    refresh();
  }
}

function showConnection() {
  const state = source?.readyState === EventSource.OPEN ? 'live' : disconnectedSince ? 'disconnected' : 'connecting';
  const time = disconnectedSince?.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const text = {
    live: 'Live',
    connecting: 'Connecting',
    disconnected: `Reconnecting. Not live since ${time}`,
  }[state];
  connection.hidden = false;
  connection.dataset.state = state;
  if (connection.textContent !== text) {
    connection.textContent = text;
  }
}

markFailedPictures(document);
updateTimes();
drawChart();
if (!document.hidden) {
  connect();
}
showConnection();
setInterval(updateAges, 5_000);
setInterval(() => document.hidden || refresh(), REFRESH_INTERVAL);
addEventListener('pagehide', disconnect);
addEventListener('pageshow', resume);
document.addEventListener('visibilitychange', () => (document.hidden ? disconnect() : resume()));
