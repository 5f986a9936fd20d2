import type { SyncStatus } from '../utils/sync/status.ts';
import { Announcement } from './Announcement.tsx';
import { Icon } from './Icon.tsx';
import { syncAnnouncement, syncSummary } from './sync-summary.ts';
import { useNow } from './use-now.ts';

/** How fresh the contacts are, what the sync is doing, and what to do if it cannot. */
export function SyncLine({ sync }: { sync: SyncStatus }) {
  const { tone, headline, details } = syncSummary(sync, useNow());
  return (
    <div class={`sync-line ${tone}`}>
      {tone === 'trouble' && <Icon name="warning" />}
      <div>
        <p class="sync-headline">{headline}</p>
        {details.map((detail) => (
          <p key={detail} class="sync-detail">
            {detail}
          </p>
        ))}
      </div>
      <Announcement text={syncAnnouncement(sync)} />
    </div>
  );
}
