import { Button, Radio, SegmentedControl, Stack } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { useState } from 'react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useNavigation } from '../app/navigation';
import { useCommand } from '../app/queries';
import { caseTexts } from './texts';
import { languageNames } from '../app/texts/words';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import { dateText, dayText } from '../ui/times';
import styles from './SendLink.module.css';

type Address = NonNullable<CaseView['account']>['addresses'][number];
const { send } = caseTexts;

/**
 * Sends the link to an address that the account had before the case. A flagged one is shown, barred, with its reason
 * (R5).
 */
export const SendLink = ({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) => {
  const zone = useZone();
  const nowMs = useNow('minute');
  const addresses = view.account?.addresses ?? [];
  const usable = addresses.filter((address) => address.standing === 'usable');
  const [addressId, setAddressId] = useState(usable[0]?.addressId ?? '');
  const [language, setLanguage] = useState<'en' | 'fr'>(view.account?.language ?? 'en');
  const go = useNavigation((state) => state.go);
  const command = useCommand('cases.sendLink');
  const isNew = view.link !== null;
  const submit = (): void => {
    if (addressId !== '') command.mutate({ caseId: view.caseId, addressId, language }, { onSuccess: onClose });
  };
  const about = (address: Address): string => {
    if (address.standing === 'usable')
      return address.since === null
        ? send.sinceUnknown
        : caseTexts.account.age[address.basis](dateText(address.since, zone));
    if (address.standing === 'too-new')
      return send.barred['too-new'](
        address.since === null ? '' : dayText(address.since, nowMs, zone),
        view.numbers.recentContactDays,
      );
    return send.barred[address.standing];
  };
  return (
    <Dialog
      title={isNew ? send.newTitle(view.person) : send.title(view.person)}
      isOpen
      onClose={onClose}
      size={560}
      foot={
        <>
          <Button variant="default" onClick={() => go('compose', view.caseId, `recovery-link::${language}`)}>
            {send.ownWords}
          </Button>
          <Button variant="default" onClick={onClose}>
            {caseTexts.cancel}
          </Button>
          <Button type="submit" form="send-link" disabled={addressId === ''} loading={command.isPending}>
            {send.button}
          </Button>
        </>
      }
    >
      <form
        id="send-link"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap={14}>
          {usable.length === 0 && (
            <p role="alert" className={styles.none}>
              {send.none}
            </p>
          )}
          <Radio.Group label={send.to} description={send.only} value={addressId} onChange={setAddressId}>
            <Stack gap={8} mt={8}>
              {addresses.map((address) => (
                <Radio
                  key={address.addressId}
                  value={address.addressId}
                  disabled={address.standing !== 'usable'}
                  label={
                    <span className={styles.address} data-barred={address.standing !== 'usable' || undefined}>
                      {address.address}
                      {address.standing !== 'usable' && <IconAddressBook size={14} aria-hidden />}
                    </span>
                  }
                  description={about(address)}
                  {...(address.addressId === addressId ? { 'data-autofocus': true } : {})}
                />
              ))}
            </Stack>
          </Radio.Group>
          <div>
            <span className={styles.label}>{send.language}</span>
            <SegmentedControl
              aria-label={send.language}
              value={language}
              onChange={(value) => setLanguage(value === 'fr' ? 'fr' : 'en')}
              data={[
                { value: 'en', label: languageNames.en },
                { value: 'fr', label: languageNames.fr },
              ]}
            />
          </div>
          {language !== (view.account?.language ?? language) && (
            <p role="status" className={styles.none}>
              {send.otherLanguage(languageNames[view.account?.language ?? language])}
            </p>
          )}
          <p className={styles.quiet}>
            {send.end(view.numbers.linkHours)} {isNew && send.kills}
          </p>
          <Failure failure={command.error} />
        </Stack>
      </form>
    </Dialog>
  );
};
