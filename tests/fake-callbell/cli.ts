import { parseArgs } from 'node:util';
import { demoAccount } from './contacts.ts';
import { startFakeCallbell } from './server.ts';

const USAGE = `A fake Callbell on loopback.

  --port <n>       port to listen on (default: any free one)
  --contacts <n>   contacts in the account (default 300)
  --page-size <n>  contacts in one page (default 20)
  --meta <form>    what the list says of itself: none, pages, or all (default all: cursors too)
  --seed <n>       other people (default 1)
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    contacts: { type: 'string', default: '300' },
    'page-size': { type: 'string', default: '20' },
    meta: { type: 'string', default: 'all' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
} else {
  await run();
}

async function run(): Promise<void> {
  const account = demoAccount(
    wholeNumber('contacts', values.contacts),
    wholeNumber('seed', values.seed),
  );
  const server = await startFakeCallbell({
    port: wholeNumber('port', values.port),
    pageSize: wholeNumber('page-size', values['page-size'], 1),
    contactsMeta: formOfMeta(values.meta),
    accounts: [account],
  });

  console.log(`Fake Callbell: ${server.url}/v1 (${server.contacts.length} contacts)
API key:       ${account.apiKey}
Try it:        curl -k -H 'Authorization: Bearer ${account.apiKey}' ${server.url}/v1/auth/me
Chromium:      --host-resolver-rules="${server.hostResolverRules}" --ignore-certificate-errors
Stop it:       Ctrl+C`);

  process.once('SIGINT', () => void server.close());
}

function wholeNumber(option: string, text: string, least = 0): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && text.trim() !== '') return number;
  return refuse(`--${option} must be a whole number of at least ${least}, not "${text}"`);
}

function formOfMeta(form: string): 'none' | 'pages' | 'all' {
  if (form === 'none' || form === 'pages' || form === 'all') return form;
  return refuse(`--meta must be none, pages or all, not "${form}"`);
}

function refuse(problem: string): never {
  console.error(`${problem}\n`);
  console.error(USAGE);
  process.exit(2);
}
