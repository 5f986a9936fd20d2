import { formatAgo, t } from '../../utils/i18n.ts';
import { IconButton } from '../IconButton.tsx';
import { useNow } from '../use-now.ts';

/** Contacts change every day; what is older is said to be. */
const STALE_MS = 24 * 3_600_000;

export interface CardFootProps {
  /** When the contact was read from Callbell, in milliseconds since the epoch, if that is known. */
  readAt: number | null;
  /** Whether it has just been read by itself. */
  isFresh: boolean;
  isRefreshing: boolean;
  onRefresh: () => void;
  /** Absent where there is no site to remember it for. */
  onNotHere: (() => void) | undefined;
}

/** How fresh the contact is, and what can be done about it. */
export function CardFoot({ readAt, isFresh, isRefreshing, onRefresh, onNotHere }: CardFootProps) {
  const now = useNow();
  const isStale = readAt === null || now - readAt > STALE_MS;
  return (
    <div class={`card-foot ${isStale ? 'stale' : ''}`}>
      <IconButton
        icon="sync"
        label={t('contact_refresh')}
        busy={isRefreshing}
        onClick={onRefresh}
      />
      <p role="status">
        {isRefreshing
          ? t('contact_refreshing')
          : readAt === null
            ? t('contact_read_never')
            : t(isFresh ? 'contact_read' : 'contact_synced', formatAgo(readAt, now))}
      </p>
      {onNotHere && (
        <button type="button" class="link" onClick={onNotHere}>
          {t('not_here')}
        </button>
      )}
    </div>
  );
}
