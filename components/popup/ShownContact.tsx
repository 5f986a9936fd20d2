import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import { ContactDetails } from '../details/ContactDetails.tsx';
import { IconButton } from '../IconButton.tsx';

export interface ShownContactProps {
  contact: Contact;
  onOpenConversation: (uuid: string, background: boolean) => void;
  onBack: () => void;
}

/** One contact in full. Takes the focus; Escape and the left arrow lead back. */
export function ShownContact({ contact, onOpenConversation, onBack }: ShownContactProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [contact]);
  return (
    <div
      class="shown-contact"
      onKeyDown={(event) => {
        const leads = event.key === 'Escape' || event.key === 'ArrowLeft';
        if (!leads || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
        event.preventDefault();
        onBack();
      }}
    >
      <ContactDetails
        contact={contact}
        headingRef={heading}
        onOpenConversation={onOpenConversation}
        lead={<IconButton icon="back" label={t('back')} onClick={onBack} />}
      />
    </div>
  );
}
