/**
 * Pages on which only the layout says what a reader sees as one number. `347 123 4567` is in the
 * demo account; a row's other digits are nobody's.
 */

/** A page, the numbers that are to be marked, and how many of them are known. */
export interface LaidOut {
  what: string;
  html: string;
  marked: string[];
  known: number;
}

const page = (body: string): string => `<!doctype html><html lang="it"><meta charset="utf-8">
<link rel="icon" href="data:,"><title>x</title>
<style>body { margin: 40px; font: 16px/1.5 sans-serif }</style><body>${body}`;

const cells = (style: string): string =>
  `<span ${style}>12</span><span ${style}>347 123 4567</span><span ${style}>3</span>`;

const table = (rows: [what: string, body: string, marked: string[], known?: number][]): LaidOut[] =>
  rows.map(([what, body, marked, known = marked.length]) => ({
    what,
    html: page(body),
    marked,
    known,
  }));

const ONE = ['347 123 4567'];

/** What belongs together, and what does not. */
export const LAID_OUT = table([
  [
    'a grid of links and spans',
    `<style>a { display: grid; grid-template-columns: 60px 200px 60px }</style>
     <a href="#1"><span>104</span><span>347 123 4567</span><span>18</span></a>
     <a href="#2"><span>105</span><span>02 4801 7733</span><span>2</span></a>`,
    ['347 123 4567', '02 4801 7733'],
    1,
  ],
  ['a flexible link', `<a href="#x" style="display:flex;gap:20px">${cells('')}</a>`, ONE],
  [
    'a table of spans',
    `<div style="display:table"><span style="display:table-row">
     ${cells('style="display:table-cell;padding:2px 14px"')}</span></div>`,
    ONE,
  ],
  ['columns of floats', cells('style="float:left;width:120px"'), ONE],
  ['columns of inline blocks', cells('style="display:inline-block;width:120px"'), ONE],
  [
    'a drawn page’s text, each piece in its place',
    `<div style="position:relative;height:60px">
     ${[3, '347 123 4567', 12].map((text, index) => `<span style="position:absolute;white-space:pre;left:${index * 130}px">${text}</span>`).join('')}</div>`,
    ONE,
  ],
  [
    'a drawn page’s number in two pieces that touch',
    `<div style="position:relative;height:60px;font:16px monospace">
     <span style="position:absolute;white-space:pre;left:0">347 123</span>
     <span style="position:absolute;white-space:pre;left:7ch"> 4567</span></div>`,
    ['347 123 4567'],
  ],
  [
    'two lines of spans, the second one a number',
    '<span style="display:block">Interno 12</span><span style="display:block">347 123 4567</span>',
    ONE,
  ],
  [
    'two lines of spans that are no number',
    '<span style="display:block">Lotto 347</span><span style="display:block">1234567</span>',
    ['1234567'],
    0,
  ],
  [
    'divs in a line',
    `<section>Tel <div style="display:inline">+39</div> <div style="display:inline">347</div>
     <div style="display:inline">123 4567</div></section>`,
    ['+39 347 123 4567'],
  ],
  ['list items in a line', '<ul>347<li style="display:inline"> 123 4567</li></ul>', ONE],
  [
    'an inline block that splits a number',
    '<p>347 <span style="display:inline-block">123</span> 4567</p>',
    ONE,
  ],
  [
    'two inline blocks that are one number',
    '<div style="display:inline-block">347 123</div> <div style="display:inline-block">4567</div>',
    ONE,
  ],
  ['a reading over a part', '<p><ruby>347<rt>12</rt></ruby> 123 4567</p>', ONE],
  ['what is hidden in a number', '<p>347 <i style="display:none">999 </i>123 4567</p>', ONE],
  [
    'a decoy of letters in a number',
    '<p>347 123 <i style="display:none">no spam </i>4567</p>',
    ONE,
  ],
  [
    'what is not visible in it',
    '<p>347 <i style="visibility:hidden">99</i> 123 4567</p>',
    ['347', '123 4567'],
  ],
  [
    'a label for readers of screens in it',
    `<p>347 <b style="position:absolute;width:1px;height:1px;overflow:hidden">12</b>123 4567</p>`,
    ONE,
  ],
  [
    'a number below one that is hidden',
    '<p style="display:none">02 4801 77</p><p>347 123 4567</p>',
    ONE,
  ],
]);

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const SQUARE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
)}`;

const over = (style: string, tag = 'div'): string =>
  `<div style="position:relative;width:300px"><span>347 123 4567</span>
   <${tag} style="position:absolute;inset:0;width:100%;height:100%;${style}"></${tag}></div>`;

/** Text of drawings. */
export const DRAWN = table([
  [
    'text of a drawing',
    '<svg width="300" height="40"><title>02 4801 7733</title><text x="4" y="24">347 123 4567</text></svg>',
    ONE,
  ],
  [
    'pieces of a drawing’s text, two that touch and one that does not',
    `<svg width="400" height="40"><text y="24" font-family="monospace" font-size="16"><tspan
      x="4">12</tspan><tspan x="90">347 123</tspan><tspan> 4567</tspan></text></svg>`,
    ONE,
  ],
  [
    'a drawing’s link',
    '<svg width="300" height="40"><a href="tel:+393471234567"><text x="4" y="24">Anna</text></a></svg>',
    ['Anna'],
  ],
  [
    'a drawing’s link of before SVG 2',
    '<svg width="300" height="40"><a xlink:href="tel:+393471234567"><text x="4" y="24">Anna</text></a></svg>',
    ['Anna'],
  ],
  [
    'a page’s part in a drawing',
    '<svg width="300" height="60"><foreignObject width="300" height="60"><div>347 123 4567</div></foreignObject></svg>',
    ONE,
  ],
]);

/** What lies over a number, and what has no box of its own. */
export const LAYERS = table([
  [
    'a number with display: contents',
    '<p>Tel. <b style="display:contents">347 123 4567</b></p>',
    ONE,
  ],
  [
    'a link with display: contents',
    '<a href="tel:+393471234567" style="display:contents"><div style="width:9em">Anna</div></a>',
    ['Anna'],
  ],
  [
    'cells with display: contents',
    `<table><tr><td style="display:contents">347 123 4567</td></tr></table>`,
    ONE,
  ],
  ['a select over it that cannot be seen', over('opacity:0', 'select'), ONE],
  ['a covering ground over it that cannot be seen', over('background:#fff;opacity:0'), ONE],
  ['an empty drawing over it', over('', 'svg'), ONE],
  [
    'a line drawn elsewhere over it',
    over('', 'svg').replace('</svg>', '<path d="M0 200 L 380 200" stroke="#999"/></svg>'),
    ONE,
  ],
  [
    'a drawing that covers it',
    over('', 'svg').replace('</svg>', '<rect width="300" height="60" fill="#eee"/></svg>'),
    [],
  ],
  [
    'a gradient that fades the end',
    over('background:linear-gradient(90deg,transparent 90%,#fff)'),
    ONE,
  ],
  ['a gradient that covers it', over('background:linear-gradient(90deg,#eee,#fff)'), []],
  [
    'a picture of one transparent pixel over it',
    over('', 'img').replace('<img', `<img src="${PIXEL}"`),
    ONE,
  ],
  ['a picture over it', over('', 'img').replace('<img', `<img src="${SQUARE}"`), []],
  ['a picture that covers it', over('background:url(data:image/png;base64,iVBO)'), []],
  [
    'a caption over a picture',
    '<p style="position:relative"><img alt="" width="300" height="60" style="position:absolute;background:#eee"><b style="position:relative;pointer-events:none">347 123 4567</b></p>',
    ONE,
  ],
  [
    'a dialog before which the page lets the pointer through',
    `<style>body { pointer-events: none }</style><div><p>347 123 4567</p></div>
     <div style="position:fixed;inset:0;background:rgba(0,0,0,.5);pointer-events:auto"></div>
     <div role="dialog" style="position:fixed;inset:200px 20px 20px;background:#fff;pointer-events:auto">
     <p>02 4801 7733</p></div>`,
    ['02 4801 7733'],
    0,
  ],
  [
    'a pale backdrop of the page’s own',
    `<div><p>347 123 4567</p></div>
     <div style="position:fixed;inset:0;background:rgba(255,255,255,.08)"></div>
     <div role="dialog" aria-modal="true" style="position:fixed;inset:200px 20px 20px;background:#fff">
     <p>02 4801 7733</p></div>`,
    ['02 4801 7733'],
    0,
  ],
]);
