import { useRef } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import { nameOf } from '../details/contact-view.ts';
import { Places } from '../details/Places.tsx';
import { Text } from '../Text.tsx';
import { differencesOf } from './differences.ts';

/** The id of what the tabs switch. */
export const CARD_PANEL_ID = 'contact-panel';

export function tabId(index: number): string {
  return `contact-tab-${index}`;
}

export interface ContactTabsProps {
  contacts: readonly Contact[];
  chosen: number;
  onChoose: (index: number) => void;
}

/** The contacts that share a number, each with what tells it from the others. */
export function ContactTabs({ contacts, chosen, onChoose }: ContactTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const differences = differencesOf(contacts);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tabAfterKey(event.key, chosen, contacts.length);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div
      ref={list}
      class="contact-tabs"
      role="tablist"
      aria-label={t('card_several')}
      onKeyDown={onKeyDown}
    >
      {contacts.map((contact, index) => (
        <button
          key={contact.uuid}
          id={tabId(index)}
          type="button"
          role="tab"
          aria-selected={index === chosen}
          aria-controls={CARD_PANEL_ID}
          tabIndex={index === chosen ? 0 : -1}
          onClick={() => onChoose(index)}
        >
          <Text value={nameOf(contact)} class="tab-name" most={120} />
          <span class="tab-place">
            <Places places={differences[index] ?? []} />
          </span>
        </button>
      ))}
    </div>
  );
}

function tabAfterKey(key: string, chosen: number, tabs: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (chosen + 1) % tabs;
    case 'ArrowLeft':
      return (chosen + tabs - 1) % tabs;
    case 'Home':
      return 0;
    case 'End':
      return tabs - 1;
    default:
      return undefined;
  }
}
