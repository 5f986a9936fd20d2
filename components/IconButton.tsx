import type { Ref } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

export interface IconButtonProps {
  icon: IconName;
  /** The accessible name, and the tooltip. */
  label: string;
  /** The key that does the same, for the tooltip. */
  keyShown?: string;
  onClick: () => void;
  class?: string;
  busy?: boolean;
  /** Whether what it switches is on. */
  pressed?: boolean;
  /** Whether what it shows and hides is shown. */
  expanded?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
}

/** A button that shows a picture only. While busy it stays focusable and does nothing. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, onClick, class: className = '', busy = false, buttonRef = null } = props;
  return (
    <button
      type="button"
      ref={buttonRef}
      class={`icon-button ${busy ? 'busy' : ''} ${className}`}
      aria-label={label}
      aria-disabled={busy}
      aria-expanded={props.expanded}
      aria-pressed={props.pressed}
      title={props.keyShown === undefined ? label : `${label} (${props.keyShown})`}
      onClick={() => {
        if (!busy) onClick();
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
