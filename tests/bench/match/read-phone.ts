import { performance } from 'node:perf_hooks';
import parseMax from 'libphonenumber-js/max';
import parseMin from 'libphonenumber-js/min';
import { readPhone } from '../../../utils/phone/keys.ts';
import { contactAt } from '../../fake-callbell/contacts.ts';
import { median, rotated } from '../common/statistics.ts';

const COUNTRY = 'IT';

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'ours: readPhone (max metadata, every reading)': (text) => readPhone(text, COUNTRY),
  'libphonenumber-js parse (max)': (text) => parseMax(text, COUNTRY),
  'libphonenumber-js parse (min)': (text) => parseMin(text, COUNTRY),
};

/** How many of an account's numbers are read in a second; in Node, which has Chromium's engine. */
export function readPhoneSpeed(rounds: number): [name: string, perSecond: number][] {
  const texts = Array.from({ length: 6_000 }, (_, index) => contactAt(index, 3).phoneNumber ?? '')
    .filter((text) => text !== '')
    .slice(0, 4_000);
  const names = Object.keys(READERS);
  const taken = new Map(names.map((name): [string, number[]] => [name, []]));
  for (let round = -2; round < rounds; round += 1) {
    for (const name of rotated(names, round + 2)) {
      const begin = performance.now();
      for (const text of texts) READERS[name]?.(text);
      // The first two are warm-up.
      if (round >= 0) taken.get(name)?.push(performance.now() - begin);
    }
  }
  return names.map((name) => [name, (texts.length / median(taken.get(name) ?? [])) * 1000]);
}
