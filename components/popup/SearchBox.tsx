import type { Ref } from 'preact';
import { t } from '../../utils/i18n.ts';
import { Icon } from '../Icon.tsx';
import { rowAfterKey } from './list-keys.ts';
import { FOUND_LIST_ID, PAGE_LIST_ID, rowId } from './rows.ts';

const KEYS_ID = 'search-keys';

export interface SearchBoxProps {
  query: string;
  rows: number;
  /** The active row, or -1. */
  active: number;
  /** Sentences about what keys do, for screen readers. */
  keys: readonly string[];
  inputRef: Ref<HTMLInputElement>;
  onQuery: (query: string) => void;
  onActive: (row: number) => void;
  onOpen: (background: boolean) => void;
  onDetails: () => void;
  onJump: () => void;
}

/** The field that steers everything: typing searches, arrows move, Enter opens. */
export function SearchBox(props: SearchBoxProps) {
  const { query, rows, active, keys, inputRef } = props;

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    // In an input method's window these keys choose letters.
    if (event.isComposing) return;
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    const isJump = event.key === 'Enter' && event.shiftKey && !hasModifier;
    if (event.shiftKey && !isJump) return;
    const row = hasModifier ? undefined : rowAfterKey(event.key, active, rows);
    if (isJump) props.onJump();
    else if (row !== undefined) props.onActive(row);
    else if (event.key === 'Enter' && event.altKey) props.onDetails();
    else if (event.key === 'Enter') props.onOpen(event.ctrlKey || event.metaKey);
    else if (
      event.key === 'ArrowRight' &&
      !hasModifier &&
      active >= 0 &&
      isAtEnd(event.currentTarget)
    )
      props.onDetails();
    else if (event.key === 'Escape' && query !== '') props.onQuery('');
    else return;
    event.preventDefault();
  };

  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        ref={inputRef}
        type="search"
        role="combobox"
        // Preact's types ask for it with this role; a `listbox` of ours needs no `datalist`.
        list={undefined}
        aria-label={t('search_label')}
        aria-expanded={rows > 0}
        aria-controls={`${PAGE_LIST_ID} ${FOUND_LIST_ID}`}
        aria-describedby={KEYS_ID}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? rowId(active) : undefined}
        placeholder={t('search_placeholder')}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="go"
        value={query}
        onInput={(event) => props.onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p id={KEYS_ID} class="sr-only">
        {keys.join(' ')}
      </p>
    </div>
  );
}

function isAtEnd({ selectionStart, selectionEnd, value }: HTMLInputElement): boolean {
  return selectionStart === value.length && selectionEnd === value.length;
}
