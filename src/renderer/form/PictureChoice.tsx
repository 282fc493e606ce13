import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { FormLanguage } from '#contract/identity-form';
import { Icon } from './Icon';
import { readFile, type PictureFault } from './picture';
import { words } from './words';

type Props = {
  readonly language: FormLanguage;
  readonly facing: 'environment' | 'user';
  readonly isFilled: boolean;
  readonly onPicture: (picture: Blob) => void;
};

/** Two ways to a file: the picture folder, and on a phone its own camera app. */
export const PictureChoice = ({ language, facing, isFilled, onPicture }: Props) => {
  const text = words[language].upload;
  const [fault, setFault] = useState<PictureFault | null>(null);
  const [isWorking, setWorking] = useState(false);
  const faultId = useId();
  const folder = useRef<HTMLInputElement>(null);
  const app = useRef<HTMLInputElement>(null);
  const isAlive = useRef(true);
  useEffect(() => {
    isAlive.current = true;
    return () => {
      isAlive.current = false;
    };
  }, []);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setWorking(true);
    const picture = await readFile(file);
    if (!isAlive.current) return;
    setWorking(false);
    if (typeof picture === 'string') setFault(picture);
    else {
      setFault(null);
      onPicture(picture);
    }
  };
  const field = (ref: typeof folder, label: string, capture: boolean) => (
    <input
      ref={ref}
      className="unseen"
      type="file"
      tabIndex={-1}
      aria-label={label}
      accept="image/jpeg,image/png,image/webp,image/*"
      {...(capture ? { capture: facing } : {})}
      onChange={(event) => {
        const [file] = event.currentTarget.files ?? [];
        void read(file);
        event.currentTarget.value = '';
      }}
    />
  );
  return (
    <>
      {fault && (
        <p className="error" role="alert" id={faultId}>
          {words[language].faults[fault]}
        </p>
      )}
      <output className="unseen">{isWorking ? text.working : ''}</output>
      {field(folder, text.choose, false)}
      {field(app, text.photograph, true)}
      <button
        type="button"
        className={isFilled ? 'button filled' : 'button'}
        disabled={isWorking}
        aria-describedby={fault ? faultId : undefined}
        onClick={() => folder.current?.click()}
      >
        <Icon name="upload" />
        {isWorking ? text.working : text.choose}
      </button>
      <button type="button" className="button touch-only" disabled={isWorking} onClick={() => app.current?.click()}>
        <Icon name="camera" />
        {text.photograph}
      </button>
    </>
  );
};

/** The address of a picture that is still only here, for as long as it is shown. */
export const useShown = (picture: Blob | null): string | null => {
  const url = useMemo(() => (picture ? URL.createObjectURL(picture) : null), [picture]);
  useEffect(
    () => () => {
      if (url)
        setTimeout(() => {
          URL.revokeObjectURL(url);
        }, 1000);
    },
    [url],
  );
  return url;
};
