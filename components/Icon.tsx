/** Strokes on a 16 × 16 grid. */
const PATHS = {
  back: 'M10 3 5 8l5 5',
  forward: 'm6 3 5 5-5 5',
  close: 'm4 4 8 8M12 4l-8 8',
  copy: 'M6 6h7v8H6zM10 6V2H3v8h3',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.5 10.5l3.5 3.5',
  sync: 'M13 8a5 5 0 0 1-9 3M3 8a5 5 0 0 1 9-3M12.5 1.5V5H9M3.5 14.5V11H7',
  options:
    'M2 5h4M10 5h4M8 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4M2 11h2M8 11h6M6 9a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  chat: 'M2.5 3h11v8H8l-3 3v-3H2.5z',
  contact: 'M8 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M3 14c0-2.8 2.2-4.5 5-4.5s5 1.7 5 4.5',
  external: 'M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5',
  globe: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M2 8h12M8 2c-4 4-4 8 0 12M8 2c4 4 4 8 0 12',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3.5M8 11.8v.2',
  open: 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  jump: 'M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M8 1v4M8 11v4M1 8h4M11 8h4',
  pin: 'M6 2h4M6.5 2v4.5L4.5 9.5h7L9.5 6.5V2M8 9.5V14',
  up: 'm3 10 5-5 5 5',
  down: 'm3 6 5 5 5-5',
  panel: 'M2 3h12v10H2zM9.5 3v10',
  blocked: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3M4.5 4.5l7 7',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture that says nothing by itself: the words are beside it or in its button's name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
