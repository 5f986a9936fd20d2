import { useState } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import { Icon } from '../Icon.tsx';
import { IconButton } from '../IconButton.tsx';
import { Phrase } from '../Phrase.tsx';
import { Text } from '../Text.tsx';
import type { PopupActions, SiteState } from './contract.ts';
import { SiteCountry } from './SiteCountry.tsx';

export interface SiteRowProps {
  site: SiteState;
  actions: Pick<PopupActions, 'enableSite' | 'switchSite' | 'setSiteCountry' | 'countries'>;
}

/** Whether contacts are shown on the site behind the popup, and how its numbers are read. */
export function SiteRow({ site, actions }: SiteRowProps) {
  const { origin, host, marks, country } = site;
  const [problem, setProblem] = useState<'none' | 'refused' | 'failed'>('none');
  const [isOpen, setOpen] = useState(false);
  const shownHost = <Text value={host} class="host" most={100} />;

  // In the click itself: browsers want that before they ask.
  const enable = () => {
    setProblem('none');
    actions.enableSite(origin).then(
      (granted) => setProblem(granted ? 'none' : 'refused'),
      () => setProblem('refused'),
    );
  };
  const attempt = (work: Promise<unknown>) => {
    setProblem('none');
    work.catch(() => setProblem('failed'));
  };

  return (
    <div class="site-row">
      <div class="site-line">
        {marks === 'not-granted' ? (
          <button type="button" class="wide" onClick={enable}>
            <Icon name="globe" />
            <span>
              <Phrase message="site_enable" values={[shownHost]} />
            </span>
          </button>
        ) : (
          <button
            type="button"
            role="switch"
            aria-checked={marks === 'on'}
            class="wide switch"
            onClick={() => attempt(actions.switchSite(host, marks === 'off'))}
          >
            <Icon name="globe" />
            <span class="switch-text">
              <Phrase message="site_enable" values={[shownHost]} />
            </span>
            <span class="switch-track" aria-hidden="true" />
          </button>
        )}
        <IconButton
          icon={isOpen ? 'up' : 'down'}
          label={t('site_settings', host)}
          expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <SiteCountry
          countries={actions.countries}
          chosen={country}
          onChoose={(next) => attempt(actions.setSiteCountry(host, next))}
        />
      )}
      {problem !== 'none' && (
        <p role="alert" class="problem">
          {problem === 'refused' ? (
            <Phrase message="site_refused" values={[shownHost]} />
          ) : (
            t('request_failed')
          )}
        </p>
      )}
    </div>
  );
}
