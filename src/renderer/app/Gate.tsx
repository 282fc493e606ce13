import { useEffect } from 'react';
import { BackupCodes } from '../start/BackupCodes';
import { EarlierDesk } from '../start/EarlierDesk';
import { FirstStart } from '../start/FirstStart';
import { Opening } from '../start/Opening';
import { Passphrase } from '../start/Passphrase';
import { RefusedDesk } from '../start/RefusedDesk';
import { SignIn } from '../sign-in/SignIn';
import { LockScreen } from '../sign-in/LockScreen';
import { DeskContext } from './desk';
import { Frame } from './Frame';
import { useStoreStatus } from './live';
import { useCall } from './queries';
import { loadScreens } from './screens';
import { SessionContext } from './session';
import { useShownOnce } from './shown-once';
import { startTexts } from './texts/start';
import { Card } from '../ui/Card';

const SessionGate = () => {
  const session = useCall('session.state', {});
  const isKnown = session.data !== undefined;
  useEffect(() => {
    // While somebody types their password: no click waits for a screen's code later.
    if (isKnown) void loadScreens().catch(() => undefined);
  }, [isKnown]);
  if (session.data === undefined)
    return <Opening message={session.error?.message ?? null} hasFailed={session.isError} />;
  switch (session.data.state) {
    case 'signed-out':
      return <SignIn people={session.data.people} lastStaffId={session.data.lastStaffId} />;
    case 'locked':
      return <LockScreen who={session.data.who} people={session.data.people} />;
    case 'signed-in':
      return (
        <SessionContext value={session.data}>
          <Frame key={session.data.who.staffId} />
        </SessionContext>
      );
  }
};

/** What stands before the screens: first start, passphrase, opening, a refusal, signing in. */
export const Gate = () => {
  const told = useStoreStatus((state) => state.status);
  // Asked again while something opens, in case an event was sent before anybody listened.
  const desk = useCall(
    'desk.state',
    {},
    { everyMs: (state) => (state === undefined || state.stage === 'opening' ? 1000 : false) },
  );
  const shown = useShownOnce();
  if (shown.codes !== null)
    return (
      <Card title={startTexts.codes.title} width={448}>
        <BackupCodes codes={shown.codes} onDone={shown.forget} />
      </Card>
    );
  if (desk.data === undefined) return <Opening message={desk.error?.message ?? null} hasFailed={desk.isError} />;
  switch (desk.data.stage) {
    case 'none':
      return <FirstStart />;
    case 'passphrase':
      return <Passphrase message={desk.data.message} />;
    case 'opening':
      return (
        <Opening message={desk.data.message ?? desk.data.store.message} progress={(told ?? desk.data.store).progress} />
      );
    case 'refused':
      return <RefusedDesk message={desk.data.message ?? desk.data.store.message} kind={desk.data.kind} />;
    case 'earlier':
      return <EarlierDesk state={desk.data} />;
    case 'open':
      return (
        <DeskContext value={desk.data}>
          <SessionGate />
        </DeskContext>
      );
  }
};
