/** Something that happens at Callbell. */
export interface Happening {
  kind: 'message' | 'edit';
  at: number;
  id: number;
  /** Whether an edit is made in the course of a conversation. */
  isInTalk: boolean;
}

/** A conversation begins every ten seconds, and has ten messages in half an hour. */
const TALK = { everyMs: 10_000, messages: 10, lastsMs: 1_800_000, editShare: 0.5 };
/** Edits of contacts that do not write: lists that are tidied, deals that are closed. */
const EDITS_ELSEWHERE = 200;

/**
 * A working day of a busy account: a message a second, half of the conversations with an edit in
 * their course or right after it.
 *
 * @param begin milliseconds since the epoch, as `at`
 */
export function makeDay(
  begin: number,
  length: number,
  contacts: number,
  random: () => number,
): Happening[] {
  const day: Happening[] = [];
  const anybody = (): number => Math.floor(random() * contacts);
  for (let start = begin; start < begin + length; start += TALK.everyMs) {
    const id = anybody();
    const within = (milliseconds: number): number => start + random() * milliseconds;
    for (let nth = 0; nth < TALK.messages; nth += 1) {
      day.push({ kind: 'message', at: within(TALK.lastsMs), id, isInTalk: true });
    }
    if (random() < TALK.editShare) {
      day.push({ kind: 'edit', at: within(TALK.lastsMs * 1.1), id, isInTalk: true });
    }
  }
  for (let nth = 0; nth < EDITS_ELSEWHERE; nth += 1) {
    const at = begin + random() * length;
    day.push({ kind: 'edit', at, id: anybody(), isInTalk: false });
  }
  return day.sort((a, b) => a.at - b.at);
}
