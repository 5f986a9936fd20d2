import { mulberry32, pick } from './random.ts';
import type { NonEmpty, Random } from './random.ts';

export const COUNTRIES = ['IT', 'ES', 'PT', 'BR', 'MX', 'FR', 'DE', 'AR'] as const;
export type Country = (typeof COUNTRIES)[number];

/** How one kind of number is built and written: `#` is the next digit, `~` drops one. */
interface Shape {
  readonly prefixes: NonEmpty<string>;
  /** Digits of the national significant number, prefix included. */
  readonly length: number;
  readonly international: string;
  readonly national: string;
  /** What a person types who likes brackets and dashes; goes after `+<code> `. */
  readonly bracketed: string;
}

interface Plan {
  readonly code: string;
  readonly mobile: Shape;
  readonly landline: Shape;
}

/** A number that exists in its country's plan, before anybody has written it down. */
export interface Phone {
  readonly country: Country;
  readonly code: string;
  readonly digits: string;
  readonly shape: Shape;
}

const PLANS: Readonly<Record<Country, Plan>> = {
  IT: {
    code: '39',
    mobile: {
      prefixes: [
        '320',
        '328',
        '333',
        '335',
        '338',
        '340',
        '345',
        '347',
        '348',
        '349',
        '366',
        '389',
      ],
      length: 10,
      international: '### ### ####',
      national: '### ### ####',
      bracketed: '###-#######',
    },
    landline: {
      prefixes: ['024', '025', '028', '064', '065', '068'],
      length: 10,
      international: '## #### ####',
      national: '## ########',
      bracketed: '(##) ########',
    },
  },
  ES: {
    code: '34',
    mobile: {
      prefixes: ['610', '620', '634', '646', '654', '660', '670', '678', '686', '699'],
      length: 9,
      international: '### ### ###',
      national: '### ## ## ##',
      bracketed: '###-###-###',
    },
    landline: {
      prefixes: ['915', '932', '963', '954'],
      length: 9,
      international: '### ### ###',
      national: '### ## ## ##',
      bracketed: '(###) ### ###',
    },
  },
  PT: {
    code: '351',
    mobile: {
      prefixes: ['912', '913', '917', '919', '925', '926', '934', '936', '962', '965', '968'],
      length: 9,
      international: '### ### ###',
      national: '### ### ###',
      bracketed: '###-###-###',
    },
    landline: {
      prefixes: ['213', '218', '222', '226'],
      length: 9,
      international: '### ### ###',
      national: '## ### ## ##',
      bracketed: '(##) ### ####',
    },
  },
  BR: {
    code: '55',
    mobile: {
      prefixes: ['1197', '1198', '1199', '2198', '2199', '3198', '4199', '5199', '7198', '8599'],
      length: 11,
      international: '## #####-####',
      national: '(##) #####-####',
      bracketed: '(##) #####-####',
    },
    landline: {
      prefixes: ['1130', '1132', '2125', '3133', '4133'],
      length: 10,
      international: '## ####-####',
      national: '(##) ####-####',
      bracketed: '(##) ####-####',
    },
  },
  MX: {
    code: '52',
    mobile: {
      prefixes: ['5512', '5531', '5554', '3312', '3336', '8112', '8118'],
      length: 10,
      international: '## #### ####',
      national: '## #### ####',
      bracketed: '(##) ####-####',
    },
    landline: {
      prefixes: ['5552', '5556', '3338', '8183'],
      length: 10,
      international: '## #### ####',
      national: '## #### ####',
      bracketed: '(##) ####-####',
    },
  },
  FR: {
    code: '33',
    mobile: {
      prefixes: ['60', '61', '62', '64', '65', '66', '67', '68', '76', '77', '78'],
      length: 9,
      international: '# ## ## ## ##',
      national: '0# ## ## ## ##',
      bracketed: '(0)# ##.##.##.##',
    },
    landline: {
      prefixes: ['142', '144', '156', '472', '478', '491'],
      length: 9,
      international: '# ## ## ## ##',
      national: '0#.##.##.##.##',
      bracketed: '(0)# ## ## ## ##',
    },
  },
  DE: {
    code: '49',
    mobile: {
      prefixes: ['1511', '1512', '1517', '1520', '1522', '1573', '1575', '1577', '1578'],
      length: 11,
      international: '#### #######',
      national: '0#### #######',
      bracketed: '(0)####/#######',
    },
    landline: {
      prefixes: ['3020', '3030', '3088', '8912', '8954'],
      length: 10,
      international: '## ########',
      national: '0##/########',
      bracketed: '(0)## ########',
    },
  },
  AR: {
    code: '54',
    mobile: {
      prefixes: ['91130', '91138', '91150', '91155', '91160', '91165'],
      length: 11,
      international: '# ## ####-####',
      national: '~0## 15-####-####',
      bracketed: '# (##) ####-####',
    },
    landline: {
      prefixes: ['1143', '1148', '1152'],
      length: 10,
      international: '## ####-####',
      national: '(0##) ####-####',
      bracketed: '(##) ####-####',
    },
  },
};

/** A valid number of that country, mostly a mobile one. */
function makePhone(random: Random, country: Country): Phone {
  const plan = PLANS[country];
  const shape = random() < 0.88 ? plan.mobile : plan.landline;
  let digits = pick(random, shape.prefixes);
  while (digits.length < shape.length) digits += String(Math.floor(random() * 10));
  return { country, code: plan.code, digits, shape };
}

export function toE164(phone: Phone): string {
  return `+${phone.code}${phone.digits}`;
}

/**
 * The number as some person or system wrote it: spaced, bare digits, E.164, with `00`, national
 * with and without spaces. About one in thirteen carries no country code.
 */
export function writePhone(random: Random, phone: Phone): string {
  const { code, digits, shape } = phone;
  const style = random();
  if (style < 0.42) return `+${code} ${fill(shape.international, digits)}`;
  if (style < 0.72) return `${code}${digits}`;
  if (style < 0.84) return toE164(phone);
  if (style < 0.88) return `00${code} ${fill(shape.international, digits)}`;
  if (style < 0.92) return `+${code} ${fill(shape.bracketed, digits)}`;
  if (style < 0.97) return fill(shape.national, digits);
  return fill(shape.national, digits).replace(/\D/g, '');
}

/** A source of phone numbers that is the same for the same seed. */
export function phoneFromSeed(seed: number, country: Country): Phone {
  return makePhone(mulberry32(seed), country);
}

function fill(template: string, digits: string): string {
  let next = 0;
  let text = '';
  for (const mark of template) {
    if (mark === '#') text += digits[next++] ?? '';
    else if (mark === '~') next++;
    else text += mark;
  }
  return text;
}
