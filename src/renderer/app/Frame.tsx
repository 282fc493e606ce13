import { Suspense, useEffect, useRef, useState } from 'react';
import { PracticeCustomer } from '../case/PracticeCustomer';
import { SwitchPerson } from '../sign-in/SwitchPerson';
import { AlertStrip } from './AlertStrip';
import { AwayLine } from './AwayLine';
import { ErrorBoundary } from './ErrorBoundary';
import { useIdleTouch } from './idle';
import { KeysHelp } from './KeysHelp';
import { useKeys } from './keys';
import { railOf, useNavigation } from './navigation';
import { Palette } from './Palette';
import { flushDrafts } from './kept-drafts';
import { useCommand } from './queries';
import { Rail } from './Rail';
import { ScreenOf } from './screens';
import { StartOver } from './StartOver';
import { StoreBanner } from './StoreBanner';
import { Strip } from './Strip';
import { frameTexts } from './texts/frame';
import styles from './Frame.module.css';

/** Strip, rail and one screen; the palette, the keys and the change of person lie over all of them. */
export const Frame = () => {
  const place = useNavigation((state) => state.place);
  const go = useNavigation((state) => state.go);
  const [over, setOver] = useState<'palette' | 'keys' | 'switch' | null>(null);
  const lock = useCommand('session.lock');
  // What was typed in this moment is kept first: nothing can be, once the seat is locked.
  const lockUp = (): void => void flushDrafts().finally(() => lock.mutate({}));
  useIdleTouch();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    // A new screen begins where reading begins; what had the focus is gone.
    if (
      document.activeElement === null ||
      document.activeElement === document.body ||
      !document.activeElement.isConnected ||
      main.current?.contains(document.activeElement) !== true
    )
      main.current?.focus({ preventScroll: true });
  }, [place]);
  const { rail, goTo, keys, lock: lockName, switchPerson } = frameTexts;
  useKeys(keys.everywhere, [
    { keys: 'mod+k', label: keys.palette, run: () => setOver('palette'), isMove: true },
    { keys: '?', label: keys.help, run: () => setOver('keys'), isMove: true },
    { keys: 'g q', label: goTo(rail.queue), run: () => go('queue') },
    { keys: 'g r', label: goTo(rail.reviews), run: () => go('reviews') },
    { keys: 'g m', label: goTo(rail.mail), run: () => go('mail') },
    { keys: 'g t', label: goTo(rail.staff), run: () => go('staff') },
    { keys: 'g h', label: goTo(rail.guidance), run: () => go('guidance') },
    { keys: 'g p', label: goTo(rail.policy), run: () => go('policy') },
    { keys: 'g s', label: goTo(rail.settings), run: () => go('settings') },
    { keys: 'mod+shift+u', label: switchPerson, run: () => setOver('switch') },
    { keys: 'mod+shift+l', label: lockName, run: lockUp },
  ]);
  const close = (): void => setOver(null);
  return (
    <div className={styles.frame}>
      <Strip onSearch={() => setOver('palette')} onSwitch={() => setOver('switch')} onLock={lockUp} />
      <StoreBanner />
      <AlertStrip />
      <AwayLine />
      <div className={styles.below}>
        <Rail />
        <main ref={main} tabIndex={-1} className={styles.screen} aria-label={frameTexts.rail[railOf(place.screen)]}>
          <ErrorBoundary key={`${place.screen} ${place.caseId}`}>
            <Suspense>
              <ScreenOf place={place} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      {over === 'palette' && <Palette onClose={close} />}
      {over === 'keys' && <KeysHelp onClose={close} />}
      <StartOver />
      <PracticeCustomer />
      {over === 'switch' && <SwitchPerson onClose={close} />}
    </div>
  );
};
