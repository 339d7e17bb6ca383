// Keeps a page as new as the feed. The server writes all of it: whenever something changed the page is fetched again, and
// the sections that differ are taken over from it. So there is one rendering, and no text is made HTML here.

const RENEW_EVERY = 60_000; // Data ages, and who is in space is looked at again, without any change.
const AGAIN_AFTER = 2_000; // The lists are read from other topics than the changes and may come a little later.
const LONGEST_WAIT = 60_000;

const body = document.body;
const connection = document.getElementById('connection');
const news = document.getElementById('news');
const sections = () => [...document.querySelectorAll('[data-live]')];

// What the server last sent of each section; what is shown may have changed by ageing.
const served = new Map(sections().map(section => [section.id, section.innerHTML]));

// ---- Renewing

let renewing = false;
let wanted = false;

async function renew() {
  if (renewing) {
    wanted = true;
    return;
  }
  renewing = true;
  try {
    // Who is not answered in time is not answered: else nothing would be asked ever again.
    const reply = await fetch(location.href, { cache: 'no-cache', signal: AbortSignal.timeout(20_000) });
    if (reply.status === 503) {
      // It has just begun, and still reads. What is shown here is older, but says so.
      setTimeout(renew, 5_000);
    } else if (reply.headers.get('Content-Type')?.startsWith('text/html')) {
      takeOver(new DOMParser().parseFromString(await reply.text(), 'text/html'));
    }
  } catch {
    // The connection's state tells it.
  }
  renewing = false;
  if (wanted) {
    wanted = false;
    setTimeout(renew, 1_000);
  }
}

function takeOver(page) {
  const known = new Set([...document.querySelectorAll('.news > li')].map(item => item.id));
  const found = [...page.querySelectorAll('[data-live]')];
  if (sections().map(it => it.id).join() !== found.map(it => it.id).join()) {
    // Not ready before, or not any more: another page altogether.
    replaceChildren(document.getElementById('main'), page.getElementById('main'));
    found.forEach(section => served.set(section.id, section.innerHTML));
  }
  for (const section of found) {
    if (served.get(section.id) !== section.innerHTML) {
      served.set(section.id, section.innerHTML);
      replaceChildren(document.getElementById(section.id), section);
    }
  }
  tell([...document.querySelectorAll('.news > li')].filter(item => known.size > 0 && !known.has(item.id)));
  tick();
}

// Focus stays where it was, on the same link if that is still there.
function replaceChildren(section, by) {
  const focused = section.contains(document.activeElement) ? document.activeElement : null;
  const key = focused && (focused.id ? `#${CSS.escape(focused.id)}` : `[href="${CSS.escape(focused.getAttribute('href') ?? '')}"]`);
  const [x, y] = [scrollX, scrollY];
  section.replaceChildren(...[...by.childNodes].map(node => document.adoptNode(node)));
  if (key) {
    (section.querySelector(key) ?? document.getElementById('main')).focus({ preventScroll: true });
  }
  scrollTo({ left: x, top: y, behavior: 'instant' });
  watchPictures(section);
}

function tell(items) {
  items.forEach(item => item.classList.add('new'));
  if (items.length > 0) {
    news.textContent = items.map(item => item.querySelector('.headline').textContent).join('. ');
  }
}

// ---- Pictures that do not come

function watchPictures(section) {
  for (const picture of section.querySelectorAll('.frame img')) {
    const failed = () => picture.parentElement.classList.add('failed');
    picture.addEventListener('error', failed);
    if (picture.complete && picture.naturalWidth === 0) {
      failed();
    }
  }
}

// ---- The feed

let source;
let again;
let cursor = '';
let failures = 0;
let notLiveSince = null;
let soon = null;

function changed(event) {
  cursor = event.lastEventId;
  if (soon === null) {
    // Not all readers at the same moment.
    soon = setTimeout(() => {
      soon = null;
      renew();
      setTimeout(renew, AGAIN_AFTER);
    }, 100 + Math.random() * 400);
  }
}

function connect() {
  const separator = body.dataset.feed.includes('?') ? '&' : '?';
  source = new EventSource(body.dataset.feed + (cursor ? `${separator}since=${encodeURIComponent(cursor)}` : ''));
  for (const type of body.dataset.types.split(' ')) {
    source.addEventListener(type, changed);
  }
  source.addEventListener('open', () => {
    failures = 0;
    const wasAway = notLiveSince !== null;
    notLiveSince = null;
    showConnection();
    if (wasAway) {
      renew();
    }
  });
  source.addEventListener('error', () => {
    notLiveSince ??= new Date();
    showConnection();
    if (source.readyState === EventSource.CLOSED) {
      // It was refused, and the browser has given up.
      failures++;
      if (failures > 1) {
        cursor = ''; // Perhaps that was why. The page is fetched as a whole anyway.
      }
      again = setTimeout(connect, Math.min(LONGEST_WAIT, 1_000 * 2 ** failures) * (0.5 + Math.random() / 2));
    }
  });
}

// A browser has few connections to one server, and keeps pages that were left: so who is not looked at holds none.
function disconnect() {
  clearTimeout(again);
  source?.close();
  source = undefined;
  notLiveSince = null;
}

function resume() {
  if (!source && !document.hidden) {
    connect();
    showConnection();
    renew();
  }
}

function showConnection() {
  const state = source?.readyState === EventSource.OPEN ? 'live' : notLiveSince ? 'away' : 'connecting';
  const text = {
    live: 'Live',
    connecting: 'Connecting',
    away: `Connecting again. Not live since ${notLiveSince?.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`,
  }[state];
  connection.hidden = false;
  connection.dataset.state = state;
  if (connection.textContent !== text) {
    connection.textContent = text;
  }
}

// ---- Ages, in the server's words

function words(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  const count = (number, unit) => `${number} ${unit}${number === 1 ? '' : 's'}`;
  if (minutes < 1) {
    return 'less than a minute';
  }
  if (minutes < 120) {
    return count(minutes, 'minute');
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? count(hours, 'hour') : count(Math.floor(hours / 24), 'day');
}

function tick() {
  for (const age of document.querySelectorAll('[data-age-of]')) {
    age.textContent = words(Date.now() - Date.parse(age.dataset.ageOf));
  }
}

watchPictures(document);
if (!document.hidden) {
  connect();
}
showConnection();
setInterval(tick, 10_000);
setInterval(() => document.hidden || renew(), RENEW_EVERY);
addEventListener('pagehide', disconnect);
addEventListener('pageshow', resume);
document.addEventListener('visibilitychange', () => (document.hidden ? disconnect() : resume()));
