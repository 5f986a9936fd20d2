import { useState } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { Phrase } from '../Phrase.tsx';
import { Text } from '../Text.tsx';

export interface SiteRowProps {
  host: string;
  /** Asks the browser for access; must be called in the click itself. Tells whether it was given. */
  onEnable: () => Promise<boolean>;
}

/** Offers to recognise contacts on the site that the popup was opened over. */
export function SiteRow({ host, onEnable }: SiteRowProps) {
  const [refused, setRefused] = useState(false);
  const enable = () => {
    setRefused(false);
    onEnable().then(
      (granted) => setRefused(!granted),
      () => setRefused(true),
    );
  };
  const shownHost = <Text value={host} class="host" most={100} />;
  return (
    <div class="site-row">
      <button type="button" class="wide" onClick={enable}>
        <Icon name="globe" />
        <span>
          <Phrase message="site_enable" values={[shownHost]} />
        </span>
      </button>
      {refused && (
        <p role="alert" class="problem">
          <Phrase message="site_refused" values={[shownHost]} />
        </p>
      )}
    </div>
  );
}
