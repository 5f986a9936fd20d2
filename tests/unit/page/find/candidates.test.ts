import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCandidates } from '../../../../utils/page/find/candidates.ts';
import { numberOfLink } from '../../../../utils/page/find/link-number.ts';

const textsIn = (text: string): string[] =>
  [...findCandidates(text)].map(({ start, end }) => text.slice(start, end));

describe('writings that are found', () => {
  it.each([
    '+39 347 123 4567',
    '0039 347 1234567',
    '347.123.45.67',
    '06 6982-1234',
    '06/69821234',
    '(030) 90 18 20',
    '+33 (0)6 12 34 56 78',
    '(+34) 612 345 678',
    '+55 (11) 91234-5678',
    '331122334455',
    '＋３９ ３４７ １２３ ４５６７',
    '٠١٢٣٤٥٦٧٨٩',
    '+34\u00A0612\u2009345\u202F678',
    '+34‑612‑345‑678',
    '\u202A+34 612 345 678',
  ])('%s', (written) => {
    expect(textsIn(`Chiamare ${written} domani.`).map((found) => found.trim())).toEqual([
      written.replace('\u202A', ''),
    ]);
  });

  it('finds each of several, and one at either end of the text', () => {
    expect(textsIn('+39 347 123 4567, 06 6982 1234; +34 612 345 678')).toEqual([
      '+39 347 123 4567',
      '06 6982 1234',
      '+34 612 345 678',
    ]);
  });

  it('does not take a full stop behind the number along', () => {
    expect(textsIn('Tel. 06 6982 1234.')).toEqual(['06 6982 1234']);
  });
});

describe('look-alikes that are left alone', () => {
  it.each([
    ['a German date', '05.10.1986'],
    ['an ISO date', '2026-11-22'],
    ['a date with its time', '22/11/2026 14:30'],
    ['a price', '€ 1.234.567,00'],
    ['a price in words', 'EUR 1.234.567'],
    ['an address of the internet', '192.168.100.200'],
    ['a UUID', '550e8400-e29b-41d4-a716-446655440000'],
    ['an order', 'ORD1234567'],
    ['an IBAN', 'IT60X0542811101000000123456'],
    ['an e-mail address', 'mario.1234567@example.com'],
    ['a version', 'v10.15.7654321'],
    ['six digits', '123 456'],
    ['a decimal', '0.1234567'],
  ])('%s', (_, text) => {
    expect(textsIn(`vedi ${text} qui`)).toEqual([]);
  });
});

it('gives positions of digits, whatever the text', () => {
  const character = fc.constantFrom(...Array.from('0123456789 +-.()/\u00A0x٣３'));
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 80 }), (text) => {
      let last = 0;
      for (const { start, end } of findCandidates(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(text.slice(start, end)).toMatch(/^[+(\p{Nd}].*\p{Nd}$/u);
        last = end;
      }
    }),
  );
});

it('finds the same in the digits of any script, at the same offsets', () => {
  const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xae6, 0xbe6, 0xe50, 0x1040, 0xff10];
  const unit = fc.constantFrom(...Array.from('00123456789 +-.()/€x'));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), fc.constantFrom(...zeros), (text, zero) => {
      const other = text.replace(/\d/gu, (digit) => String.fromCharCode(zero + Number(digit)));
      expect([...findCandidates(other)]).toEqual([...findCandidates(text)]);
    }),
  );
});

it('never cuts a number out of a longer row of digits with a short rest behind it', () => {
  const short = fc.stringMatching(/^\d{3,6}$/u);
  const mark = fc.constantFrom(' ', '-', '.');
  fc.assert(
    fc.property(short, mark, (rest, between) => {
      fc.pre(!/^(?:19|20)\d\d$/u.test(rest));
      const number = ['347', '123', '4567'].join(between);
      const digits = [...findCandidates(`x ${number}${between}${rest} x`)]
        .flatMap(({ text, alternatives }) => [text, ...alternatives])
        .map((found) => found.replace(/\D/gu, ''));
      expect(digits).not.toContain('3471234567');
    }),
  );
});

describe('links', () => {
  it.each([
    ['tel:+393471234567', '+393471234567'],
    ['tel:+39%20347%20123%204567', '+39 347 123 4567'],
    ['sms:+34612345678?body=ciao', '+34612345678'],
    ['callto:0669821234', '0669821234'],
    ['whatsapp://send?phone=5511912345678', '+5511912345678'],
    ['https://wa.me/5511912345678', '+5511912345678'],
    ['https://wa.me/+5511912345678?text=Oi', '+5511912345678'],
    ['https://api.whatsapp.com/send?phone=5511912345678&text=Oi', '+5511912345678'],
    ['https://web.whatsapp.com/send?phone=%2B5511912345678', '+5511912345678'],
    ['https://wa.me/39-347-8112201', '+393478112201'],
    ['https://wa.me/send?phone=393478112201', '+393478112201'],
    ['https://wa.me/c/393478112201', '+393478112201'],
    ['https://wa.me/p/4711471147114711/393478112201', '+393478112201'],
    ['https://t.me/+393478112201', '+393478112201'],
    ['tg://resolve?phone=393478112201', '+393478112201'],
    ['viber://chat?number=%2B393478112201', '+393478112201'],
    ['skype:+393478112201?call', '+393478112201'],
    ['sip:+390248017733@pbx.example.it;user=phone', '+390248017733'],
    ['facetime-audio:+393478112201', '+393478112201'],
    ['tel:+13235798328p22', '+13235798328'],
    ['tel:+13235798328,,22#', '+13235798328'],
    ['tel://+393478112201', '+393478112201'],
  ])('%s is %s', (href, number) => {
    expect(numberOfLink(href)).toBe(number);
  });

  it.each([
    'https://example.com/5511912345678',
    'https://wa.me/qr/ABCDEF',
    'https://evil-wa.me/5511912345678',
    'https://wa.me.evil.test/5511912345678',
    'tel:12',
    'https://t.me/+AbCdEf12345678',
    'https://t.me/mario1234567',
    'skype:1234567mario?chat',
    'skype:live:mario1234567',
    'facetime:12345678@example.com',
    'sip:mario1234567@example.com',
    'viber://pa?chatURI=shop1234567',
    'https://wa.me/message/ABCD1234567',
    'tel:%E0%A4%A',
    'mailto:mario@example.com',
    '#5511912345678',
  ])('%s is none', (href) => {
    expect(numberOfLink(href)).toBeUndefined();
  });
});
