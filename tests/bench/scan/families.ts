/**
 * Texts and trees that make a careless finder slow. Each is asked for at a size and at twice that
 * size; a finder whose time grows in step with the text takes twice as long, a quadratic one four
 * times.
 */
export interface Family {
  name: string;
  /** The largest size: UTF-16 code units of text, or elements. */
  largest: number;
  unit: 'characters' | 'elements';
  build: (size: number) => Element;
}

const MEGABYTES_10 = 10 * 1024 * 1024;
const MANY_ELEMENTS = 160_000;

/** What is repeated, by what it attacks. */
const TEXTS: Readonly<Record<string, string>> = {
  'digits without an end': '1',
  'digits, one space each': '1 ',
  'digits, four spaces each': '1    ',
  'digits, five spaces each': '1     ',
  'six digits and a letter': '123456a',
  'fifteen digits and a letter': '123456789012345a ',
  'open brackets': '(',
  'plus signs': '+',
  'plus signs and brackets': '+ (+(',
  'digits and brackets': '1(1)',
  'digits and dashes': '1--2..3//',
  'invisible characters': '1\u200B\u200B',
  'only invisible characters': '\u200B',
  'full-width digits': '\uFF11\uFF12\u3000',
  dates: '2026-11-22 10:30 ',
  prices: '1.234.567,00 ',
  zeros: '00 ',
  'letters only': 'lorem ipsum ',
  'real numbers': '+39 347 123 4567, ',
};

function textFamily([name, part]: [string, string]): Family {
  return {
    name,
    largest: MEGABYTES_10,
    unit: 'characters',
    build: (size) => {
      const paragraph = document.createElement('p');
      paragraph.append(part.repeat(Math.ceil(size / part.length)));
      return paragraph;
    },
  };
}

/** Trees are built by scripts, not parsed: that is how a hostile page gets around every limit. */
const TREES: Readonly<Record<string, (size: number) => Element>> = {
  'inline elements with a digit each, in one line': (size) => {
    const line = document.createElement('p');
    for (let index = 0; index < size; index += 1) line.append(inline('b', String(index % 10)));
    return line;
  },
  'inline elements with a number each, in one line': (size) => {
    const line = document.createElement('p');
    for (let index = 0; index < size; index += 1) line.append(inline('b', '+39 347 123 4567, '));
    return line;
  },
  'numbers in paragraphs': (size) => {
    const page = document.createElement('div');
    for (let index = 0; index < size; index += 1) page.append(inline('p', '+39 347 123 4567'));
    return page;
  },
  'links to numbers, in one line': (size) => {
    const line = document.createElement('p');
    for (let index = 0; index < size; index += 1) {
      const link = inline('a', '+39 347 123 4567');
      link.setAttribute('href', 'tel:+393471234567');
      line.append(link);
    }
    return line;
  },
  'a deep nest of inline elements': (size) => {
    const line = document.createElement('p');
    let inner: Element = line;
    // Deeper ones end the tab in every browser, whoever reads them.
    for (let index = 0; index < Math.min(size, 160_000) / 40; index += 1) {
      const next = inline('span', '1 ');
      inner.append(next);
      inner = next;
    }
    return line;
  },
  'empty elements': (size) => {
    const page = document.createElement('div');
    for (let index = 0; index < size; index += 1) page.append(document.createElement('i'));
    page.append('+39 347 123 4567');
    return page;
  },
};

function inline(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.append(text);
  return element;
}

export const FAMILIES: readonly Family[] = [
  ...Object.entries(TEXTS).map(textFamily),
  ...Object.entries(TREES).map(([name, build]): Family => ({
    name,
    largest: MANY_ELEMENTS,
    unit: 'elements',
    build,
  })),
];
