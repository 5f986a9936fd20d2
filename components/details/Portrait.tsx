import { useState } from 'preact/hooks';
import { Initials } from './Initials.tsx';

export interface PortraitProps {
  name: string;
  /** Where a picture is, if the user wants pictures and there is one. */
  picture: string | null;
}

/** A contact's picture, or the letters that stand for it. */
export function Portrait({ name, picture }: PortraitProps) {
  const [isBroken, setIsBroken] = useState(false);
  if (picture === null || isBroken || !isWebPicture(picture)) return <Initials name={name} />;
  return (
    <img
      class="portrait"
      src={picture}
      alt=""
      // Whoever has the picture is told nothing of who looks at it.
      referrerpolicy="no-referrer"
      onError={() => setIsBroken(true)}
    />
  );
}

function isWebPicture(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}
