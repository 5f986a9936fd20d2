import { flatParent } from '../flat-tree.ts';

const AXES: Readonly<Record<string, string>> = { x: '1,0,0', y: '0,1,0', '': '0,0,1', z: '0,0,1' };

/**
 * Whether an element shows its back, in the space that it shares with what is around it
 * (https://drafts.csswg.org/css-transforms-2/#backface-visibility-property). The perspective is
 * left out.
 */
export function isTurnedAway(element: Element): boolean {
  let turn = new DOMMatrix();
  for (let node: Node | null = element; node instanceof Element; node = flatParent(node)) {
    const { transformStyle, rotate, transform } = getComputedStyle(node);
    if (node !== element && transformStyle !== 'preserve-3d') break;
    turn = rotation(rotate).multiply(new DOMMatrix(transform)).multiply(turn);
  }
  return turn.inverse().m33 < 0;
}

/** What the property `rotate` does: `none`, `90deg`, `y 90deg`, `1 1 0 90deg`. */
function rotation(rotate: string): DOMMatrix {
  if (rotate === 'none') return new DOMMatrix();
  const axis = rotate.split(' ');
  const angle = axis.pop() ?? '';
  const named = axis.join();
  return new DOMMatrix(`rotate3d(${AXES[named] ?? named},${angle})`);
}
