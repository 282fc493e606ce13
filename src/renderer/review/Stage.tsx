import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconEye,
  IconEyeOff,
  IconLink,
  IconLinkOff,
  IconRotate2,
  IconRotateClockwise2,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ReviewView } from '#contract/review';
import type { PictureSlot } from '#domain/case/events';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useKeys } from '../app/keys';
import { useSession } from '../app/session';
import { Key } from '../ui/Key';
import { dayText, stampText, timeText } from '../ui/times';
import { Picture } from './Picture';
import { degreesOf, moved, still, turned, zoomed } from './stage-view';
import type { PictureView } from './stage-view';
import { documentNames, reviewTexts, slotNames } from './texts';
import { useCover } from './use-cover';
import type { Pictures } from './use-pictures';
import styles from './Stage.module.css';

type Mode = 'all' | 'face' | 'one';
const modes: readonly Mode[] = ['all', 'face', 'one'];
const { stage } = reviewTexts;
const zoomStep = 1.25;
const moveStep = 8;

/** The evidence side by side. Zoom, rotation and place go in step until one is moved alone. */
export const Stage = ({
  view,
  pictures,
  onAskAgain,
}: {
  readonly view: ReviewView;
  readonly pictures: Pictures;
  readonly onAskAgain: (() => void) | null;
}) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { who } = useSession();
  const [mode, setMode] = useState<Mode>('all');
  const [isInStep, setInStep] = useState(true);
  const [chosen, setChosen] = useState<PictureSlot>('front');
  const [views, setViews] = useState<Readonly<Partial<Record<PictureSlot, PictureView>>>>({});
  const { cover, toggle } = useCover();
  const { pictureOf, openAgain, onBroken } = pictures;

  const slots = view.pictures.map((picture) => picture.slot);
  const hasBack = slots.includes('back');
  const viewOf = (slot: PictureSlot): PictureView => views[slot] ?? still;
  const apply = (change: (of: PictureView) => PictureView): void =>
    setViews((before) => {
      const next = change(before[chosen] ?? still);
      return isInStep ? Object.fromEntries(slots.map((slot) => [slot, next])) : { ...before, [chosen]: next };
    });
  const setStep = (on: boolean): void => {
    setInStep(on);
    if (on) setViews(Object.fromEntries(slots.map((slot) => [slot, viewOf(chosen)])));
  };
  const isShown = (slot: PictureSlot): boolean =>
    mode === 'all' ? true : mode === 'face' ? slot !== 'back' : slot === chosen;
  const choose = (slot: PictureSlot): void => setChosen(slot);
  const nextPicture = (): void => choose(slots[(slots.indexOf(chosen) + 1) % slots.length] ?? chosen);
  const nextMode = (): void => setMode(modes[(modes.indexOf(mode) + 1) % modes.length] ?? 'all');
  const zoomIn = (): void => apply((of) => zoomed(of, zoomStep));
  const zoomOut = (): void => apply((of) => zoomed(of, 1 / zoomStep));
  const turn = (): void => apply((of) => turned(of, 90));
  const turnBack = (): void => apply((of) => turned(of, -90));

  const { keys } = stage;
  useKeys(stage.title, [
    { keys: 'z', label: keys.zoomIn, run: zoomIn, isMove: true },
    { keys: 'shift+z', label: keys.zoomOut, run: zoomOut, isMove: true },
    { keys: '0', label: keys.still, run: () => apply(() => still), isMove: true },
    { keys: 'arrowleft', label: keys.left, run: () => apply((of) => moved(of, -moveStep, 0)), isMove: true },
    { keys: 'arrowright', label: keys.right, run: () => apply((of) => moved(of, moveStep, 0)), isMove: true },
    { keys: 'arrowup', label: keys.up, run: () => apply((of) => moved(of, 0, -moveStep)), isMove: true },
    { keys: 'arrowdown', label: keys.down, run: () => apply((of) => moved(of, 0, moveStep)), isMove: true },
    { keys: 'r', label: keys.turn, run: turn, isMove: true },
    { keys: 'shift+r', label: keys.turnBack, run: turnBack, isMove: true },
    { keys: 'b', label: keys.blur, run: toggle },
    { keys: 'i', label: keys.step, run: () => setStep(!isInStep) },
    { keys: 'v', label: keys.layout, run: nextMode, isMove: true },
    { keys: 'n', label: keys.next, run: nextPicture, isMove: true },
  ]);

  const shown = viewOf(chosen);
  const watermark = `${who.name} · ${dayText(new Date(nowMs).toISOString(), nowMs, zone)} ${timeText(nowMs, zone)}`;
  const icon = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;
  return (
    <section className={styles.stage} aria-label={stage.title}>
      <div className={styles.bar}>
        <SegmentedControl
          aria-label={stage.modesLabel}
          value={mode}
          onChange={(value) => setMode(value as Mode)}
          data={modes.map((value) => ({
            value,
            label: value === 'all' && !hasBack ? stage.modes.two : stage.modes[value],
          }))}
        />
        {mode === 'one' && (
          <SegmentedControl
            aria-label={stage.which}
            value={chosen}
            onChange={(value) => choose(value as PictureSlot)}
            data={slots.map((slot) => ({ value: slot, label: slotNames[slot] }))}
          />
        )}
        <div className={styles.tools} role="toolbar" aria-label={stage.tools}>
          <ActionIcon aria-label={stage.zoomOut} onClick={zoomOut} disabled={shown.zoom <= 1}>
            <IconZoomOut {...icon} />
          </ActionIcon>
          <span className={styles.figure} role="status">
            {stage.zoom(Math.round(shown.zoom * 100))}
          </span>
          <ActionIcon aria-label={stage.zoomIn} onClick={zoomIn}>
            <IconZoomIn {...icon} />
          </ActionIcon>
          <ActionIcon aria-label={stage.turnBack} onClick={turnBack}>
            <IconRotate2 {...icon} />
          </ActionIcon>
          <span className={styles.figure} role="status">
            {stage.degrees(degreesOf(shown))}
          </span>
          <ActionIcon aria-label={stage.turn} onClick={turn}>
            <IconRotateClockwise2 {...icon} />
          </ActionIcon>
          <Tooltip label={stage.inStepHint}>
            <Button
              variant={isInStep ? 'light' : 'default'}
              aria-pressed={isInStep}
              leftSection={isInStep ? <IconLink {...icon} /> : <IconLinkOff {...icon} />}
              onClick={() => setStep(!isInStep)}
            >
              {stage.inStep}
            </Button>
          </Tooltip>
          <Button
            variant="default"
            data-covers
            aria-pressed={cover !== null}
            leftSection={cover === null ? <IconEyeOff {...icon} /> : <IconEye {...icon} />}
            rightSection={<Key keys="b" />}
            onClick={toggle}
          >
            {cover === null ? stage.blur : stage.show}
          </Button>
        </div>
      </div>
      <div className={styles.pictures} data-mode={mode} data-two={!hasBack || undefined}>
        {view.pictures.map(({ slot, evidenceId }) => (
          <Picture
            key={evidenceId}
            slot={slot}
            about={
              slot === 'selfie'
                ? stage.live(stampText(view.submittedAt, nowMs, zone))
                : documentNames[view.documentKind]
            }
            picture={pictureOf(evidenceId)}
            view={viewOf(slot)}
            cover={cover}
            watermark={watermark}
            isShown={isShown(slot)}
            isPortrait={mode === 'face' && slot === 'front'}
            isChosen={isInStep || mode === 'one' ? null : slot === chosen}
            onChoose={() => {
              if (mode !== 'one') choose(slot);
            }}
            onMove={(x, y) => apply((of) => moved(of, x, y))}
            onZoom={(factor) => apply((of) => zoomed(of, factor))}
            onBroken={() => onBroken(evidenceId)}
            onOpenAgain={() => openAgain(evidenceId)}
            onAskAgain={onAskAgain}
          />
        ))}
      </div>
      {cover !== null && (
        <p className={styles.spoken} role="status">
          {stage.covered[cover]}. {stage.coveredWay[cover]}.
        </p>
      )}
    </section>
  );
};
