// Writes times in the visitor's time zone, or in UTC if the visitor prefers it. The formats are
// those of the server, which writes UTC.

const STORED = 'spacecraft-tracker.zone';
const WEEK = 7 * 24 * 3_600_000;
const LOCAL = Intl.DateTimeFormat().resolvedOptions().timeZone;

let isUtc = LOCAL === 'UTC' || read() === 'UTC';
let formatters = {};
const listeners = [];

function read() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null; // The browser blocks storage.
  }
}

function store(value) {
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // Not stored, so the choice lasts until the visitor leaves the page.
  }
}

// Calls the listener after the visitor has chosen another time zone.
export const onZoneChange = listener => listeners.push(listener);

function intl(name, options) {
  formatters[name] ??= new Intl.DateTimeFormat('en-GB', { timeZone: isUtc ? 'UTC' : LOCAL, hourCycle: 'h23', ...options });
  return date => formatters[name].format(date).replace('Sept', 'Sep');
}

const DAY = { day: 'numeric', month: 'short' };
const MINUTE = { ...DAY, year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' };

const year = date => intl('year', { year: 'numeric' })(date);
const day = date =>
  year(date) === year(new Date()) ? intl('day', DAY)(date) : intl('date', { ...DAY, year: 'numeric' })(date);

const formats = {
  second: date => intl('second', { ...MINUTE, second: '2-digit' })(date),
  minute: date => intl('minute', MINUTE)(date),
  day,
  ago: date => (Date.now() - date < WEEK ? `${age(Date.now() - date)} ago` : day(date)),
};

export const minute = formats.minute;
export const timeOfDay = date => intl('time', { hour: '2-digit', minute: '2-digit' })(date);

// Returns an approximate age in one unit.
export function age(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const [minutes, hours, days] = [60, 3_600, 86_400].map(unit => Math.floor(seconds / unit));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (minutes < 60) {
    return `${minutes} min`;
  }
  return hours < 24 ? `${hours} h` : days === 1 ? '1 day' : `${days} days`;
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function updateAges() {
  for (const element of document.querySelectorAll('[data-age-of]')) {
    setText(element, age(Date.now() - Date.parse(element.dataset.ageOf)));
  }
  for (const element of document.querySelectorAll('time[data-format="ago"]')) {
    setText(element, formats.ago(new Date(element.dateTime)));
  }
}

export function updateTimes() {
  for (const element of document.querySelectorAll('time[data-format]')) {
    setText(element, formats[element.dataset.format](new Date(element.dateTime)));
    if (element.dataset.format === 'ago') {
      element.title = formats.second(new Date(element.dateTime));
    }
  }
  for (const element of document.querySelectorAll('.bounds')) {
    element.title = element.querySelector('.visually-hidden').textContent.replace(/^, /, '');
  }
  for (const element of document.querySelectorAll('[data-tick]')) {
    if (element.dataset.tick) {
      setText(element, timeOfDay(new Date(element.dataset.tick)));
    }
  }
  updateAges();
}

// ---- The form for a time in the past. Without this script its field is in UTC.

const field = () => document.getElementById('at');
const pad = number => String(number).padStart(2, '0');

function fieldTime(inUtc) {
  const time = field()?.value ? new Date(field().value + (inUtc ? 'Z' : '')) : null;
  return time && !Number.isNaN(time.getTime()) ? time : null;
}

function setFieldTime(time) {
  field().value = isUtc
    ? time.toISOString().slice(0, 16)
    : `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}T${pad(time.getHours())}:${pad(time.getMinutes())}`;
}

// Converts the field from the zone that it was in.
function updateField(wasUtc) {
  if (field()) {
    const time = fieldTime(wasUtc);
    if (time) {
      setFieldTime(time);
    }
    setText(document.getElementById('at-zone'), isUtc ? '(UTC)' : '(your time zone)');
  }
}

// Opens the page of a time.
export function openTime(time) {
  const page = new URL(document.querySelector('.home').href);
  page.search = `?at=${time.toISOString().replace(/(:00)?\.000Z$/, 'Z')}`;
  location.assign(page);
}

document.addEventListener('submit', event => {
  const time = event.target.id === 'picker' ? fieldTime(isUtc) : null;
  if (time) {
    event.preventDefault();
    openTime(time);
  }
});

// ---- The choice

const button = document.getElementById('zone');

function showButton() {
  setText(button, isUtc ? 'Show local times' : 'Show UTC');
}

button.hidden = LOCAL === 'UTC';
button.addEventListener('click', () => {
  const wasUtc = isUtc;
  isUtc = !isUtc;
  store(isUtc ? 'UTC' : 'local');
  formatters = {};
  showButton();
  updateField(wasUtc);
  updateTimes();
  listeners.forEach(listener => listener());
});
showButton();
updateField(true);

// Called when the form was replaced by one from the server, whose field is in UTC.
export function updateForm() {
  updateField(true);
}
