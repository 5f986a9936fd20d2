import type { Ref } from 'preact';
import { t } from '../../utils/i18n.ts';
import { Icon } from '../Icon.tsx';
import { type Wish, caretPlace, wishOfKey } from './list-keys.ts';
import { LIST_IDS, rowId } from './rows.ts';

const KEYS_ID = 'search-keys';

export interface SearchBoxProps {
  query: string;
  rows: number;
  /** The active row, or -1. */
  active: number;
  /** Sentences about what keys do, for screen readers. */
  keys: readonly string[];
  inputRef: Ref<HTMLInputElement>;
  /** @param caret in UTF-16 code units */
  onQuery: (query: string, caret: number) => void;
  onCaret: (caret: number) => void;
  /** Text that is pasted; answers whether it was taken, so that it need not be inserted. */
  onPaste: (text: string) => boolean;
  /** The pointer's way; Escape does the same. */
  onClear: () => void;
  onWish: (wish: Wish) => void;
}

/** The field that steers everything: typing searches, arrows move, Enter opens. */
export function SearchBox(props: SearchBoxProps) {
  const { query, rows, active, keys, inputRef } = props;

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const wish = wishOfKey(event, {
      active,
      rows,
      isField: true,
      isAsked: query !== '',
      caret: caretPlace(event.currentTarget),
      hasSelection: selectionStart !== selectionEnd,
    });
    if (!wish) return;
    event.preventDefault();
    props.onWish(wish);
  };

  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        ref={inputRef}
        type="search"
        dir="auto"
        role="combobox"
        // Preact's types ask for it with this role; a `listbox` of ours needs no `datalist`.
        list={undefined}
        aria-label={t('search_label')}
        aria-expanded={rows > 0}
        aria-controls={LIST_IDS}
        aria-describedby={KEYS_ID}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? rowId(active) : undefined}
        placeholder={t('search_placeholder')}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="go"
        value={query}
        onInput={({ currentTarget: { value, selectionEnd } }) =>
          props.onQuery(value, selectionEnd ?? value.length)
        }
        onSelect={({ currentTarget: { selectionEnd } }) => props.onCaret(selectionEnd ?? 0)}
        onPaste={(event) => {
          if (props.onPaste(event.clipboardData?.getData('text/plain') ?? '')) {
            event.preventDefault();
          }
        }}
        onKeyDown={onKeyDown}
      />
      {query !== '' && (
        // Not in the way of the Tab key, which leads to the completions.
        <button
          type="button"
          class="icon-button clear"
          tabIndex={-1}
          aria-label={t('search_empty')}
          title={`${t('search_empty')} (Esc)`}
          onClick={props.onClear}
        >
          <Icon name="close" />
        </button>
      )}
      <p id={KEYS_ID} class="sr-only">
        {keys.join(' ')}
      </p>
    </div>
  );
}
