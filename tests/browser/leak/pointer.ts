/**
 * Makes the events of a pointer and a keyboard on every number, as a page's script can; none of
 * them is trusted, and none may count (T6).
 */
export function synthesize(): void {
  for (const number of window.leak.numbers) {
    const { left, top, height } = number.getBoundingClientRect();
    const at = { bubbles: true, composed: true, clientX: left + 20, clientY: top + height / 2 };
    for (const type of ['pointerover', 'pointerenter', 'pointermove', 'pointerdown', 'pointerup']) {
      number.dispatchEvent(new PointerEvent(type, { ...at, pointerType: 'mouse' }));
    }
    for (const type of ['mouseover', 'mouseenter', 'mousemove', 'click', 'contextmenu']) {
      number.dispatchEvent(new MouseEvent(type, at));
    }
    for (const key of ['Enter', 'c', 'F2']) {
      number.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true }));
    }
    number.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    number.click();
  }
}

/**
 * Listens to the pointer at the window, before everybody else: an element of ours under it would
 * be a target.
 *
 * @returns where the numbers are
 */
export function hearPointer(): { x: number; y: number; right: number }[] {
  const { numbers, own, describe } = window.leak;
  const heard = numbers.map(() => new Set<string>());
  const places = numbers.map((number) => {
    const { left, top, width, height } = number.getBoundingClientRect();
    return { x: left + 15, y: top + height - 3, right: left + width + 300 };
  });
  const types = 'over out enter leave move down up'.split(' ');
  for (const type of [
    ...types.flatMap((name) => [`pointer${name}`, `mouse${name}`]),
    ...['click', 'auxclick', 'contextmenu', 'dragstart', 'selectstart', 'gotpointercapture'],
  ]) {
    addEventListener(
      type,
      (event) => {
        if (!(event instanceof MouseEvent) || !event.isTrusted) return;
        // By place, not by target: a target of ours would belong to no number.
        const near = places.findIndex(({ y }) => Math.abs(y - event.clientY) < 12);
        const targets = [event.target, event.relatedTarget].filter(
          (target) => target instanceof Element && !own.has(target),
        );
        for (const target of targets) heard[near]?.add(`${type} ${describe(target)}`);
      },
      true,
    );
  }
  Object.assign(window, { heard });
  return places;
}

/** What {@link hearPointer} has heard, by number. */
export function heardTargets(): string[] {
  const { heard } = window as unknown as { heard: Set<string>[] };
  return heard.map((targets) => [...targets].toSorted().join());
}

/** Does to the node that the page sees what could turn what is in it inside out. */
export function restyleHosts(): void {
  for (const host of document.querySelectorAll<HTMLElement>('head > div')) {
    host.style.setProperty('pointer-events', 'auto', 'important');
    host.style.setProperty('color', 'red', 'important');
    host.style.setProperty('opacity', '0.9', 'important');
    host.style.setProperty('visibility', 'visible', 'important');
    host.style.setProperty('user-select', 'all', 'important');
  }
}

/** A place beside the first number where there is nothing. */
export function besideFirst(): { x: number; y: number } {
  const { right, top, height } = window.leak.numbers[0]?.getBoundingClientRect() ?? new DOMRect();
  return { x: right + 200, y: top + height - 3 };
}

/** Slides the first number to a place, as a page may that tries out whom it is known to. */
export function slideFirstTo({ x, y }: { x: number; y: number }): void {
  const [first] = window.leak.numbers;
  if (!first) throw new Error('no number');
  const { left, top, width, height } = first.getBoundingClientRect();
  first.style.display = 'inline-block';
  first.style.transform = `translate(${x - left - width / 2}px, ${y - top - height / 2}px)`;
}

export function slideFirstBack(): void {
  window.leak.numbers[0]?.removeAttribute('style');
}
