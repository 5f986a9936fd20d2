import type { ComponentChildren, Ref } from 'preact';
import { useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import type { CardContacts } from '../../utils/messages/protocol.ts';
import { nameOf } from '../details/contact-view.ts';
import type { OpenConversation } from '../details/ContactActions.tsx';
import { ContactDetails } from '../details/ContactDetails.tsx';
import { useRefresh } from '../details/use-refresh.ts';
import { errorText } from '../error-text.ts';
import { Phrase } from '../Phrase.tsx';
import { Text } from '../Text.tsx';
import type { CardActions } from './card-actions.ts';
import { CardFoot } from './CardFoot.tsx';
import { CARD_PANEL_ID, ContactTabs, tabId } from './ContactTabs.tsx';
import { NumberWritings } from './NumberWritings.tsx';

export interface NumberProps {
  subject: CardContacts;
  actions: CardActions;
  headingRef: Ref<HTMLHeadingElement>;
  /** Pin and close. */
  buttons: ComponentChildren;
}

/** When a contact was read from Callbell; `null` for what is not known. */
interface Shown {
  contact: Contact;
  readAt: number | null;
}

/** Whose number it is: one contact, or one of several. */
export function KnownNumber({ subject, actions, headingRef, buttons }: NumberProps) {
  const { text, host, guessed, writings, syncedAt, syncError, view } = subject;
  const [shown, setShown] = useState<Shown[]>(() =>
    subject.contacts.map((contact) => ({ contact, readAt: syncedAt })),
  );
  /** The first, as long as nobody else was chosen. */
  const [chosenUuid, setChosenUuid] = useState<string>();
  const [problem, setProblem] = useState(syncError ? errorText(syncError) : '');
  /** Who is not meant here any more. */
  const [removed, setRemoved] = useState<Shown>();

  const open: OpenConversation = (uuid, background) => {
    actions.openConversation(uuid, background).then(
      (opened) => setProblem(opened ? '' : t('conversation_failed')),
      () => setProblem(t('request_failed')),
    );
  };
  const { isRefreshing, refresh } = useRefresh(actions.refresh, setProblem);
  const readAnew = async ({ contact: { uuid } }: Shown): Promise<void> => {
    const contact = await refresh(uuid);
    if (!contact) return;
    const fresh = { contact, readAt: Date.now() };
    setShown((all) => all.map((one) => (one.contact.uuid === uuid ? fresh : one)));
  };
  const setNotHere = (one: Shown, isNotHere: boolean): void => {
    actions.setNotHere({ uuid: one.contact.uuid, text, host }, isNotHere).then(
      () => {
        // As it is by now: somebody may have been read anew meanwhile.
        setShown((all) => {
          const others = all.filter(({ contact }) => contact.uuid !== one.contact.uuid);
          return isNotHere ? others : [one, ...others];
        });
        setRemoved(isNotHere ? one : undefined);
      },
      () => setProblem(t('request_failed')),
    );
  };

  const chosen = Math.max(
    0,
    shown.findIndex(({ contact }) => contact.uuid === chosenUuid),
  );
  const current = shown[chosen];
  const undo = removed && (
    <p role="status" class="notice">
      <Phrase
        message="not_here_done"
        values={[<Text value={nameOf(removed.contact)} most={60} />, <Text value={host} />]}
      />{' '}
      <button type="button" class="link" onClick={() => setNotHere(removed, false)}>
        {t('undo')}
      </button>
    </p>
  );
  if (!current) {
    return (
      <div class="message">
        <div>{undo}</div>
        {buttons}
      </div>
    );
  }

  const isOneOfSeveral = shown.length > 1;
  const panel = isOneOfSeveral
    ? { id: CARD_PANEL_ID, role: 'tabpanel' as const, 'aria-labelledby': tabId(chosen) }
    : {};
  return (
    <>
      {isOneOfSeveral && (
        <ContactTabs
          contacts={shown.map(({ contact }) => contact)}
          chosen={chosen}
          onChoose={(index) => setChosenUuid(shown[index]?.contact.uuid)}
        />
      )}
      <div class="card-panel" {...panel}>
        <ContactDetails
          contact={current.contact}
          onOpenConversation={open}
          headingRef={headingRef}
          describedBy={text}
          trail={buttons}
          view={view}
          underPhone={
            <NumberWritings text={text} writings={writings} besides={current.contact.phoneNumber} />
          }
          notice={
            <>
              {guessed && <p class="notice">{t('card_guessed')}</p>}
              {undo}
              {problem !== '' && (
                <p role="alert" class="problem strip">
                  {problem}
                </p>
              )}
            </>
          }
          foot={
            <CardFoot
              readAt={current.readAt}
              isFresh={current.readAt !== syncedAt}
              isRefreshing={isRefreshing}
              onRefresh={() => void readAnew(current)}
              onNotHere={host === '' ? undefined : () => setNotHere(current, true)}
            />
          }
        />
      </div>
    </>
  );
}
