/**
 * Pages that make it hard to be a guest. KNOWN is in the demo account, UNKNOWN is nobody's.
 */
export const KNOWN = '+39 347 123 4567';
export const UNKNOWN = '+39 347 999 9999';

const HEAD = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<style>body { margin: 20px; font: 16px/1.5 monospace }</style>
<script>
  window.trouble = [];
  addEventListener('error', (event) => trouble.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => trouble.push(String(event.reason)));
  addEventListener('securitypolicyviolation', (event) => trouble.push(event.violatedDirective));
  window.undo = () => document.execCommand('undo');
  window.rewrite = (body) => {
    document.open();
    document.write('<!doctype html><body>' + body);
    document.close();
  };
</script>`;

const page = (body: string): string => `${HEAD}<body>${body}`;

/** Both numbers wherever a box has to follow its text. */
const FOLLOWING = page(`
  <p id="plain">${KNOWN}</p>
  <p id="lower">${UNKNOWN}</p>
  <div id="scroller" style="height:120px;width:400px;overflow:auto;border:3px solid">
    <div style="height:80px">above</div>
    <div id="inner" style="height:90px;overflow:auto">
      <p id="nested">+39 347 123 4567</p><div style="height:300px">below</div>
    </div>
    <div style="height:600px">below</div>
  </div>
  <div id="list" style="height:150px;overflow:auto;width:400px">
    <div id="sticky" style="position:sticky;top:0;background:#eee">+34 612 345 678</div>
    <div style="height:900px">long</div>
  </div>
  <p id="turned" style="transform:scale(1.5);transform-origin:0 0">+55 11 91234-5678</p>
  <p id="folded" hidden>+39 347 123 4567</p>
  <div style="height:1500px"></div>
  <p id="last">+39 347 123 4567</p>
  <p id="fixed" style="position:fixed;right:10px;bottom:10px;margin:0">+39 347 123 4567</p>
`);

const COVERED = page(`
  <header id="header" style="position:fixed;inset:0 0 auto 0;height:60px;background:#fff;z-index:5;display:none"></header>
  <p id="first">${KNOWN}</p><p id="second">${UNKNOWN}</p>
  <div style="position:relative"><p id="card">${KNOWN}</p>
    <a href="#x" style="position:absolute;inset:0" aria-label="stretched over the card"></a></div>
  <dialog id="dialog" style="width:700px;height:500px"><p id="inside">${KNOWN}</p></dialog>
  <div style="height:2000px"></div>
`);

/** Rows that are used again, a keyed list that moves its nodes, and counters beside numbers. */
const APPS = page(`
  <div id="recycled"></div><div id="keyed"></div><p>Call <span id="number">${KNOWN}</span>,
  seen <b id="counter">0</b> times</p>
  <script>
    const numbers = ['${KNOWN}', '${UNKNOWN}', '+34 612 345 678', 'nothing here'];
    // Like Vue's in-place patch: nodes stay, their text changes.
    const rows = [0, 1, 2].map(() => {
      const row = document.querySelector('#recycled').appendChild(document.createElement('p'));
      return row.appendChild(document.createTextNode(''));
    });
    window.patch = (offset) => rows.forEach((row, index) => {
      row.data = numbers[(index + offset) % numbers.length];
    });
    // Like React's keyed diff: nodes move, and are those that were made first.
    const byKey = new Map();
    window.renderKeyed = (keys) => {
      const parent = document.querySelector('#keyed');
      for (const [key, node] of byKey) if (!keys.includes(key)) { node.remove(); byKey.delete(key); }
      keys.forEach((key, index) => {
        let node = byKey.get(key);
        if (!node) {
          node = document.createElement('p');
          node.textContent = key;
          byKey.set(key, node);
        }
        const there = parent.childNodes[index] ?? null;
        if (there !== node) parent.insertBefore(node, there);
      });
      // An app that finds strangers among its nodes fails here.
      if (parent.childNodes.length !== keys.length) throw new Error('nodes of others');
    };
    patch(0);
    renderKeyed(numbers);
    let count = 0;
    const text = document.querySelector('#counter').firstChild;
    setInterval(() => { text.data = String(++count); }, 30);
  </script>`);

const EDITORS = page(`
  <p id="free">${KNOWN}</p>
  <div id="rich" contenteditable><p>${KNOWN}</p><p>second <b>line</b></p></div>
  <div contenteditable><section><p id="inherited">${KNOWN}</p></section></div>
  <div id="plaintext" contenteditable="plaintext-only">${KNOWN}</div>
  <textarea id="area">${KNOWN}</textarea><input id="input" value="${KNOWN}">
  <iframe id="design" srcdoc="<p>${KNOWN}</p><script>document.designMode='on'</script>"></iframe>`);

const FRAMES = page(`
  <p>${KNOWN}</p>
  <iframe id="same" src="/plain" width="300" height="100"></iframe>
  <iframe id="srcdoc" srcdoc="<p>${KNOWN}</p>" width="300" height="60"></iframe>
  <iframe id="blank" width="300" height="60"></iframe>
  <iframe id="sandboxed" sandbox="allow-scripts" srcdoc="<p>${KNOWN}</p>"></iframe>
  <iframe id="cross" src="OTHER_ORIGIN/plain"></iframe>
  <iframe id="data" src="data:text/html,<p>${KNOWN}</p>"></iframe>
  <script>document.querySelector('#blank').contentDocument.body.innerHTML = '<p>${KNOWN}</p>'</script>`);

/** A page with nothing but one frame, large enough for a card. */
const frameOf = (attributes: string): string =>
  page(`<iframe ${attributes} style="width:600px;height:420px;border:0"></iframe>`);

/** Frames of each kind with a number at their top. */
const ONE_FRAME = {
  '/frame-of/its-own-origin': frameOf('src="/plain"'),
  '/frame-of/another-origin': frameOf('src="OTHER_ORIGIN/plain"'),
  '/frame-of/srcdoc': frameOf(`srcdoc="<p>${KNOWN}</p>"`),
  '/frame-of/about-blank': `${frameOf('')}
    <script>
      // Firefox replaces the first document once more.
      addEventListener('load', () => {
        document.querySelector('iframe').contentDocument.body.innerHTML = '<p>${KNOWN}</p>';
      });
    </script>`,
};

/** A form's fields stand in the way of its own properties, also for a content script (T5). */
const CLOBBERED = page(`<form>
  ${[
    'parentNode childNodes attributes tagName nodeType nodeName closest matches shadowRoot style',
    'isConnected isContentEditable querySelectorAll getElementsByTagName getAttribute children',
    'getClientRects getBoundingClientRect assignedSlot checkVisibility textContent ownerDocument',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `<input type="hidden" name="${name}">`)
    .join('')}
  Tel. <b>${KNOWN}</b></form>
  <form name="body"></form><form name="documentElement"></form><img name="createTreeWalker">`);

const SHADOW = page(`
  <div id="host"></div><div id="deep"></div>
  <script>
    const root = document.querySelector('#host').attachShadow({ mode: 'open' });
    root.innerHTML = '<p>${KNOWN}</p><slot></slot>';
    // Deeper than we look.
    let node = document.querySelector('#deep');
    for (let depth = 0; depth < 40; depth += 1) {
      const inner = node.attachShadow({ mode: 'open' });
      inner.innerHTML = depth === 2 ? '<p>${KNOWN}</p><div></div>' : '<div></div>';
      node = inner.lastElementChild;
    }
  </script>`);

/** All of them in one window. */
const row = (index: number): string => `<i>+39 333 ${String(1_000_000 + index * 37)}</i>, `;
const MANY = page(
  `<style>i { white-space: nowrap }</style><p style="font:4px/1 monospace">${Array.from(
    { length: 2_000 },
    (_, index) => (index % 5 === 0 ? `<i>${KNOWN}</i>, ` : row(index)),
  ).join('')}</p>`,
);

/** 6 MB in one text node, and 120,000 text nodes. */
const BIG = page(`<p>${KNOWN}</p><p id="big" style="height:40px;overflow:hidden"></p>
  <div id="nodes" style="display:none"></div>
  <script>
    document.querySelector('#big').append('id 12 34 no number, only words. '.repeat(200_000));
    const parent = document.querySelector('#nodes');
    for (let index = 0; index < 120_000; index += 1) parent.append(index % 9 ? 'words ' : 'n. 7 ');
    window.built = performance.now();
  </script>`);

const PRINT = page(`<p>${KNOWN}</p>`);
const PRINT_CONTROL = page(`<p style="color:#e8590c">${KNOWN}</p>`);

const FRAMESET = `<!doctype html><html><frameset cols="50%,50%"><frame src="/plain"><frame src="/none"></frameset></html>`;

/** What the site of the torture tests serves, with content types and headers where they matter. */
export const PAGES: Record<string, string> = {
  '/following': FOLLOWING,
  '/covered': COVERED,
  '/apps': APPS,
  '/editors': EDITORS,
  '/frames': FRAMES,
  '/shadow': SHADOW,
  '/many': MANY,
  '/big': BIG,
  '/print': PRINT,
  '/print-control': PRINT_CONTROL,
  '/frameset': FRAMESET,
  '/clobbered': CLOBBERED,
  '/rtl': page(`<div dir="rtl"><p>שלום <span id="a">${KNOWN}</span></p>
    <div style="overflow:auto;width:300px;height:90px"><p style="width:900px"><span id="b">${UNKNOWN}</span> שלום</p></div></div>`),
  '/dark': page(`<style>:root { color-scheme: dark; background: #111; color: #eee }</style>
    <p id="a">${KNOWN}</p><p id="b">${UNKNOWN}</p>`),
  '/full-screen': page(`<p id="a">${KNOWN}</p><div id="film" style="background:#fff">
    <button onclick="film.requestFullscreen()">Full screen</button><p id="b">${UNKNOWN}</p></div>`),
  ...ONE_FRAME,
  '/plain': page(`<p id="a">${KNOWN}</p><p id="b">${UNKNOWN}</p>`),
  '/none': page('<p>Nothing here, call 112.</p>'),
};

export interface Served {
  type: string;
  body: string;
  headers?: Record<string, string>;
}

const XHTML = 'http://www.w3.org/1999/xhtml';

/** The same for what is not simply a page. */
export const SPECIAL: Record<string, Served> = {
  '/data.xml': { type: 'text/xml', body: `<?xml version="1.0"?><a><b>${KNOWN}</b></a>` },
  '/picture.svg': {
    type: 'image/svg+xml',
    body: `<svg xmlns="http://www.w3.org/2000/svg"><text y="20">${KNOWN}</text></svg>`,
  },
  '/data.json': { type: 'application/json', body: `{"phone":"${KNOWN}"}` },
  '/text.txt': { type: 'text/plain', body: KNOWN },
  '/styled.xml': {
    type: 'text/xml',
    body: `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="/style.xsl"?><a>${KNOWN}</a>`,
  },
  '/style.xsl': {
    type: 'text/xsl',
    body: `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html><body><p><xsl:value-of select="a"/></p></body></html></xsl:template></xsl:stylesheet>`,
  },
  '/page.xhtml': {
    type: 'application/xhtml+xml',
    body: `<html xmlns="${XHTML}"><head><title>x</title></head><body><p>${KNOWN}</p></body></html>`,
  },
  '/csp': {
    type: 'text/html',
    body: `<!doctype html><p>${KNOWN}</p>`,
    headers: {
      'Content-Security-Policy':
        "default-src 'none'; style-src 'none'; frame-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    },
  },
  '/csp-sandbox': {
    type: 'text/html',
    body: `<!doctype html><p>${KNOWN}</p>`,
    headers: { 'Content-Security-Policy': 'sandbox allow-scripts' },
  },
};
