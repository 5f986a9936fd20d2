import { useEffect, useRef, useState } from 'preact/hooks';
import type { Account } from '../../utils/account.ts';
import type { SyncStatus } from '../../utils/sync/status.ts';
import { t } from '../../utils/i18n.ts';
import { Announcement } from '../Announcement.tsx';
import { Phrase } from '../Phrase.tsx';
import { SyncLine } from '../SyncLine.tsx';
import { Text } from '../Text.tsx';
import { DisconnectQuestion } from './DisconnectQuestion.tsx';
import { type Connect, KeyForm } from './KeyForm.tsx';

export interface ConnectionSectionProps {
  account: Account | undefined;
  sync: SyncStatus;
  connect: Connect;
  disconnect: () => Promise<unknown>;
  startSync: () => Promise<unknown>;
}

/** Whose contacts these are, how fresh they are, and the way in and out. */
export function ConnectionSection(props: ConnectionSectionProps) {
  const { account, sync, connect } = props;
  const [said, setSaid] = useState('');
  return (
    <section aria-labelledby="connection">
      <h2 id="connection">{t('connection_heading')}</h2>
      {account ? (
        <Connected
          key={account.email}
          account={account}
          sync={sync}
          connect={connect}
          startSync={props.startSync}
          disconnect={() => props.disconnect().then(() => setSaid(t('disconnected')))}
        />
      ) : (
        <>
          <p>{t('connection_intro')}</p>
          <KeyForm connect={connect} takeFocus={said !== ''} />
          {said !== '' && <p class="muted">{said}</p>}
        </>
      )}
      <Announcement text={account ? t('connected_as', account.email) : said} />
    </section>
  );
}

interface ConnectedProps {
  account: Account;
  sync: SyncStatus;
  connect: Connect;
  disconnect: () => Promise<unknown>;
  startSync: () => Promise<unknown>;
}

function Connected({ account, sync, connect, disconnect, startSync }: ConnectedProps) {
  const [asked, setAsked] = useState<'nothing' | 'disconnect' | 'key'>('nothing');
  const [failed, setFailed] = useState(false);
  const disconnectButton = useRef<HTMLButtonElement>(null);
  const needsKey = sync.phase.kind === 'failed' && sync.phase.error.kind === 'key-refused';
  const sinceKey = account.connectedAt;
  // A new key for the same account: the form has done its work.
  useEffect(() => setAsked('nothing'), [sinceKey]);

  const attempt = (work: () => Promise<unknown>) => {
    setFailed(false);
    work().catch(() => setFailed(true));
  };
  const keep = () => {
    setAsked('nothing');
    disconnectButton.current?.focus();
  };

  return (
    <>
      <p class="account">
        <Phrase message="connected_as" values={[<Text value={account.email} class="strong" />]} />
      </p>
      <p class="muted">
        <Phrase
          message="key_ending"
          values={[<Text value={`…${account.keyEnding}`} class="digits" />]}
        />
      </p>
      <SyncLine sync={sync} />
      {failed && (
        <p role="alert" class="problem">
          {t('request_failed')}
        </p>
      )}
      {(needsKey || asked === 'key') && <KeyForm connect={connect} takeFocus={asked === 'key'} />}
      <div class="buttons">
        <button
          type="button"
          aria-disabled={sync.phase.kind === 'running'}
          onClick={() => {
            if (sync.phase.kind !== 'running') attempt(startSync);
          }}
        >
          {t('sync_now')}
        </button>
        {!needsKey && asked !== 'key' && (
          <button type="button" onClick={() => setAsked('key')}>
            {t('key_other')}
          </button>
        )}
        <button
          type="button"
          ref={disconnectButton}
          aria-expanded={asked === 'disconnect'}
          onClick={() => setAsked('disconnect')}
        >
          {t('disconnect')}
        </button>
      </div>
      {asked === 'disconnect' && (
        <DisconnectQuestion onYes={() => attempt(disconnect)} onNo={keep} />
      )}
    </>
  );
}
