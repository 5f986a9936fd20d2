import type { ComponentChildren, Ref } from 'preact';
import { type Contact, contactState } from '../../utils/contact.ts';
import type { CardView } from '../../utils/settings.ts';
import { Text } from '../Text.tsx';
import { ContactActions, type ContactKeys, type OpenConversation } from './ContactActions.tsx';
import { ContactFields } from './ContactFields.tsx';
import { nameOf, placesOf } from './contact-view.ts';
import { Portrait } from './Portrait.tsx';
import { Places } from './Places.tsx';
import { StateBadge } from './StateBadge.tsx';

export interface ContactDetailsProps {
  contact: Contact;
  onOpenConversation: OpenConversation;
  /** Takes the focus when the view is entered. */
  headingRef?: Ref<HTMLHeadingElement>;
  /** What screen readers say behind the name. */
  describedBy?: string;
  /** Before the name: a way back. */
  lead?: ComponentChildren;
  /** Behind the name: a way out. */
  trail?: ComponentChildren;
  /** Between the name and the fields. */
  notice?: ComponentChildren;
  /** Which fields come first, are hidden or covered; whether the picture is loaded; the funnels. */
  view: CardView;
  /** Beside the phone number. */
  underPhone?: ComponentChildren;
  /** What keys do, beside what they do; where they do it. */
  keys?: ContactKeys;
  /** Below everything. */
  foot?: ComponentChildren;
}

/**
 * One contact as a whole: a head and actions that stay, and fields that scroll between them.
 * Fills its container's height.
 */
export function ContactDetails(props: ContactDetailsProps) {
  const { contact, onOpenConversation, headingRef = null, lead, trail, notice } = props;
  const { describedBy, view, underPhone, keys, foot } = props;
  const name = nameOf(contact);
  return (
    <article class="contact">
      <header class="contact-head">
        {lead}
        <Portrait
          key={contact.uuid}
          name={name}
          picture={view.avatars ? contact.avatarUrl : null}
        />
        <div class="contact-title">
          <h1 ref={headingRef} tabIndex={-1} aria-description={describedBy}>
            <Text value={name} most={300} />
          </h1>
          <p class="contact-place">
            <StateBadge state={contactState(contact)} />
            <Places places={placesOf(contact)} />
          </p>
        </div>
        {trail}
      </header>
      {notice}
      {/* Focusable, so that it can be scrolled with the keyboard. */}
      <div class="contact-body" tabIndex={0} role="region" aria-label={name}>
        <ContactFields key={contact.uuid} contact={contact} view={view} underPhone={underPhone} />
      </div>
      <ContactActions contact={contact} onOpenConversation={onOpenConversation} keys={keys} />
      {foot}
    </article>
  );
}
