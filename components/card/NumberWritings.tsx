import { t } from '../../utils/i18n.ts';
import type { CardContacts } from '../../utils/messages/protocol.ts';
import { useCopy } from '../details/use-copy.ts';
import { Icon } from '../Icon.tsx';
import { Text } from '../Text.tsx';

export interface NumberWritingsProps {
  /** As it is written on the page. */
  text: string;
  writings: CardContacts['writings'];
  /** A writing that has its own button already. */
  besides?: string | null;
}

/** The number in each writing that somebody may want to paste, each once. */
export function NumberWritings({ text, writings, besides = null }: NumberWritingsProps) {
  const copying = useCopy();
  const all = [
    { id: 'e164', label: t('writing_e164'), value: writings?.e164 },
    { id: 'national', label: t('writing_national'), value: writings?.national },
    { id: 'written', label: t('writing_written'), value: text },
  ];
  const shown = all.filter(
    ({ value }, index) =>
      value !== undefined &&
      value !== besides &&
      all.findIndex((other) => other.value === value) === index,
  );
  return (
    <>
      <ul class="writings" aria-label={t('writings_label')}>
        {shown.map(({ id, label, value = '' }) => (
          <li key={id}>
            <button
              type="button"
              class={`writing ${copying.copied === id ? 'copied' : ''}`}
              aria-label={t('copy_writing', label, value)}
              title={t('copy_writing', label, value)}
              onClick={() => copying.copy(id, value)}
            >
              <Icon name={copying.copied === id ? 'check' : 'copy'} />
              <Text value={label} />
            </button>
          </li>
        ))}
      </ul>
      <div role="status" class="sr-only">
        {copying.message}
      </div>
    </>
  );
}
