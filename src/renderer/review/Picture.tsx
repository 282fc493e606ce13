import { Button, UnstyledButton } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconEyeOff, IconPhotoX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import type { PictureSlot } from '#domain/case/events';
import type { PictureView } from './stage-view';
import { transformOf } from './stage-view';
import { reviewTexts, slotNames } from './texts';
import type { Cover } from './use-cover';
import type { OpenedPicture } from './use-pictures';
import { Watermark } from './Watermark';
import styles from './Picture.module.css';

type PictureProps = {
  readonly slot: PictureSlot;
  readonly about: string;
  readonly picture: OpenedPicture;
  readonly view: PictureView;
  readonly cover: Cover | null;
  readonly watermark: string;
  readonly isShown: boolean;
  readonly isPortrait: boolean;
  /** Null while all move in step. */
  readonly isChosen: boolean | null;
  readonly onChoose: () => void;
  readonly onMove: (x: number, y: number) => void;
  readonly onZoom: (factor: number) => void;
  readonly onBroken: () => void;
  readonly onOpenAgain: () => void;
  readonly onAskAgain: (() => void) | null;
};
const { stage } = reviewTexts;

/** One picture in its frame. The `<img>` stays mounted whatever the layout: its handle worked once. */
export const Picture = ({
  slot,
  about,
  picture,
  view,
  cover,
  watermark,
  isShown,
  isPortrait,
  isChosen,
  onChoose,
  onMove,
  onZoom,
  onBroken,
  onOpenAgain,
  onAskAgain,
}: PictureProps) => {
  const { ref: sized, width, height } = useElementSize<HTMLDivElement>();
  const frame = useRef<HTMLDivElement>(null);
  const [natural, setNatural] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const zoom = useRef(onZoom);
  useEffect(() => {
    zoom.current = onZoom;
  });

  // React's own wheel listener is passive; a pinch (or Ctrl and the wheel) must not zoom the page.
  useEffect(() => {
    const node = frame.current;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom.current(event.deltaY < 0 ? 1.15 : 1 / 1.15);
    };
    node?.addEventListener('wheel', onWheel, { passive: false });
    return () => node?.removeEventListener('wheel', onWheel);
  }, []);

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (drag.current === null || width === 0 || height === 0) return;
    onMove(((event.clientX - drag.current.x) / width) * 100, ((event.clientY - drag.current.y) / height) * 100);
    drag.current = { x: event.clientX, y: event.clientY };
  };
  const merged = useMergedRef(sized, frame);
  const name = slotNames[slot];
  return (
    <figure className={styles.figure} data-slot={slot} hidden={!isShown}>
      <figcaption className={styles.caption}>
        {isChosen === null ? (
          <strong>{name}</strong>
        ) : (
          <UnstyledButton
            className={styles.choose ?? ''}
            aria-pressed={isChosen}
            aria-label={stage.choose(name)}
            onClick={onChoose}
          >
            {name}
          </UnstyledButton>
        )}
        <span className={styles.about}>{about}</span>
      </figcaption>
      <div
        ref={merged}
        className={styles.frame}
        data-chosen={isChosen === true || undefined}
        data-covered={cover ?? undefined}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          onChoose();
          drag.current = { x: event.clientX, y: event.clientY };
          event.currentTarget.setPointerCapture?.(event.pointerId);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null;
        }}
        onPointerCancel={() => {
          drag.current = null;
        }}
        onDoubleClick={() => onZoom(1.6)}
        onContextMenu={(event) => event.preventDefault()}
      >
        {picture.state === 'open' && (
          <img
            src={picture.src}
            alt={stage.alt[slot]}
            draggable={false}
            className={styles.picture}
            style={{ transform: transformOf(view, { width, height }, natural, isPortrait) }}
            onLoad={({ currentTarget }) =>
              setNatural({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
            }
            onError={onBroken}
          />
        )}
        {picture.state === 'opening' && (
          <span role="status" className={styles.opening}>{`${stage.opening}: ${name}`}</span>
        )}
        {picture.state === 'failed' && (
          <div role="alert" className={styles.failed}>
            <IconPhotoX size={24} stroke={1.6} aria-hidden />
            <strong>{stage.failed(name)}</strong>
            <span>
              {picture.failure.message} {picture.failure.rule}
            </span>
            <span className={styles.failedButtons}>
              <Button variant="default" onClick={onOpenAgain} aria-label={`${stage.openAgain}: ${name}`}>
                {stage.openAgain}
              </Button>
              {onAskAgain !== null && (
                <Button variant="subtle" onClick={onAskAgain}>
                  {stage.askAgain}
                </Button>
              )}
            </span>
          </div>
        )}
        <Watermark words={watermark} />
        {cover !== null && (
          <span className={styles.cover}>
            <IconEyeOff size={20} stroke={1.7} aria-hidden />
            <strong>{stage.covered[cover]}</strong>
            <span>{stage.coveredWay[cover]}</span>
          </span>
        )}
      </div>
    </figure>
  );
};
