// @ts-check
/* global document, setInterval */

/**
 * What makes the sample page live: a counter that is rendered anew every second, as a framework
 * does it, and a list that grows.
 */

/** @type {readonly { when: string, before: string, number: string, after: string, known: boolean }[]} */
const EVENTS = [
  entry('20/07/2026 09:12', 'Renée Lambert called from ', '+33 6 60 12 34 56', ' about a quote'),
  entry('20/07/2026 08:47', 'Missed call from ', '+1 202-555-0143', '', false),
  entry('19/07/2026 18:20', 'Inês Carvalho closed her ticket (', '(+351) 912 345 678', ')'),
  entry('19/07/2026 16:05', 'Text to ', '00 39 347 1234567', ' delivered: offer 2026-4512'),
  entry('18/07/2026 11:05', 'Diego Fernández was blocked: ', '+54 9 11 5555 6789', ''),
  entry('18/07/2026 10:31', 'Voicemail from ', '+49 30 23125 047', ', 42 seconds', false),
  entry('17/07/2026 15:44', 'Marco Esposito rang twice from ', '+39 3471234999', ''),
  entry('17/07/2026 09:02', 'Fax received from ', '+39 06 5555 0142', '', false),
];

/** So many are there at first, and come with each click. */
const BATCH = 3;

/**
 * @param {string} when
 * @param {string} before
 * @param {string} number
 * @param {string} after
 * @param {boolean} [known]
 */
function entry(when, before, number, after, known = true) {
  return { when, before, number, after, known };
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, ...children) {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

/** @param {typeof EVENTS[number]} event */
function feedRow({ when, before, number, after, known }) {
  const span = element('span', number);
  span.classList.add('number');
  span.toggleAttribute('data-known', known);
  return element('li', element('time', when), element('div', before, span, after));
}

function growFeed() {
  const feed = document.getElementById('feed');
  const button = document.getElementById('load-more');
  if (!feed || !button) return;
  const shown = feed.children.length;
  feed.append(...EVENTS.slice(shown, shown + BATCH).map(feedRow));
  button.hidden = feed.children.length === EVENTS.length;
}

/** Makes the whole counter anew each time, so that nothing in it lives longer than a second. */
function startCallTimer() {
  let seconds = 0;
  setInterval(() => {
    seconds += 1;
    const text = [seconds / 60, seconds % 60]
      .map((part) => String(Math.floor(part)).padStart(2, '0'))
      .join(':');
    document.getElementById('call-timer')?.replaceChildren(element('span', text));
  }, 1000);
}

growFeed();
startCallTimer();
document.getElementById('load-more')?.addEventListener('click', growFeed);
