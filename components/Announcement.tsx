import { useEffect, useRef, useState } from 'preact/hooks';

const CALM_MS = 4_000;

export interface AnnouncementProps {
  /** What screen readers say when it changes. */
  text: string;
}

/**
 * Says things to screen readers only. Text that changes all the time, as progress does, is said
 * every few seconds: the first at once, then the newest.
 */
export function Announcement({ text }: AnnouncementProps) {
  const [said, setSaid] = useState('');
  const lastAt = useRef(-Infinity);
  useEffect(() => {
    const say = () => {
      lastAt.current = performance.now();
      setSaid(text);
    };
    const timer = setTimeout(say, Math.max(0, lastAt.current + CALM_MS - performance.now()));
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div role="status" class="sr-only">
      {said}
    </div>
  );
}
