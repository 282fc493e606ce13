import { Button, Group, PasswordInput, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useShownOnce } from '../app/shown-once';
import { useCall, useCommand } from '../app/queries';
import { startTexts } from '../app/texts/start';
import { Card } from '../ui/Card';
import { Failure } from '../ui/Failure';
import { ScanStep } from './ScanStep';
import styles from './SetUp.module.css';

const { setUp } = startTexts;
const atLeast =
  (n: number) =>
  (value: string): string | null =>
    value.length < n ? setUp.tooShort(n) : null;
const needed = (value: string): string | null => (value.trim() === '' ? setUp.needed : null);

/** Set up a desk: company and first lead, how its secrets are protected, then the lead's authenticator. */
export const SetUp = ({ onBack }: { readonly onBack: () => void }) => {
  const choices = useCall('desk.vaultChoices', {});
  const begin = useCommand('desk.beginSetUp');
  const finish = useCommand('desk.finishSetUp');
  const show = useShownOnce((state) => state.show);
  const isSafe = choices.data?.safeStorage ?? false;
  const form = useForm({
    initialValues: {
      company: '',
      name: '',
      address: '',
      password: '',
      protection: 'safe-storage',
      passphrase: '',
      passphraseAgain: '',
    },
    validate: {
      company: needed,
      name: needed,
      password: atLeast(12),
      address: (value) => (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value.trim()) ? null : setUp.badAddress),
      passphrase: (value, all) => (isSafe && all.protection === 'safe-storage' ? null : atLeast(12)(value)),
      passphraseAgain: (value, all) =>
        (isSafe && all.protection === 'safe-storage') || value === all.passphrase ? null : setUp.different,
    },
  });
  const hasPassphrase = !isSafe || form.values.protection === 'passphrase';
  const submit = form.onSubmit(({ company, name, address, password, passphrase }) =>
    begin.mutate({
      company,
      name,
      address: address.trim(),
      password,
      vaultPassphrase: hasPassphrase ? passphrase : null,
    }),
  );

  // Not in `onSuccess`: the desk opens before the answer is here, and this component is gone by then.
  const finishWith = async (enrolmentId: string, code: string): Promise<void> => {
    try {
      show((await finish.mutateAsync({ enrolmentId, code })).backupCodes);
    } catch {
      /* Shown by `finish.error`. */
    }
  };

  if (begin.data !== undefined) {
    const enrolment = begin.data;
    return (
      <Card title={setUp.steps[1]} words={setUp.step(2)} width={448}>
        <ScanStep
          otpauthQr={enrolment.otpauthQr}
          secret={enrolment.secret}
          isBusy={finish.isPending}
          failure={finish.error}
          onCode={(code) => void finishWith(enrolment.enrolmentId, code)}
        />
      </Card>
    );
  }
  return (
    <Card title={setUp.title} words={`${setUp.step(1)}: ${setUp.steps[0].toLowerCase()}`} width={448}>
      <form onSubmit={submit} noValidate>
        <Stack gap={14}>
          <TextInput
            label={setUp.company}
            description={setUp.companyHint}
            maxLength={80}
            autoFocus
            {...form.getInputProps('company')}
          />
          <TextInput label={setUp.name} maxLength={120} autoComplete="off" {...form.getInputProps('name')} />
          <TextInput label={setUp.address} type="email" autoComplete="off" {...form.getInputProps('address')} />
          <PasswordInput
            label={setUp.password}
            description={setUp.passwordHint}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          {choices.data !== undefined && (
            <>
              {isSafe ? (
                <Radio.Group label={setUp.vault} description={choices.data.words} {...form.getInputProps('protection')}>
                  <Stack gap={6} mt={6}>
                    <Radio value="safe-storage" label={setUp.safeStorage} description={setUp.safeStorageHint} />
                    <Radio value="passphrase" label={setUp.passphrase} description={setUp.passphraseHint} />
                  </Stack>
                </Radio.Group>
              ) : (
                <p className={styles.words}>
                  <strong>{setUp.vault}.</strong> {choices.data.words}
                </p>
              )}
              {hasPassphrase && (
                <>
                  <PasswordInput
                    label={setUp.passphraseLabel}
                    description={setUp.passphraseHint}
                    autoComplete="off"
                    {...form.getInputProps('passphrase')}
                  />
                  <PasswordInput
                    label={setUp.passphraseAgain}
                    autoComplete="off"
                    {...form.getInputProps('passphraseAgain')}
                  />
                </>
              )}
            </>
          )}
          <p className={styles.box}>
            <strong>{setUp.connections}.</strong> {setUp.connectionsWords}
          </p>
          <Failure failure={begin.error ?? choices.error} />
          <Group justify="space-between">
            <Button variant="default" onClick={onBack}>
              {setUp.back}
            </Button>
            <Button type="submit" loading={begin.isPending} disabled={choices.data === undefined}>
              {setUp.next}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
};
