import { render } from 'preact';

/** A field and as many rows as a popup shows at once. */
function Bare() {
  return (
    <main>
      <input type="search" autofocus />
      <ul>
        {Array.from({ length: 20 }, (_, row) => (
          <li key={row} role="option">
            Somebody {row}
          </li>
        ))}
      </ul>
    </main>
  );
}

export function start(): void {
  render(<Bare />, document.body);
}
