// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { findNumbers } from '../../../../utils/page/find/find-numbers.ts';
import { writingIn } from '../../../../utils/page/place.ts';
import { shadowRootsBelow } from '../../../../utils/page/find/shadow-roots.ts';

afterEach(() => {
  document.body.replaceChildren();
});

function numbersIn(html: string): string[] {
  // eslint-disable-next-line no-unsanitized/property -- the tables of this file
  document.body.innerHTML = html;
  return [...findNumbers(document.body)].flatMap((found) => (found ? [found.text] : []));
}

describe('text over several elements', () => {
  it.each([
    ['<p><b>+39</b> 347 <span>123</span>4567</p>', ['+39 347 1234567']],
    ['<p>347 123 <i><u>45</u></i>67</p>', ['347 123 4567']],
    ['<p>347 123</p><p>456 789</p>', []],
    ['<table><tr><td>347 123</td><td>456 789</td></tr></table>', []],
    ['<p>347 123<br>456 789</p>', []],
    ['<div>347 123<div>456</div>890 1234567</div>', ['890 1234567']],
    ['<ul><li>06 6982 1234</li><li>06 6982 5678</li></ul>', ['06 6982 1234', '06 6982 5678']],
  ])('%s', (html, numbers) => {
    expect(numbersIn(html)).toEqual(numbers);
  });
});

describe('an editor that nobody can write in', () => {
  it.each([
    '<div class="CodeMirror"><div><textarea readonly></textarea></div><pre>347 123 4567</pre></div>',
    '<div class="CodeMirror" contenteditable="false"><pre>347 123 4567</pre></div>',
    '<div class="cm-editor"><p class="cm-content" contenteditable="false">347 123 4567</p></div>',
  ])('is read: %s', (html) => {
    expect(numbersIn(html)).toEqual(['347 123 4567']);
  });
});

describe('what is not read', () => {
  it.each([
    '<script>const a = "+39 347 123 4567"</script>',
    '<style>.a { content: "+39 347 123 4567" }</style>',
    '<textarea>+39 347 123 4567</textarea>',
    '<div contenteditable="true">+39 347 123 4567</div>',
    '<div role="textbox">+39 347 123 4567</div>',
    '<div class="cm-editor"><div class="cm-line">+39 347 123 4567</div></div>',
    '<div class="CodeMirror"><textarea></textarea><pre>+39 347 123 4567</pre></div>',
    '<select><option>+39 347 123 4567</option></select>',
  ])('%s', (html) => {
    expect(numbersIn(html)).toEqual([]);
  });
});

describe('what nobody can write in is read', () => {
  it.each([
    '<div class="tiptap ProseMirror" contenteditable="false"><p>+39 347 123 4567</p></div>',
    '<div class="cm-editor"><div class="cm-content" contenteditable="false"><p>+39 347 123 4567</p></div></div>',
    '<div role="textbox" aria-readonly="true">+39 347 123 4567</div>',
    '<textarea readonly>+39 347 123 4567</textarea>',
    '<textarea disabled>+39 347 123 4567</textarea>',
  ])('%s', (html) => {
    expect(numbersIn(html)).toEqual(['+39 347 123 4567']);
  });

  it('but no fixed part of what somebody can write in', () => {
    const html = '<b contenteditable="false">+39 347 123 4567</b>';
    expect(numbersIn(`<div contenteditable="true">${html}</div>`)).toEqual([]);
    expect(numbersIn(`<div role="textbox">${html}</div>`)).toEqual([]);
  });
});

it('reads a link’s number once, whatever its text', () => {
  expect(numbersIn('<a href="https://wa.me/5511912345678">+55 11 91234-5678</a>')).toEqual([
    '+5511912345678',
  ]);
});

it('finds numbers in a form whose fields are called like properties of nodes', () => {
  const fields = ['parentNode', 'childNodes', 'tagName', 'closest', 'querySelectorAll'];
  const inputs = fields.map((name) => `<input name="${name}">`).join('');
  expect(numbersIn(`<form>${inputs}Tel. 06 6982 1234</form>`)).toEqual(['06 6982 1234']);
});

it('tells what else several numbers in a row can be read as, at the place of each', () => {
  document.body.textContent = '2 347 1234567';
  const [found] = [...findNumbers(document.body)].filter((number) => number !== undefined);
  expect(found).toMatchObject({ text: '2 347 1234567', alternatives: ['347 1234567'] });
  expect(numbersIn('<p>347 1234567 348 7654321</p>')).toEqual(['347 1234567', '348 7654321']);
});

it('covers exactly the number, over the elements it is split over', () => {
  document.body.textContent = '';
  const parts = ['Tel. +', '39 347', ' 123', '4567, Roma'].map((text) => {
    const part = document.createElement('span');
    part.append(text);
    return part;
  });
  document.body.append(...parts);
  const [found] = [...findNumbers(document.body)].filter((number) => number !== undefined);
  expect(found && writingIn(found.place)).toBe('+39 347 1234567');
});

it('reads open shadow roots, 32 deep and no deeper, and shows them to who watches for changes', () => {
  let parent: Element = document.body;
  for (let depth = 0; depth < 40; depth += 1) {
    const host = document.createElement('x-host');
    parent.append(host);
    const root = host.attachShadow({ mode: 'open' });
    const inner = document.createElement('div');
    root.append(inner);
    inner.append(`06 6982 ${1000 + depth}`);
    parent = inner;
  }
  expect([...findNumbers(document.body)].filter((number) => number !== undefined)).toHaveLength(32);
  expect([...shadowRootsBelow(document.body)].filter((root) => root !== undefined)).toHaveLength(
    32,
  );
});
