import { initialsOf, tintOf } from './contact-view.ts';

/** Stands in for a picture. Says nothing to screen readers: the name is beside it. */
export function Initials({ name }: { name: string }) {
  return (
    <span class={`initials ${tintOf(name)}`} aria-hidden="true">
      <bdi>{initialsOf(name)}</bdi>
    </span>
  );
}
