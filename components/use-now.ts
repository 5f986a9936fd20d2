import { useEffect, useState } from 'preact/hooks';

const EVERY_MS = 15_000;

/** The time, in milliseconds since the epoch, fresh enough for `2 minutes ago`. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
