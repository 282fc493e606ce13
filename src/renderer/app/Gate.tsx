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
import { SessionContext } from './session';

const SessionGate = () => {
  const session = useCall('session.state', {});
  if (session.data === undefined) return <Opening message={session.error?.message ?? null} />;
  switch (session.data.state) {
    case 'signed-out': return <SignIn people={session.data.people} lastStaffId={session.data.lastStaffId} />;
    case 'locked': return <LockScreen who={session.data.who} people={session.data.people} />;
    case 'signed-in': return (
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
  const desk = useCall('desk.state', {}, { everyMs: told !== null && told.state === 'ready' ? false : 1000 });
  if (desk.data === undefined) return <Opening message={desk.error?.message ?? null} />;
  switch (desk.data.stage) {
    case 'none': return <FirstStart />;
    case 'passphrase': return <Passphrase message={desk.data.message} />;
    case 'opening': return <Opening message={desk.data.message ?? desk.data.store.message} progress={(told ?? desk.data.store).progress} />;
    case 'refused': return <RefusedDesk message={desk.data.message ?? desk.data.store.message} kind={desk.data.kind} />;
    case 'open': return <DeskContext value={desk.data}><SessionGate /></DeskContext>;
  }
};
