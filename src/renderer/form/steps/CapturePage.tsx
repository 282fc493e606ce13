import { useEffect, useRef, useState } from 'react';
import type { FormLanguage } from '#contract/identity-form';
import { Icon } from '../Icon';
import { guideInset, ratioOf, viewRatio } from '../judge/frame';
import { toGray, type Gray } from '../judge/gray';
import { adviceFor, judge, watchOn, type Advice, type Verdict, type Watch } from '../judge/judge';
import { drawJpeg } from '../picture';
import { useCamera, visiblePart } from '../use-camera';
import { words } from '../words';

type Props = {
  readonly language: FormLanguage;
  readonly what: string;
  readonly number: number;
  readonly of: number;
  readonly shape: keyof typeof ratioOf;
  /** The front's view, when this is the back. */
  readonly front: Gray | null;
  readonly onTake: (picture: Blob, how: 'automatic' | 'shutter', view: Gray) => void;
  readonly onUpload: () => void;
};

const analysisWidth = 480;
const everyMs = 120;
/** A screen reader is told of a change only when it has lasted for so long. */
const speakAfterMs = 1200;
const nothingYet: Verdict = { whole: false, sharp: false, steady: false, dark: false, sameAsBefore: false };

/** The camera takes the picture by itself when the ID is whole, sharp and steady; upload is always there. */
export const CapturePage = ({ language, what, number, of, shape, front, onTake, onUpload }: Props) => {
  const text = words[language].capture;
  const ratio = viewRatio(ratioOf[shape]);
  const { video, state } = useCamera('environment', true);
  const heading = useRef<HTMLHeadingElement>(null);
  const [verdict, setVerdict] = useState<Verdict>(nothingYet);
  const [isHelped, setHelped] = useState(false);
  const [spoken, setSpoken] = useState('');
  const take = useRef<(how: 'automatic' | 'shutter') => void>(() => undefined);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo?.(0, 0);
  }, []);

  useEffect(() => {
    if (state !== 'on') return;
    const canvas = document.createElement('canvas');
    canvas.width = analysisWidth;
    canvas.height = Math.round(analysisWidth / ratio);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    let before: Gray | null = null;
    let watch: Watch = { startedAt: performance.now(), goodSince: null };
    let isTaken = false;
    const look = (): { readonly gray: Gray; readonly source: ReturnType<typeof visiblePart> } | null => {
      const shown = video.current;
      if (!shown || !context || shown.videoWidth === 0) return null;
      const source = visiblePart(shown.videoWidth, shown.videoHeight, ratio);
      context.drawImage(shown, source.x, source.y, source.width, source.height, 0, 0, canvas.width, canvas.height);
      return {
        gray: toGray(context.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height),
        source,
      };
    };
    take.current = (how) => {
      const seen = look();
      const image = video.current;
      if (isTaken || !seen || !image) return;
      isTaken = true;
      void drawJpeg({ image, ...seen.source }).then((picture) => {
        onTake(picture, how, seen.gray);
      });
    };
    const timer = setInterval(() => {
      const seen = look();
      if (!seen || isTaken) return;
      const now = judge(seen.gray, before, front);
      before = seen.gray;
      const next = watchOn(watch, now, performance.now());
      watch = next.watch;
      setVerdict((old) => (JSON.stringify(old) === JSON.stringify(now) ? old : now));
      if (next.offerHelp) setHelped(true);
      if (next.take) take.current('automatic');
    }, everyMs);
    return () => {
      clearInterval(timer);
      isTaken = true;
    };
    // The handlers are the page's own and stay; what is watched changes with the camera and the side.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [state, ratio, front]);

  const advice: Advice = adviceFor(verdict);
  const now =
    state === 'on' ? text.advice[advice] : state === 'none' ? text.noCamera : { title: text.starting, line: '' };
  useEffect(() => {
    const timer = setTimeout(() => {
      setSpoken(`${now.title}. ${now.line}`);
    }, speakAfterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [now.title, now.line]);

  const isReady = advice === 'taking' && state === 'on';
  const lights = [
    { name: text.whole, on: verdict.whole },
    { name: text.sharp, on: verdict.sharp },
    { name: text.steady, on: verdict.steady },
  ];
  return (
    <main className="page camera">
      <h1 ref={heading} tabIndex={-1} className="unseen">
        {text.title(what)}
      </h1>
      <output className="unseen">{spoken}</output>
      <div className="advice" aria-hidden="true" hidden={state === 'none'}>
        <b>{now.title}</b>
        <span>{now.line}</span>
      </div>
      <div className="stage" style={{ aspectRatio: String(ratio) }} hidden={state === 'none'}>
        <video ref={video} playsInline muted aria-label={text.video} />
        <div
          className={isReady ? 'guide good' : 'guide'}
          style={{ inset: `calc(${guideInset * 100}% * ${ratio}) ${guideInset * 100}%` }}
        />
      </div>
      {state === 'none' && (
        <p className="no-camera below-top">
          {text.noCamera.title}. {text.noCamera.line}
        </p>
      )}
      {state !== 'none' && (
        <ul className="lights">
          {lights.map((light) => (
            <li key={light.name} className={light.on ? 'on' : ''}>
              <Icon name={light.on ? 'check' : 'loader'} size={18} />
              {light.name}
              <span className="unseen">: {light.on ? text.yes : text.no}</span>
            </li>
          ))}
        </ul>
      )}
      {isHelped && state === 'on' && (
        <section className="tips">
          <b>{text.tipsTitle}</b>
          <ul>
            {text.tips.map((tip) => (
              <li key={tip}>{tip}</li>
            ))}
          </ul>
        </section>
      )}
      <div className="actions">
        {isHelped && state === 'on' && (
          <button
            type="button"
            className="button filled"
            onClick={() => {
              take.current('shutter');
            }}
          >
            <Icon name="camera" />
            {text.shutter}
          </button>
        )}
        <button type="button" className="button" onClick={onUpload}>
          <Icon name="upload" />
          {text.upload}
        </button>
        {state !== 'none' && <p className="foot">{text.foot(what, number, of)}</p>}
      </div>
    </main>
  );
};
