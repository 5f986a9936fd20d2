import { createElement as h, useEffect, useState } from 'react';
import { ADDED, NUMBER, STYLE } from '../words.ts';

/** The whole document is the app's, as Remix and others have it. */
export function Page(): ReturnType<typeof h> {
  const [count, setCount] = useState(0);
  useEffect(() => {
    window.isHydrated = true;
  }, []);
  return h(
    'html',
    { lang: 'it' },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
      h('title', null, `App ${count}`),
      h('style', null, STYLE),
      // Comes when it is there already, as a page's links do in a single-page app.
      count > 0 && h('meta', { name: 'count', content: String(count) }),
      h('script', { async: true, src: 'client.js' }),
    ),
    h(
      'body',
      null,
      h('p', { id: 'a' }, NUMBER),
      h('input', { id: 'field' }),
      h('button', { id: 'more', onClick: () => setCount(count + 1) }, `More ${count}`),
      count > 0 && h('p', { id: 'b' }, ADDED),
    ),
  );
}
