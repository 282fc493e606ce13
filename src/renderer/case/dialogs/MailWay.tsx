import { Radio, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Way } from '#domain/case/events';
import { useCommand } from '../../app/queries';
import { languageNames, wayNames } from '../../app/texts/words';
import { caseTexts } from '../texts';
import { AskDialog } from './AskDialog';
import type { DialogProps } from './AskDialog';

const { mailWay } = caseTexts;

/** Sends the words and steps of one way to an address from before the case (R5). */
export const MailWay = ({
  view,
  onClose,
  way,
  begin,
}: DialogProps & { readonly way: Way; readonly begin: 'en' | 'fr' }) => {
  const usable = (view.account?.addresses ?? []).filter((address) => address.standing === 'usable');
  const [addressId, setAddressId] = useState(usable[0]?.addressId ?? '');
  const [language, setLanguage] = useState(begin);
  const command = useCommand('cases.sendSelfHelp');
  return (
    <AskDialog
      title={mailWay.title(wayNames[way])}
      button={mailWay.button}
      isReady={addressId !== ''}
      isBusy={command.isPending}
      failure={command.error}
      onClose={onClose}
      onSubmit={() => command.mutate({ caseId: view.caseId, way, addressId, language }, { onSuccess: onClose })}
    >
      <Radio.Group label={mailWay.to} description={mailWay.only} value={addressId} onChange={setAddressId}>
        <Stack gap={8} mt={8}>
          {usable.map((address) => (
            <Radio
              key={address.addressId}
              value={address.addressId}
              label={address.address}
              {...(address.addressId === addressId ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <SegmentedControl
        aria-label={mailWay.language}
        value={language}
        onChange={(value) => setLanguage(value === 'fr' ? 'fr' : 'en')}
        data={[
          { value: 'en', label: languageNames.en },
          { value: 'fr', label: languageNames.fr },
        ]}
      />
    </AskDialog>
  );
};
