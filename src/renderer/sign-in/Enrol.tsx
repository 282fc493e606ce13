import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCommand } from '../app/queries';
import { useShownOnce } from '../app/shown-once';
import { signInTexts } from '../app/texts/sign-in';
import { ScanStep } from '../start/ScanStep';
import { Card } from '../ui/Card';
import { Failure } from '../ui/Failure';

const { enrol } = signInTexts;

/** What an invited person does: a password, an authenticator, a code, ten backup codes. */
export const Enrol = ({ onBack }: { readonly onBack: () => void }) => {
  const begin = useCommand('staff.beginEnrolment');
  const finish = useCommand('staff.finishEnrolment');
  const show = useShownOnce((state) => state.show);
  const form = useForm({
    initialValues: { invitation: '', password: '', again: '' },
    validate: {
      invitation: (value) => (value.trim().length < 8 ? enrol.words : null),
      password: (value) => (value.length < 12 ? enrol.passwordHint : null),
      again: (value, all) => (value === all.password ? null : enrol.different),
    },
  });
  if (begin.data !== undefined) {
    const { enrolmentId, name, otpauthQr, secret } = begin.data;
    return (
      <Card title={enrol.title} words={enrol.hello(name)} width={448}>
        <ScanStep
          otpauthQr={otpauthQr}
          secret={secret}
          isBusy={finish.isPending}
          failure={finish.error}
          onCode={(code) =>
            finish.mutate(
              { enrolmentId, code },
              {
                onSuccess: ({ backupCodes }) => {
                  show(backupCodes);
                  onBack();
                },
              },
            )
          }
        />
      </Card>
    );
  }
  return (
    <Card title={enrol.title} words={enrol.words}>
      <form noValidate onSubmit={form.onSubmit(({ invitation, password }) => begin.mutate({ invitation, password }))}>
        <Stack gap={14}>
          <TextInput
            label={enrol.invitation}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            {...form.getInputProps('invitation')}
          />
          <PasswordInput
            label={enrol.password}
            description={enrol.passwordHint}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <PasswordInput label={enrol.again} autoComplete="new-password" {...form.getInputProps('again')} />
          <Failure failure={begin.error} />
          <Button type="submit" fullWidth loading={begin.isPending}>
            {enrol.next}
          </Button>
          <Anchor component="button" type="button" size="sm" onClick={onBack}>
            {enrol.back}
          </Anchor>
        </Stack>
      </form>
    </Card>
  );
};
