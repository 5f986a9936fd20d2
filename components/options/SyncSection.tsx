import { useState } from 'preact/hooks';
import type { Settings } from '../../utils/settings.ts';
import type { SyncStatus } from '../../utils/sync/status.ts';
import { wholeInterval } from '../../utils/sync/schedule.ts';
import { formatAgo, formatDuration, formatMoment, formatTime, t } from '../../utils/i18n.ts';
import { SyncLine } from '../SyncLine.tsx';
import { isReading, nextTime } from '../sync-summary.ts';
import { useNow } from '../use-now.ts';
import { IntervalSelect } from './IntervalSelect.tsx';
import { MissingQuestion } from './MissingQuestion.tsx';
import { UnreadableList } from './UnreadableList.tsx';

type SyncSettings = Pick<Settings, 'quickSyncMinutes' | 'wholeSyncHours'>;

export interface SyncSectionProps {
  sync: SyncStatus;
  /** How many contacts can be searched. */
  stored: number;
  settings: SyncSettings;
  startSync: () => Promise<unknown>;
  answerMissing: (answer: 'keep' | 'check') => Promise<unknown>;
  changeSettings: (change: Partial<SyncSettings>) => Promise<unknown>;
}

const QUICK_MINUTES = [1, 5, 15, 60] as const;
const WHOLE_HOURS = [1, 6, 12, 24] as const;

/** How the copy of the contacts is kept: where it stands, how often it is renewed, what is amiss. */
export function SyncSection(props: SyncSectionProps) {
  const { sync, stored, settings, startSync, answerMissing, changeSettings } = props;
  const [failed, setFailed] = useState(false);
  const attempt = (work: () => Promise<unknown>) => {
    setFailed(false);
    work().catch(() => setFailed(true));
  };
  const busy = isReading(sync);
  return (
    <section aria-labelledby="sync">
      <h2 id="sync">{t('sync_heading')}</h2>
      {/* The question below says what is missing. */}
      <SyncLine sync={{ ...sync, missing: null }} stored={stored} />
      <Times sync={sync} />
      {failed && (
        <p role="alert" class="problem">
          {t('request_failed')}
        </p>
      )}
      {sync.missing && !busy && (
        <MissingQuestion
          contacts={sync.missing.contacts}
          onAnswer={(answer) => attempt(() => answerMissing(answer))}
        />
      )}
      {sync.lastWhole && (
        <UnreadableList
          entries={sync.lastWhole.unreadableEntries}
          count={sync.lastWhole.unreadable}
        />
      )}
      <div class="buttons">
        <button
          type="button"
          aria-disabled={busy}
          onClick={() => {
            if (!busy) attempt(startSync);
          }}
        >
          {t('sync_now')}
        </button>
      </div>
      <IntervalSelect
        id="quick-sync"
        label={t('sync_quick_label')}
        hint={t('sync_quick_hint')}
        unit="minute"
        choices={QUICK_MINUTES}
        chosen={settings.quickSyncMinutes}
        onChoose={(quickSyncMinutes) => attempt(() => changeSettings({ quickSyncMinutes }))}
      />
      <IntervalSelect
        id="whole-sync"
        label={t('sync_whole_label')}
        hint={wholeHint(sync, settings)}
        unit="hour"
        choices={WHOLE_HOURS}
        chosen={settings.wholeSyncHours}
        onChoose={(wholeSyncHours) => attempt(() => changeSettings({ wholeSyncHours }))}
      />
    </section>
  );
}

/** When the whole list was last read, and what will be read when. */
function Times({ sync }: { sync: SyncStatus }) {
  const now = useNow();
  const { lastWhole, phase, next } = sync;
  if (!lastWhole) return null;
  const last = t('sync_last', formatAgo(lastWhole.finishedAt, now));
  const isDue = phase.kind === 'idle';
  const whole = formatMoment(Math.max(now, next.whole), now);
  return (
    <p class="muted">
      {isDue ? `${last} ${t('sync_times', formatTime(nextTime(sync, now)), whole)}` : last}
    </p>
  );
}

const HOUR_MS = 3_600_000;

/** What reading the whole list is for, and how often it is read, if that is not as wished. */
function wholeHint(sync: SyncStatus, { wholeSyncHours }: SyncSettings): string {
  const wish = wholeSyncHours * HOUR_MS;
  const apart = wholeInterval(sync, { quick: 0, whole: wish });
  if (apart <= wish) return t('sync_whole_hint');
  const hours = Math.round(apart / HOUR_MS);
  const length =
    hours < 48 ? formatDuration(hours, 'hour') : formatDuration(Math.round(hours / 24), 'day');
  // Reading has brought little, or size alone is the reason.
  const reason = sync.thrift > 1 ? 'sync_whole_apart_little' : 'sync_whole_apart';
  return `${t('sync_whole_hint')} ${t(reason, length)}`;
}
