import { useRef, useState } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import type { Settings } from '../../utils/settings.ts';
import { MarkStyleField } from './MarkStyleField.tsx';
import { SiteList } from './SiteList.tsx';

export interface SiteAccess {
  /** Whether every website is enabled. */
  all: boolean;
  /** Single sites, as match patterns (`https://example.com/*`). */
  origins: readonly string[];
}

export interface WebPagesSectionProps {
  access: SiteAccess;
  settings: Pick<Settings, 'sitesOff' | 'markStyle'>;
  /** Asks the browser; must do it in the same turn, which is the click's. */
  enableAll: () => Promise<boolean>;
  disableAll: () => Promise<unknown>;
  remove: (origin: string) => Promise<unknown>;
  changeSettings: (change: Partial<Settings>) => Promise<unknown>;
}

/** On which websites numbers are recognised, and how they are marked there. */
export function WebPagesSection(props: WebPagesSectionProps) {
  const { access, settings, enableAll, disableAll, remove, changeSettings } = props;
  const [problem, setProblem] = useState('');
  const state = useRef<HTMLParagraphElement>(null);

  const attempt = (work: Promise<unknown>) => {
    setProblem('');
    work.catch(() => setProblem(t('request_failed')));
  };
  const leaveTo = (work: Promise<unknown>) => {
    // The button is about to go; the state above it says what has come of it.
    state.current?.focus();
    attempt(work);
  };
  const enable = () =>
    attempt(
      enableAll().then((granted) => {
        if (!granted) setProblem(t('pages_refused'));
      }),
    );

  return (
    <section aria-labelledby="web-pages">
      <h2 id="web-pages">{t('pages_heading')}</h2>
      <p>{t('pages_intro')}</p>
      <p ref={state} tabIndex={-1} role="status" class={`access ${isOn(access) ? 'on' : ''}`}>
        {t(accessText(access))}
      </p>
      <div class="buttons">
        {access.all ? (
          <button type="button" onClick={() => attempt(disableAll())}>
            {t('pages_all_disable')}
          </button>
        ) : (
          <button type="button" class="primary" onClick={enable}>
            {t('pages_all_enable')}
          </button>
        )}
      </div>
      {problem !== '' && (
        <p role="alert" class="problem">
          {problem}
        </p>
      )}
      <SiteList
        id="sites"
        heading={t('pages_sites')}
        sites={access.origins.map((origin) => ({ key: origin, name: siteName(origin) }))}
        action="remove"
        onAct={(origin) => leaveTo(remove(origin))}
      />
      <SiteList
        id="sites-off"
        heading={t('pages_switched_off')}
        hint={t('pages_switched_off_hint')}
        sites={settings.sitesOff.map((host) => ({ key: host, name: host }))}
        action="switch-on"
        onAct={(host) =>
          leaveTo(changeSettings({ sitesOff: settings.sitesOff.filter((other) => other !== host) }))
        }
      />
      <MarkStyleField
        chosen={settings.markStyle}
        onChoose={(markStyle) => attempt(changeSettings({ markStyle }))}
      />
    </section>
  );
}

function isOn({ all, origins }: SiteAccess): boolean {
  return all || origins.length > 0;
}

function accessText(access: SiteAccess): 'pages_all_on' | 'pages_some_on' | 'pages_off' {
  if (access.all) return 'pages_all_on';
  return isOn(access) ? 'pages_some_on' : 'pages_off';
}

/** A match pattern as people write a site; `http:` stays, because it is the unusual one. */
function siteName(origin: string): string {
  return origin.replace(/^https:\/\//u, '').replace(/\/\*?$/u, '');
}
