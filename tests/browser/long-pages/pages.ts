import { KNOWN } from '../torture/pages.ts';

const HEAD = `<!doctype html><html lang="it"><meta charset="utf-8"><title>Customers</title>
  <style>body { margin: 0 200px 1500px; font: 14px/16px monospace } td { padding: 3px 9px }</style>`;

const nobody = (index: number): string => `+39 333 ${1_000_000 + index * 37}`;

/** A table of so many customers, of whom one is a contact. */
function table(rows: number, known: number): string {
  const row = (index: number): string => {
    const isKnown = index === known;
    return `<tr${isKnown ? ' id="row"' : ''}><td>${index}<td>Customer ${index}<td><span
      class="number"${isKnown ? ' id="known"' : ''}>${isKnown ? KNOWN : nobody(index)}</span>`;
  };
  return `<table>${Array.from({ length: rows }, (_, index) => row(index)).join('')}</table>`;
}

/** Where the 200 places of a document used to be used up before the contact's number. */
export const LONG_PAGES = {
  '/table': HEAD + table(1_500, 1_200),
  '/scroller': `${HEAD}<h1>Orders</h1><div id="scroller" style="height:400px;overflow:auto">
    ${table(900, 700)}</div><div style="height:2000px"></div>`,
  '/same':
    HEAD +
    Array.from({ length: 40 }, () => `<div><span class="number">${KNOWN}</span></div>`).join(''),
  '/links': `${HEAD}${Array.from(
    { length: 250 },
    (_, index) => `<a href="https://wa.me/39333${1_000_000 + index * 37}">share</a> `,
  ).join('')}${table(30, 20)}`,
  // Rows that are laid out when they come near.
  '/put-off': `${HEAD}<style>section { content-visibility: auto; contain-intrinsic-size: auto 30px }
    section p { margin: 0; height: 40px }</style>${Array.from(
      { length: 1_000 },
      (_, index) =>
        `<section><p><span class="number"${index === 800 ? ' id="known"' : ''}>${index === 800 ? KNOWN : nobody(index)}</span></section>`,
    ).join('')}`,
};
