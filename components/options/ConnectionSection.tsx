import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Account } from '../../utils/account.ts';
import type { SyncStatus } from '../../utils/sync/status.ts';
import { t } from '../../utils/i18n.ts';
import { Announcement } from '../Announcement.tsx';
import { Phrase } from '../Phrase.tsx';
import { Text } from '../Text.tsx';
import { DisconnectQuestion } from './DisconnectQuestion.tsx';
import { type Connect, KeyForm } from './KeyForm.tsx';

export interface ConnectionSectionProps {
  account: Account | undefined;
  /** Whether there was one, which the browser has lost. */
  wasErased: boolean;
  sync: SyncStatus;
  connect: Connect;
  disconnect: () => Promise<unknown>;
}

/** Whose contacts these are, and the way in and out. */
export function ConnectionSection(props: ConnectionSectionProps) {
  const { account, wasErased, sync, connect } = props;
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const hasActed = useRef(false);

  const connectHere: Connect = (apiKey) => {
    hasActed.current = true;
    return connect(apiKey);
  };
  const disconnectHere = async (): Promise<void> => {
    hasActed.current = true;
    await props.disconnect();
    setSaid(t('disconnected'));
  };
  const sinceKey = account?.connectedAt;
  useLayoutEffect(() => {
    // What had the focus has gone with what was done here.
    if (hasActed.current) heading.current?.focus();
    hasActed.current = false;
  }, [sinceKey]);

  return (
    <section aria-labelledby="connection">
      <h2 id="connection" ref={heading} tabIndex={-1}>
        {t('connection_heading')}
      </h2>
      {account ? (
        <Connected
          // With a new key, what was begun with the old one is over.
          key={account.connectedAt}
          account={account}
          sync={sync}
          connect={connectHere}
          disconnect={disconnectHere}
        />
      ) : (
        <>
          {wasErased && (
            <p role="alert" class="problem">
              {t('connection_erased')}
            </p>
          )}
          <p>{t('connection_intro')}</p>
          <KeyForm connect={connectHere} takeFocus={false} />
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
  disconnect: () => Promise<void>;
}

function Connected({ account, sync, connect, disconnect }: ConnectedProps) {
  const [asked, setAsked] = useState<'nothing' | 'disconnect' | 'key'>('nothing');
  const [failed, setFailed] = useState(false);
  const disconnectButton = useRef<HTMLButtonElement>(null);
  const needsKey = sync.phase.kind === 'failed' && sync.phase.error.kind === 'key-refused';

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
      {failed && (
        <p role="alert" class="problem">
          {t('request_failed')}
        </p>
      )}
      {(needsKey || asked === 'key') && <KeyForm connect={connect} takeFocus={asked === 'key'} />}
      <div class="buttons">
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
