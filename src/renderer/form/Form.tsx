import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import {
  slotsFor,
  termsVersion,
  type FormAnswer,
  type FormLanguage,
  type FormRefusal,
  type FormState,
} from '#contract/identity-form';
import type { PictureSlot } from '#domain/case/events';
import { allowed, captureOf, furthest, readEntry, startChoices, type Choices, type Step, type Taken } from './flow';
import { Frame } from './Frame';
import { Icon } from './Icon';
import type { Gray } from './judge/gray';
import { Page } from './Page';
import { PhoneCode } from './PhoneCode';
import { CapturePage } from './steps/CapturePage';
import { DocumentPage } from './steps/DocumentPage';
import { LookOverPage } from './steps/LookOverPage';
import { SelfiePage } from './steps/SelfiePage';
import { TermsPage } from './steps/TermsPage';
import { UploadPage } from './steps/UploadPage';
import { createUploads, ends, readAnswer, type UploadsView } from './uploads';
import { words } from './words';

type Props = {
  readonly state: FormState;
  readonly base: string;
  readonly onEnd: (code: FormRefusal) => void;
  readonly onDone: (language: FormLanguage) => void;
};
const retryMs = [1000, 2000, 5000];
const thereOf = (view: UploadsView): ReadonlySet<PictureSlot> =>
  new Set((['front', 'back', 'selfie'] as const).filter((slot) => view[slot] && view[slot].status !== 'refused'));

/**
 * The form of an open link. Where one stands rides on the browser's history; pictures stay in memory until they are
 * sent.
 */
export const Form = ({ state, base, onEnd, onDone }: Props) => {
  const uploads = useMemo(() => {
    const made = createUploads({ base, onEnd });
    made.adopt(state.pictures.map((picture) => picture.slot));
    return made;
  }, [base, onEnd, state]);
  const view = useSyncExternalStore(uploads.subscribe, uploads.view);
  const [choices, setChoices] = useState<Choices>(
    () => readEntry(window.history.state)?.choices ?? startChoices(state.language),
  );
  const [step, setStep] = useState<Step>(() => {
    const entry = readEntry(window.history.state);
    return entry ? allowed(entry.step, entry.choices, thereOf(uploads.view())) : 'terms';
  });
  const [sending, setSending] = useState<null | 'sending' | 'offline' | FormRefusal>(null);
  const [announced, setAnnounced] = useState('');
  const [front, setFront] = useState<Gray | null>(null);
  const submissionId = useRef(crypto.randomUUID());
  const text = words[choices.language];

  const remember = useCallback((to: Step, next: Choices, how: 'push' | 'replace') => {
    setChoices(next);
    setStep(to);
    if (how === 'push') window.history.pushState({ step: to, choices: next }, '');
    else window.history.replaceState({ step: to, choices: next }, '');
  }, []);

  useEffect(() => {
    const onPop = (event: PopStateEvent) => {
      const entry = readEntry(event.state);
      // Back undoes where one is, never what one said since: choices stay as they are.
      setChoices((now) => {
        const to = allowed(entry?.step ?? 'terms', now, thereOf(uploads.view()));
        setStep(to);
        window.history.replaceState({ step: to, choices: now }, '');
        return now;
      });
    };
    window.addEventListener('popstate', onPop);
    return () => {
      window.removeEventListener('popstate', onPop);
    };
  }, [uploads]);
  useEffect(() => {
    document.documentElement.lang = choices.language;
    document.title = `${text.title} · ${state.companyName}`;
  }, [choices.language, state.companyName, text.title]);
  useEffect(() => {
    // Leaving while something is only here would lose it.
    const isPending = Object.values(view).some((upload) => upload.status === 'sending' || upload.status === 'waiting');
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    if (isPending) window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [view]);

  const goOn = (next: Choices, without: PictureSlot | null = null) => {
    const there = new Set(thereOf(uploads.view()));
    if (without) there.add(without);
    remember(furthest(next, there), next, 'push');
  };
  const take = (slot: PictureSlot, picture: Blob, how: Taken, name: string) => {
    uploads.take(slot, picture);
    setAnnounced(text.capture.taken(name));
    goOn({ ...choices, taken: { ...choices.taken, [slot]: how } }, slot);
  };
  const changeDocument = (choice: Pick<Choices, 'country' | 'kind'>) => {
    // Pictures of another ID don't fit any more; the selfie does.
    void uploads.drop(['front', 'back']);
    setFront(null);
    const { front: _, back: __, ...taken } = choices.taken;
    remember('document', { ...choices, ...choice, taken }, 'replace');
  };

  const submit = async () => {
    const { kind } = choices;
    if (kind === null) return;
    setSending('sending');
    const slots = slotsFor(kind);
    const pause = async (ms: number) =>
      await new Promise<void>((resolve) => {
        setTimeout(resolve, ms);
      });
    for (let round = 0; ; round += 1) {
      const now = uploads.view();
      if (slots.some((slot) => !now[slot] || now[slot].status === 'refused')) {
        setSending(null);
        return;
      }
      if (!slots.every((slot) => now[slot]?.status === 'sent')) {
        await pause(250);
        round -= 1;
        continue;
      }
      let answer: FormAnswer | null = null;
      try {
        const body = {
          submissionId: submissionId.current,
          termsVersion,
          language: choices.language,
          country: choices.country,
          documentKind: kind,
          capture: captureOf(choices, kind),
        };
        answer = await readAnswer(
          await fetch(`${base}/submit`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          }),
        );
      } catch {
        /* No connection: the same submission is sent again, and counts once. */
      }
      if (answer?.ok) {
        onDone(choices.language);
        return;
      }
      if (answer && ends.has(answer.code)) {
        onEnd(answer.code);
        return;
      }
      if (answer && answer.code !== 'unavailable' && answer.code !== 'too-many' && answer.code !== 'busy') {
        setSending(answer.code);
        return;
      }
      setSending('offline');
      await pause(retryMs[Math.min(round, retryMs.length - 1)]!);
    }
  };

  const nameOf = (slot: PictureSlot) =>
    slot === 'front' && choices.kind === 'passport' ? text.passportPage : text.slots[slot];
  const isCamera = (step === 'front' || step === 'back') && choices.way === 'camera';
  const page = () => {
    switch (step) {
      case 'terms':
        return (
          <TermsPage
            state={state}
            language={choices.language}
            accepted={choices.accepted}
            onAccept={(accepted) => {
              remember('terms', { ...choices, accepted }, 'replace');
            }}
            onNext={() => {
              remember('document', choices, 'push');
            }}
          />
        );
      case 'document':
        return (
          <DocumentPage
            language={choices.language}
            country={choices.country}
            kind={choices.kind}
            onChange={changeDocument}
            onNext={(way) => {
              goOn({ ...choices, way });
            }}
          />
        );
      case 'front':
      case 'back': {
        const idSlots = slotsFor(choices.kind ?? 'driving-licence').filter((slot) => slot !== 'selfie');
        const change = (way: Choices['way']) => {
          remember(step, { ...choices, way }, 'replace');
        };
        if (!isCamera)
          return (
            <UploadPage
              key={step}
              language={choices.language}
              what={nameOf(step)}
              onUse={(picture) => {
                take(step, picture, 'upload', nameOf(step));
              }}
              onCamera={() => {
                change('camera');
              }}
            />
          );
        return (
          <CapturePage
            key={step}
            language={choices.language}
            what={nameOf(step)}
            number={idSlots.indexOf(step) + 1}
            of={idSlots.length}
            shape={choices.kind === 'passport' ? 'passport' : 'card'}
            front={step === 'back' ? front : null}
            onTake={(picture, how, seen) => {
              if (step === 'front') setFront(seen);
              take(step, picture, how, nameOf(step));
            }}
            onUpload={() => {
              change('upload');
            }}
          />
        );
      }
      case 'selfie':
        return (
          <SelfiePage
            language={choices.language}
            onUse={(picture, how) => {
              take('selfie', picture, how, nameOf('selfie'));
            }}
          />
        );
      case 'look-over':
        return (
          <LookOverPage
            language={choices.language}
            country={choices.country}
            kind={choices.kind ?? 'driving-licence'}
            uploads={view}
            sending={sending}
            onChange={(to) => {
              setSending(null);
              remember(to, choices, 'push');
            }}
            onSubmit={() => {
              void submit();
            }}
          />
        );
    }
  };
  return (
    <Frame
      companyName={state.companyName}
      language={choices.language}
      step={step}
      isDark={isCamera}
      onBack={
        step === 'terms'
          ? null
          : () => {
              window.history.back();
            }
      }
      onLanguage={() => {
        remember(step, { ...choices, language: choices.language === 'en' ? 'fr' : 'en' }, 'replace');
      }}
    >
      <output className="unseen">{announced}</output>
      {page()}
      {(step === 'terms' || step === 'document') && <PhoneCode language={choices.language} />}
    </Frame>
  );
};

/** The good end. */
export const DonePage = ({
  language,
  companyName,
}: {
  readonly language: FormLanguage;
  readonly companyName: string;
}) => (
  <Frame
    companyName={companyName}
    language={language}
    step={null}
    isDark={false}
    onBack={null}
    onLanguage={() => undefined}
  >
    <div className="big ok">
      <Icon name="circle-check" size={52} />
    </div>
    <Page title={words[language].done.title}>
      {words[language].done.lines.map((line) => (
        <p key={line} className="line">
          {line}
        </p>
      ))}
    </Page>
  </Frame>
);
