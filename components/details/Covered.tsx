import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';

export interface CoveredProps {
  /** What is covered, for the button's name. */
  label: string;
  children: ComponentChildren;
}

/**
 * Covers something that not everybody who looks at the screen may read, until it is asked for.
 * What is covered is not there: its length would tell something, and pictures can be sharpened.
 */
export function Covered({ label, children }: CoveredProps) {
  const [isShown, setIsShown] = useState(false);
  if (isShown) return <>{children}</>;
  return (
    <button
      type="button"
      class="covered"
      aria-label={t('field_uncover', label)}
      title={t('field_uncover', label)}
      onClick={() => setIsShown(true)}
    >
      <span aria-hidden="true">{t('field_covered')}</span>
    </button>
  );
}
