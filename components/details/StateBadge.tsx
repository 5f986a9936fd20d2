import type { ContactState } from '../../utils/contact.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { stateText } from './contact-view.ts';

const ICONS: Record<ContactState, IconName> = { open: 'open', closed: 'check', blocked: 'blocked' };

/** Open, closed or blocked: in words and a shape, then in colour. */
export function StateBadge({ state }: { state: ContactState }) {
  return (
    <span class={`state state-${state}`}>
      <Icon name={ICONS[state]} />
      {stateText(state)}
    </span>
  );
}
