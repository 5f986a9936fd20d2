import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { formatNumber, plural, t } from '../../utils/i18n.ts';
import type { CardField } from '../../utils/settings.ts';
import { nameOf } from '../details/contact-view.ts';
import { useCopy } from '../details/use-copy.ts';
import { Icon } from '../Icon.tsx';
import { IconButton } from '../IconButton.tsx';
import { Text } from '../Text.tsx';
import { LookUp } from './LookUp.tsx';
import type { PopupActions } from './contract.ts';
import { TableColumns } from './TableColumns.tsx';
import { columnsOf, tableOf } from './table.ts';
import { writtenNumbers } from '../../utils/phone/written-numbers.ts';

export interface ManyNumbersProps {
  /** What was pasted or selected. */
  text: string;
  generation: number | undefined;
  /** Which fields may be seen. */
  fields: readonly CardField[];
  actions: Pick<PopupActions, 'matchNumbers' | 'lookUp' | 'openConversation'>;
  onDetails: (contact: Contact) => void;
  onBack: () => void;
}

/** Who many numbers are: a list, to be copied as a table. */
export function ManyNumbers(props: ManyNumbersProps) {
  const { text, generation, fields, actions, onDetails, onBack } = props;
  const { matchNumbers } = actions;
  const heading = useRef<HTMLHeadingElement>(null);
  const numbers = useMemo(() => writtenNumbers(text), [text]);
  const [matches, setMatches] = useState<Contact[][] | 'failed'>();
  const [chosen, setChosen] = useState<readonly string[]>(['name', 'state']);
  const copying = useCopy();
  useLayoutEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    let isCurrent = true;
    const settle = (next: Contact[][] | 'failed') => {
      if (isCurrent) setMatches(next);
    };
    matchNumbers(numbers).then(settle, () => settle('failed'));
    return () => {
      isCurrent = false;
    };
  }, [matchNumbers, numbers, generation]);

  const known = Array.isArray(matches) ? matches : [];
  const columns = columnsOf(known.flat(), fields);
  const rows = numbers.map((number, index) => ({ number, contacts: known[index] ?? [] }));
  const knownCount = known.filter((contacts) => contacts.length > 0).length;
  // Another number may have been asked about meanwhile.
  const onFound = (index: number, contacts: Contact[]) =>
    setMatches((now) => (Array.isArray(now) ? now.with(index, contacts) : now));
  return (
    <div
      class="many"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onBack();
      }}
    >
      <header class="contact-head">
        <IconButton icon="back" label={t('back')} onClick={onBack} />
        <h1 ref={heading} tabIndex={-1} class="many-title">
          {t('many_heading', formatNumber(knownCount), formatNumber(numbers.length))}
        </h1>
        <button
          type="button"
          class="primary"
          onClick={() => copying.copy('table', tableOf(rows, columns, chosen))}
        >
          <Icon name={copying.copied === 'table' ? 'check' : 'copy'} />
          {t('many_copy')}
        </button>
      </header>
      <TableColumns columns={columns} chosen={chosen} onChoose={setChosen} />
      {matches === 'failed' && (
        <p role="alert" class="problem strip">
          {t('search_failed')}
        </p>
      )}
      <ul class="results many-list" aria-label={t('many_list')} aria-busy={!matches}>
        {matches &&
          rows.map(({ number, contacts }, index) => (
            <li key={number} class="many-row">
              <Text value={number} class="digits many-number" most={40} />
              <div class="many-who">
                {contacts.map((contact) => (
                  <button
                    key={contact.uuid}
                    type="button"
                    class="link-button"
                    onClick={() => onDetails(contact)}
                  >
                    <Text value={nameOf(contact)} most={120} />
                  </button>
                ))}
                {contacts.length === 0 && (
                  <LookUp
                    text={number}
                    lookUp={actions.lookUp}
                    onFound={(found) => onFound(index, found)}
                  />
                )}
              </div>
            </li>
          ))}
      </ul>
      <p role="status" class="sr-only">
        {copying.message || (matches ? plural('contacts', known.flat().length) : t('loading'))}
      </p>
    </div>
  );
}
