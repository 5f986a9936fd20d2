import type { ComponentChildren } from 'preact';
import { t } from '../../utils/i18n.ts';
import { IconButton } from '../IconButton.tsx';
import { Text } from '../Text.tsx';
import type { Copying } from './use-copy.ts';

export interface FieldRowProps {
  /** Tells the row from its siblings. */
  id: string;
  label: string;
  /** What the copy button copies; without it there is no button. */
  copyable?: string;
  copying: Copying;
  children: ComponentChildren;
}

/** One line of a contact's details, for a `<dl>`. */
export function FieldRow({ id, label, copyable, copying, children }: FieldRowProps) {
  const isCopied = copying.copied === id;
  return (
    <div class="field">
      <dt>
        <Text value={label} most={200} />
      </dt>
      <dd>
        <div class="field-value">{children}</div>
        {copyable !== undefined && (
          <IconButton
            icon={isCopied ? 'check' : 'copy'}
            class={`copy ${isCopied ? 'copied' : ''}`}
            label={t('copy_field', label)}
            onClick={() => copying.copy(id, copyable)}
          />
        )}
      </dd>
    </div>
  );
}
