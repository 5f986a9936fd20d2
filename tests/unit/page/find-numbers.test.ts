// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { findNumbers } from '../../../utils/page/find-numbers.ts';

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

describe('what is not read', () => {
  it.each([
    '<script>const a = "+39 347 123 4567"</script>',
    '<style>.a { content: "+39 347 123 4567" }</style>',
    '<textarea>+39 347 123 4567</textarea>',
    '<div contenteditable="true">+39 347 123 4567</div>',
    '<select><option>+39 347 123 4567</option></select>',
  ])('%s', (html) => {
    expect(numbersIn(html)).toEqual([]);
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
