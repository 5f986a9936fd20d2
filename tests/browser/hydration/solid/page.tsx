/** @jsxImportSource solid-js */
import { Show, createSignal, onMount } from 'solid-js';
import { HydrationScript, NoHydration } from 'solid-js/web';
import { ADDED, NUMBER, STYLE } from '../words.ts';

/** The whole document is the app's, as SolidStart has it. */
export function Page() {
  const [count, setCount] = createSignal(0);
  onMount(() => {
    window.isHydrated = true;
  });
  return (
    <html lang="it">
      <head>
        <meta charset="utf-8" />
        <title>App {count()}</title>
        <style>{STYLE}</style>
        <NoHydration>
          <HydrationScript />
        </NoHydration>
        <script async src="client.js" />
      </head>
      <body>
        <p id="a">{NUMBER}</p>
        <input id="field" />
        <button id="more" onClick={() => setCount(count() + 1)}>
          More {count()}
        </button>
        <Show when={count() > 0}>
          <p id="b">{ADDED}</p>
        </Show>
      </body>
    </html>
  );
}
